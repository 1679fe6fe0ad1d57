from nbformat import NotebookNode

from tests.grading.execution.hostile import answer, everywhere

POINTS = 0.0
WHY = "Answers with an object that is equal to, close to and less than everything; what crosses are values, compared by the trusted side."

CODE = r"""
class Equal:
    def __eq__(self, other):
        return True
    __ne__ = lambda self, other: False
    __lt__ = __le__ = __gt__ = __ge__ = __eq__
    __hash__ = lambda self: 0
    __sub__ = __rsub__ = __abs__ = __mul__ = __rmul__ = __neg__ = __getitem__ = lambda self, *a: self
    __bool__ = lambda self: True
    __float__ = lambda self: 0.0
    __len__ = lambda self: 2
    __iter__ = lambda self: iter((self, self))
    shape, ndim, size, dtype = (3,), 1, 3, np.dtype(float)
    all = any = astype = lambda self, *a, **k: self
"""


def submission(release: NotebookNode) -> NotebookNode:
    return answer(release, everywhere("Equal()", CODE))
