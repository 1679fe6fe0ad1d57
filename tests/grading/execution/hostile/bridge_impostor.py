from nbformat import NotebookNode

from tests.grading.execution.hostile import answer, replaced, solved

POINTS = 35.0
WHY = "Forks in a call and lets the child answer in its place while the parent ends, or the other way round."

CODE = r"""
def split():
    if os.fork():
        os._exit(0)
    name_me()
    return 0.0
"""


def submission(release: NotebookNode) -> NotebookNode:
    return answer(release, solved() | {"Sigmoid": replaced(CODE, forward="return split()")})
