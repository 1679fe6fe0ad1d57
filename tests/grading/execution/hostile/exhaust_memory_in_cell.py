from nbformat import NotebookNode

from tests.grading.execution.hostile import attack, solved

POINTS = 38.0
WHY = "Takes memory in a cell of its own until it is stopped (at most two gigabytes) and drops it; nothing graded is touched."


def submission(release: NotebookNode) -> NotebookNode:
    text = "try:\n    held = [np.ones(1 << 22) for _ in range(64)]\n    breach('2 GB')\nexcept MemoryError:\n    pass\nheld = None"
    return attack(release, text, *solved())
