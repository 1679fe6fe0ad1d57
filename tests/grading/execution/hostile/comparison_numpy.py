from nbformat import NotebookNode

from tests.grading.execution.hostile import answer, everywhere

POINTS = 0.0
WHY = "Replaces NumPy's comparison functions by ones that always agree; the tests compare in another process, where 0 stays wrong."

CODE = r"""
import numpy.testing
for module in (np, np._core.numeric, np._core.fromnumeric, np.testing, np.linalg):
    for name in dir(module):
        if name.startswith(("isclose", "allclose", "array_equ", "assert_")) or name in ("all", "any"):
            setattr(module, name, lambda *a, **k: np.True_)
"""


def submission(release: NotebookNode) -> NotebookNode:
    return answer(release, everywhere("0.0", CODE))
