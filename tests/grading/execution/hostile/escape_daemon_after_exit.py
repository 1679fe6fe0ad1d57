from nbformat import NotebookNode

from tests.grading.execution.hostile import answer, replaced, solved

POINTS = 35.0
WHY = "Forks a daemon during a call, then dies: the daemon holds the bridge open and answers nothing."

CODE = r"""
def leave():
    if os.fork() == 0:
        os.setsid()
        name_me()
        time.sleep(40)
        os._exit(0)
    os._exit(0)
"""


def submission(release: NotebookNode) -> NotebookNode:
    return answer(release, solved() | {"Sigmoid": replaced(CODE, forward="leave()")})
