from nbformat import NotebookNode

from tests.grading.execution.hostile import answer, replaced, solved

POINTS = 35.0
WHY = "Takes a little less than the limit for every call, so that each by itself is allowed and together they are not."
SLOW = True


def submission(release: NotebookNode) -> NotebookNode:
    return answer(
        release,
        solved() | {"Sigmoid": replaced("", forward="time.sleep(1.6)\nx = np.exp(-np.abs(x))\nreturn x")},
    )
