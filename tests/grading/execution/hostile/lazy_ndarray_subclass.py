from nbformat import NotebookNode

from tests.grading.execution.hostile import answer, everywhere

POINTS = 0.0
WHY = "Answers with an ndarray subclass of the right shape whose every operation, ufunc and array function says yes."

CODE = r"""
class Right(np.ndarray):
    def __array_ufunc__(self, *a, **k):
        return np.True_
    def __array_function__(self, *a, **k):
        return np.True_
    def __array_wrap__(self, *a, **k):
        return np.True_
    def __array_finalize__(self, other):
        pass
    __eq__ = __le__ = lambda self, other: np.True_
    all = lambda self, *a, **k: True
    tobytes = lambda self, *a: b"\0" * 24
    shape = property(lambda self: (3,))
    __reduce__ = lambda self: (print, ("x",))
"""


def submission(release: NotebookNode) -> NotebookNode:
    return answer(release, everywhere("np.zeros(np.shape(x)).view(Right)", CODE))
