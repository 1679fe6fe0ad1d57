from nbformat import NotebookNode

from tests.grading.execution.hostile import answer, find, solved

POINTS = 2.0
WHY = "Stores each cell's text as a list of lines, as notebooks on disk do, one cell as a list with things that are no lines; it is read as text."


def submission(release: NotebookNode) -> NotebookNode:
    forged = answer(release, solved("Tanh"))
    for cell in forged.cells:
        cell.source = cell.source.splitlines(keepends=True)
    find(forged, "Sigmoid").source = ["class Sigmoid:\n", 5, None, ["pass"]]
    return forged
