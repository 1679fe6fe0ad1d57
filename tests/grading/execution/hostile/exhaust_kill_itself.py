from nbformat import NotebookNode

from tests.grading.execution.hostile import answer, replaced, solved

POINTS = 35.0
WHY = "Kills itself with a signal that cannot be caught."


def submission(release: NotebookNode) -> NotebookNode:
    return answer(
        release,
        solved() | {"Sigmoid": replaced("", forward="os.kill(os.getpid(), signal.SIGKILL)\ntime.sleep(60)")},
    )
