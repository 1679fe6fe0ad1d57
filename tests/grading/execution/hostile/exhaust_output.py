from nbformat import NotebookNode

from tests.grading.execution.hostile import add, answer, solved

POINTS = 38.0
WHY = "Prints two hundred megabytes from a cell; the output is cut, nothing is lost."


def submission(release: NotebookNode) -> NotebookNode:
    return add(answer(release, solved()), "for _ in range(2000):\n    print('x' * 100_000)", before="Sigmoid")
