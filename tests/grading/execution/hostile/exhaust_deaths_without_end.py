from nbformat import NotebookNode

from tests.grading.execution.hostile import add, answer, solved

POINTS = 2.0
WHY = "Dies in fifty cells of its own, one after another: each is skipped when the rest is played again, within the total time."
SLOW = True


def submission(release: NotebookNode) -> NotebookNode:
    forged = answer(release, solved("Tanh"))
    for _ in range(50):
        forged = add(forged, "import os\nos._exit(3)", after="Tanh_test")
    return forged
