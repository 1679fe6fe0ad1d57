from nbformat import NotebookNode

from tests.grading.execution.hostile import answer, replaced, solved

POINTS = 35.0
WHY = "Ends the process at once in the middle of a call, without any cleaning up."


def submission(release: NotebookNode) -> NotebookNode:
    return answer(release, solved() | {"Sigmoid": replaced("", forward="os._exit(0)")})
