from nbformat import NotebookNode

from tests.grading.execution.hostile import answer, replaced, solved

POINTS = 35.0
WHY = "Stops itself: the process is neither dead nor does it answer."


def submission(release: NotebookNode) -> NotebookNode:
    return answer(
        release,
        solved() | {"Sigmoid": replaced("", forward="os.kill(os.getpid(), signal.SIGSTOP)\ntime.sleep(60)")},
    )
