from nbformat import NotebookNode

from tests.grading.execution.hostile import answer, everywhere

POINTS = 0.0
WHY = "Forks in a call so that two processes answer each question, at the same time, in one voice."

CODE = r"""
def split():
    if os.fork() == 0:
        name_me()
    return np.zeros(3)
"""


def submission(release: NotebookNode) -> NotebookNode:
    return answer(release, everywhere("split()", CODE))
