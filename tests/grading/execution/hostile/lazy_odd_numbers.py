from nbformat import NotebookNode

from tests.grading.execution.hostile import answer, everywhere

POINTS = 0.0
WHY = "Answers in float16, long double, complex and unsigned numbers that are wrong but wrap round, overflow or lose parts when compared."

CODE = r"""
np.seterr(all="ignore")
def lie(x, where):
    kinds = [np.float16, np.longdouble, np.complex128, np.uint8, np.clongdouble, bool]
    return np.full(np.shape(x), 1e30 if len(where) % 2 else 1).astype(kinds[sum(map(ord, where)) % len(kinds)])
"""


def submission(release: NotebookNode) -> NotebookNode:
    return answer(release, everywhere("lie(x, EXERCISE)", CODE))
