from nbformat import NotebookNode

from tests.grading.execution.hostile import answer, everywhere

POINTS = 0.0
WHY = "Puts its own modules into sys.modules under the names that the tests import."

CODE = r"""
import types
class Yes(types.ModuleType):
    __path__ = []
    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return lambda *a, **k: True
for name in ("numpy", "torch", "decimal", "mpmath", "course_utils", "course_utils.checks", "nbgrader", "nbgrader.utils", "grading"):
    sys.modules[name] = Yes(name)
"""


def submission(release: NotebookNode) -> NotebookNode:
    return answer(release, everywhere("0.0", CODE))
