from nbformat import NotebookNode

from tests.grading.execution.hostile import answer, replaced, solved

POINTS = 35.0
WHY = "Kills everything it can see from inside a call, its own supervisor too; only that exercise is lost."

CODE = r"""
def murder():
    if foreign():
        for process in (1, os.getppid()):
            try:
                os.kill(process, signal.SIGKILL)
            except OSError:
                pass
        os.kill(-1, signal.SIGKILL)
    os.kill(os.getpid(), signal.SIGKILL)
    os._exit(1)
"""


def submission(release: NotebookNode) -> NotebookNode:
    return answer(release, solved() | {"Sigmoid": replaced(CODE, forward="murder()")})
