from nbformat import NotebookNode

from tests.grading.execution.hostile import answer, everywhere

POINTS = 0.0
WHY = "Answers with an object that turns into another array each time NumPy asks for one."

CODE = r"""
import itertools
class Chameleon:
    numbers = itertools.count()
    def __array__(self, *a, **k):
        return np.full(3, float(next(self.numbers)))
    __array_priority__ = 1e9
    __array_ufunc__ = lambda self, *a, **k: np.True_
    __array_function__ = lambda self, *a, **k: np.True_
    detach = numpy = cpu = lambda self: self
    tolist = lambda self: [next(self.numbers)] * 3
"""


def submission(release: NotebookNode) -> NotebookNode:
    return answer(release, everywhere("Chameleon()", CODE))
