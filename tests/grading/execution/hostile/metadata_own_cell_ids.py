from nbformat import NotebookNode

from tests.grading.execution.hostile import add, answer, find, solved

POINTS = 2.0
WHY = "Gives cells of its own the ids of test cells and of other exercises, without nbgrader's metadata, to be taken for them."


def submission(release: NotebookNode) -> NotebookNode:
    forged = answer(release, solved("Tanh"))
    for name in ("Sigmoid_test", "ReLU_test", "setup", "question_dead", "gradient_bound_test"):
        forged = add(forged, "pass", before="Sigmoid")
        forged.cells[forged.cells.index(find(forged, "Sigmoid")) - 1].id = name
    return forged
