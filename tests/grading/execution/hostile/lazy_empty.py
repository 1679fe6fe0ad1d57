from nbformat import NotebookNode

from tests.grading.execution.hostile import answer, everywhere

POINTS = 0.0
WHY = "Answers with empty arrays, tuples and strings, because all() of nothing is true."

CODE = r"""
def lie(x, where):
    return [np.empty(0), np.empty((0, 3)), (), [], "", {}, np.empty((3, 0))][sum(map(ord, where)) % 7]
"""


def submission(release: NotebookNode) -> NotebookNode:
    return answer(release, everywhere("lie(x, EXERCISE)", CODE))
