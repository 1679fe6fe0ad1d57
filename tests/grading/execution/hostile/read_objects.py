from nbformat import NotebookNode

from tests.grading.execution.hostile import PRELUDE, answer, replaced

POINTS = 0.0
WHY = "Goes through all objects that the garbage collector knows, and all modules, for tests, expected values or the bridge's other end."

CODE = r"""
import gc
def steal(x):
    for thing in gc.get_objects():
        if type(thing) is dict:
            for key, value in list(thing.items())[:200]:
                if type(value) is str and "assert_untouche" "d(given" in value:
                    breach(str(key))
                if type(key) is str and key in ("want_array", "extreme_slope", "unequal", "exponential"):
                    breach(key)
    for name in list(sys.modules):
        if name.startswith(("grading.authoring.build", "grading.core.course", "grading.execution.engine", "nbgrader")):
            breach(name)
    return 0.0
"""


def submission(release: NotebookNode) -> NotebookNode:
    return answer(
        release,
        Sigmoid=replaced(CODE, forward="return steal(x)"),
        gradient_bound=f"{PRELUDE}{CODE}\ndef gradient_bound(*a):\n    return steal(a)",
    )
