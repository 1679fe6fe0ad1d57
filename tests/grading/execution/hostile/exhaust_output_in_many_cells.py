from nbformat import NotebookNode

from tests.grading.execution.hostile import add, answer, solved

POINTS = 2.0
WHY = "Prints a megabyte in each of a hundred cells, all within the limit of one cell; the notebook must stay readable."


def submission(release: NotebookNode) -> NotebookNode:
    forged = answer(release, solved("Tanh"))
    for _ in range(100):
        forged = add(forged, "print('x' * 1_000_000)", after="Tanh_test")
    return forged
