from nbformat import NotebookNode

from tests.grading.execution.hostile import answer, everywhere

POINTS = 0.0
WHY = "Ends the process in every call of every exercise: fourteen deaths, each graded as such."


def submission(release: NotebookNode) -> NotebookNode:
    return answer(release, everywhere("os._exit(1)"))
