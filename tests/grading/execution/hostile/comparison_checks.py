from nbformat import NotebookNode

from tests.grading.execution.hostile import answer, everywhere

POINTS = 0.0
WHY = "Replaces every function of course_utils.checks, in the module and in sys.modules; the trusted process has its own."

CODE = r"""
import contextlib, types
from course_utils import checks as victim

fake = types.ModuleType("course_utils.checks")
for name in dir(victim):
    if callable(getattr(victim, name)):
        setattr(victim, name, lambda *a, **k: None)
    setattr(fake, name, getattr(victim, name))
victim.stays_finite = fake.stays_finite = lambda *a: contextlib.suppress(BaseException)
sys.modules["course_utils.checks"] = fake
import course_utils
course_utils.checks = fake
checks = fake
"""


def submission(release: NotebookNode) -> NotebookNode:
    return answer(release, everywhere("0.0", CODE))
