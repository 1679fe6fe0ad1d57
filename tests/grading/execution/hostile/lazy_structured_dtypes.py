from nbformat import NotebookNode

from tests.grading.execution.hostile import answer, everywhere

POINTS = 0.0
WHY = "Answers with record, void, date, text and byte-swapped arrays, and dtypes with metadata or titles, in the right shape."

CODE = r"""
kinds = [np.dtype([("a", float), ("b", "O")]), np.dtype("V8"), np.dtype("M8[ns]"), np.dtype("U5"), np.dtype(float, metadata={"equal": True}),
         np.dtype({"names": ["a"], "formats": ["f8"], "offsets": [2**20]}), np.dtype(("f8", (2, 2))), np.dtype(">f8"), np.dtype("m8[Y]")]
def lie(x, where):
    return np.zeros(np.shape(x), dtype=kinds[sum(map(ord, where)) % len(kinds)])
"""


def submission(release: NotebookNode) -> NotebookNode:
    return answer(release, everywhere("lie(x, EXERCISE)", CODE))
