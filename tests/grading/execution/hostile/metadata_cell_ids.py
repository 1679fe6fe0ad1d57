from nbformat import NotebookNode

from tests.grading.execution.hostile import answer, solved

POINTS = 2.0
WHY = "Gives cells ids that are the same, empty, far too long or markup; ids are the source's, or new."


def submission(release: NotebookNode) -> NotebookNode:
    forged = answer(release, solved("Tanh"))
    for number, cell in enumerate(forged.cells):
        cell.id = ["same", "", "x" * 100_000, '"><script>alert(1)</script>', "../../x", 7, None][number % 7]
    return forged
