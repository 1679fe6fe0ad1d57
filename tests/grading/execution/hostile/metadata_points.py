from nbformat import NotebookNode

from tests.grading.execution.hostile import answer, solved, tests

POINTS = 2.0
WHY = "Gives the test cells a thousand points each, negative and infinite ones too; points come from the source."


def submission(release: NotebookNode) -> NotebookNode:
    forged = answer(release, solved("Tanh"))
    for cell, points in zip(
        tests(forged), [1000, -5, 1e308, 10**30, "38", None, True, [9]] * 2, strict=False
    ):
        cell.metadata.nbgrader.points = points
    return forged
