from nbformat import NotebookNode

from tests.grading.execution.hostile import answer, solved

POINTS = 35.0
WHY = "Ends the process in the cell that should define the exercise, each time it is run."


def submission(release: NotebookNode) -> NotebookNode:
    return answer(release, solved() | {"Sigmoid": "import os\nos._exit(0)"})
