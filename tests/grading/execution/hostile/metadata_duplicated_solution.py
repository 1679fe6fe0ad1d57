import copy

from nbformat import NotebookNode

from tests.grading.execution.hostile import answer, find, solved

POINTS = 2.0
WHY = "Hands the same solution cell in twice, as copying a cell does in JupyterLab; it counts once, and is no fault."


def submission(release: NotebookNode) -> NotebookNode:
    forged = answer(release, solved("Tanh"))
    cell = find(forged, "Tanh")
    twin = copy.deepcopy(cell)
    twin.id = "twin"
    forged.cells.insert(forged.cells.index(cell) + 1, twin)
    return forged
