from nbformat import NotebookNode

from tests.grading.execution.hostile import answer, everywhere

POINTS = 0.0
WHY = "Answers with NaN and infinities everywhere, of the right shape, because NaN makes many comparisons vacuous."

CODE = r"""
np.seterr(all="ignore")
def lie(x, where):
    shape = np.shape(x)
    return np.full(shape, [np.nan, np.inf, -np.inf, -0.0][len(where) % 4])
"""


def submission(release: NotebookNode) -> NotebookNode:
    return answer(release, everywhere("lie(x, EXERCISE)", CODE))
