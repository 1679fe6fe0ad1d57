from nbformat import NotebookNode

from tests.grading.execution.hostile import answer, find, solved

POINTS = 2.0
WHY = "Hands in a single cell; everything else comes back from the source, and the one answer counts."


def submission(release: NotebookNode) -> NotebookNode:
    forged = answer(release, solved("Tanh"))
    forged.cells = [find(forged, "Tanh")]
    return forged
