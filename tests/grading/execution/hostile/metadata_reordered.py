from nbformat import NotebookNode

from tests.grading.execution.hostile import answer, solved

POINTS = 38.0
WHY = "Hands in right answers with all cells in reverse; the source's order counts, so nothing is lost and nothing gained."


def submission(release: NotebookNode) -> NotebookNode:
    forged = answer(release, solved())
    forged.cells.reverse()
    return forged
