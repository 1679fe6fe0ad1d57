from nbformat import NotebookNode

from tests.grading.execution.hostile import answer, solved, tests

POINTS = 2.0
WHY = "Empties the test cells, or lets them only pass, and declares them to be the student's solution."


def submission(release: NotebookNode) -> NotebookNode:
    forged = answer(release, solved("Tanh"))
    for cell in tests(forged):
        cell.source = "pass"
        cell.metadata.nbgrader.update(solution=True, locked=False)
    return forged
