from nbformat import NotebookNode

from tests.grading.execution.hostile import answer, everywhere

POINTS = 0.0
WHY = "Makes AssertionError something that cannot be raised, so that no assert fails where its class is looked up again."

CODE = r"""
import builtins
class Harmless(Exception):
    def __new__(cls, *a, **k):
        return None
builtins.AssertionError = Harmless
builtins.FloatingPointError = Harmless
builtins.Exception = Harmless
"""


def submission(release: NotebookNode) -> NotebookNode:
    return answer(release, everywhere("0.0", CODE))
