from nbformat import NotebookNode

from tests.grading.execution.hostile import answer, everywhere

POINTS = 0.0
WHY = "Answers each call with another type than the one before, and each attribute and item likewise."

CODE = r"""
import itertools
turn = itertools.count()
def other():
    return [None, True, 3, 2.5, 1j, "x", b"x", [], (), {}, np.zeros(3), np.float64(1), lambda *a: other(), type, os, object(), iter("x"), ..., NotImplemented][next(turn) % 19]
class Odd:
    def __getattr__(self, name):
        return other()
"""


def submission(release: NotebookNode) -> NotebookNode:
    return answer(release, everywhere("[other(), Odd()][next(turn) % 2]", CODE))
