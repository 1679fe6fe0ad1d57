from nbformat import NotebookNode

from tests.grading.execution.hostile import PRELUDE, add, answer, everywhere

POINTS = 0.0
WHY = "Defines the names that the tests use (checks, np, isinstance, float, Decimal, torch) as the student's own; instructor's names win."

CODE = r"""
class Yes:
    def __getattr__(self, name):
        return Yes()
    def __call__(self, *a, **k):
        return Yes()
    def __enter__(self):
        return self
    def __exit__(self, *a):
        return True
    def __eq__(self, other):
        return True
    __lt__ = __le__ = __gt__ = __ge__ = __sub__ = __abs__ = lambda *a: True
checks = np = torch = mpmath = Decimal = suppress = rng = Yes()
isinstance = len = abs = float = zip = tuple = list = type = sum = print = range = Yes()
AssertionError = Exception = __name__ = display = Yes()
"""


def submission(release: NotebookNode) -> NotebookNode:
    return add(answer(release, everywhere("0.0")), PRELUDE + CODE, after="Sigmoid")
