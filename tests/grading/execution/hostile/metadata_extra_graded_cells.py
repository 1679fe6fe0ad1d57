from nbformat import NotebookNode

from tests.grading.execution.hostile import add, answer, find, solved

POINTS = 2.0
WHY = "Declares its own cells to be tests worth 50 points, with new and with known ids."


def submission(release: NotebookNode) -> NotebookNode:
    forged = answer(release, solved("Tanh"))
    for grade_id in ("bonus", "Sigmoid_test", "Sigmoid_test ", "setup", ""):
        forged = add(forged, "pass")
        forged.cells[-1].metadata.nbgrader = {
            "grade": True,
            "grade_id": grade_id,
            "locked": True,
            "points": 50,
            "schema_version": 3,
            "solution": False,
            "task": False,
        }
    find(forged, "Sigmoid").metadata.nbgrader.update(grade=True, points=50)
    return forged
