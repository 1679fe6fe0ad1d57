from nbformat import NotebookNode

from tests.grading.execution.hostile import answer, replaced, solved

POINTS = 35.0
WHY = "Shuts its end of the bridge down in the middle of a call but lives on."

CODE = r"""
def hang_up():
    for number in range(3, 256):
        try:
            socket.socket(fileno=os.dup(number)).shutdown(socket.SHUT_RDWR)
        except OSError:
            pass
    time.sleep(60)
"""


def submission(release: NotebookNode) -> NotebookNode:
    return answer(release, solved() | {"Sigmoid": replaced(CODE, forward="hang_up()")})
