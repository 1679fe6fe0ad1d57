from nbformat import NotebookNode

from tests.grading.execution.hostile import answer, find, solved

POINTS = 2.0
WHY = "Swaps the grade ids of test cells, so that a passed one would count for another; tests are restored by the source's ids."


def submission(release: NotebookNode) -> NotebookNode:
    forged = answer(release, solved("Tanh"))
    tanh, selu = find(forged, "Tanh_test"), find(forged, "solve_selu_test")
    tanh.metadata.nbgrader.grade_id, selu.metadata.nbgrader.grade_id = "solve_selu_test", "Tanh_test"
    return forged
