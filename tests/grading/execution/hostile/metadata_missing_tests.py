from nbformat import NotebookNode

from tests.grading.execution.hostile import answer, solved, tests

POINTS = 2.0
WHY = "Deletes all test cells, and with them whatever might fail; they come back from the source."


def submission(release: NotebookNode) -> NotebookNode:
    forged = answer(release, solved("Tanh"))
    wanted = tests(forged)
    forged.cells = [cell for cell in forged.cells if all(cell is not test for test in wanted)]
    return forged
