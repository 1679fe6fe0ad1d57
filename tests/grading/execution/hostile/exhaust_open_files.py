from nbformat import NotebookNode

from tests.grading.execution.hostile import attack

POINTS = 2.0
WHY = "Opens files, pipes and sockets until there are no descriptors left, and keeps them."

CODE = r"""
held = []
try:
    while len(held) < 100_000:
        held.append(os.dup(0))
    breach("100,000 files")
except OSError:
    pass
for number in held[-20:]:
    os.close(number)
"""


def submission(release: NotebookNode) -> NotebookNode:
    return attack(release, CODE)
