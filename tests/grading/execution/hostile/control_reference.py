from nbformat import NotebookNode

from tests.grading.execution.hostile import answer, solved

POINTS = 38.0
WHY = "Honest: the reference solution, with nothing else."


def submission(release: NotebookNode) -> NotebookNode:
    return answer(release, solved())
