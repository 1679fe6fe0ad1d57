import copy

from nbformat import NotebookNode

from tests.grading.execution.hostile import answer, solved, tests

POINTS = 2.0
WHY = "Repeats each test cell three times, emptied and with other points, before and after the real one."


def submission(release: NotebookNode) -> NotebookNode:
    forged = answer(release, solved("Tanh"))
    for cell in tests(forged):
        twin = copy.deepcopy(cell)
        twin.source, twin.id, twin.metadata.nbgrader.points = "pass", f"{cell.id}-twin", 99
        forged.cells.insert(0, twin)
        forged.cells.append(copy.deepcopy(twin))
    return forged
