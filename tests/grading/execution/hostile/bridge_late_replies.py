from nbformat import NotebookNode

from tests.grading.execution.hostile import answer, replaced, solved

POINTS = 35.0
WHY = "Answers just after its time is up, swallows the interrupt, and sends more answers before the next question."

CODE = r"""
def late(x):
    until = time.monotonic() + 3.4
    while time.monotonic() < until:
        try:
            time.sleep(0.05)
        except BaseException:
            pass
    return x
"""


def submission(release: NotebookNode) -> NotebookNode:
    return answer(release, solved() | {"Sigmoid": replaced(CODE, forward="return late(x)")})
