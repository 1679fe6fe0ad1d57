from nbformat import NotebookNode

from tests.grading.execution.hostile import attack

POINTS = 2.0
WHY = (
    "Takes fresh memory from NumPy and malloc without clearing it and looks whether a test was there before."
)

CODE = r"""
import re
hidden = re.compile(rb"np\.arra[y]\(\[-30\.0, -12|HOSTILE_SECRE[T]=[0-9a-f]{16}")
for size in (1 << 8, 1 << 12, 1 << 16, 1 << 20, 1 << 24):
    for _ in range(min(400, (1 << 26) // size)):
        if hidden.search(np.empty(size, np.uint8).tobytes()):
            breach("uninitialised memory")
"""


def submission(release: NotebookNode) -> NotebookNode:
    return attack(release, CODE)
