from nbformat import NotebookNode

from tests.grading.execution.hostile import answer, everywhere

POINTS = 0.0
WHY = "Replaces the ufuncs that comparisons are made of (subtract, absolute, less_equal, isnan) and where."

CODE = r"""
for module in (np, np._core.umath, np._core.multiarray, np._core.numeric):
    for name in ("subtract", "absolute", "abs", "less_equal", "less", "equal", "not_equal", "isnan", "isfinite"):
        if hasattr(module, name):
            setattr(module, name, lambda *a, **k: np.True_)
"""


def submission(release: NotebookNode) -> NotebookNode:
    return answer(release, everywhere("0.0", CODE))
