from nbformat import NotebookNode

from tests.grading.execution.hostile import answer, everywhere

POINTS = 0.0
WHY = "Answers with arrays of Python objects of the right shape, whose elements compare equal to everything."

CODE = r"""
class Equal:
    __eq__ = __le__ = __lt__ = lambda self, other: True
    __sub__ = __rsub__ = __abs__ = __mul__ = __rmul__ = __add__ = lambda self, *a: self
    __float__ = lambda self: 0.0
def lie(x):
    held = np.empty(np.shape(x), dtype=object)
    held[...] = Equal()
    return held
"""


def submission(release: NotebookNode) -> NotebookNode:
    return answer(release, everywhere("lie(x)", CODE))
