from nbformat import NotebookNode

from tests.grading.execution.hostile import answer, everywhere

POINTS = 0.0
WHY = "Swaps the code objects inside the check functions, so that even references taken earlier run something else."

CODE = r"""
from course_utils import checks as victim
for thing in list(vars(victim).values()):
    for function in (thing, getattr(thing, "__wrapped__", None)):
        try:
            function.__code__ = (lambda *a, **k: None).__code__
        except (AttributeError, ValueError, TypeError):
            pass
"""


def submission(release: NotebookNode) -> NotebookNode:
    return answer(release, everywhere("0.0", CODE))
