from nbformat import NotebookNode

from tests.grading.execution.hostile import add, answer, solved

POINTS = 38.0
WHY = "Never ends a cell of the student's own; it is cut off, and all exercises keep their points."


def submission(release: NotebookNode) -> NotebookNode:
    return add(answer(release, solved()), "import time\ntime.sleep(1e6)", before="ReLU")
