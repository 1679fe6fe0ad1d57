from nbformat import NotebookNode

from tests.grading.execution.hostile import answer, replaced, solved

POINTS = 35.0
WHY = "Closes all file descriptors in a call, the bridge's among them."


def submission(release: NotebookNode) -> NotebookNode:
    return answer(release, solved() | {"Sigmoid": replaced("", forward="os.closerange(0, 4096)\nreturn x")})
