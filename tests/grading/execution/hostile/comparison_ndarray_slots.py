from nbformat import NotebookNode

from tests.grading.execution.hostile import answer, everywhere

POINTS = 0.0
WHY = "Reaches ndarray's own method table through the garbage collector and makes every comparison true."

CODE = r"""
import gc
table = gc.get_referents(np.ndarray.__dict__)[0]
for name in ("__eq__", "__ne__", "__le__", "__lt__", "__sub__", "all", "any"):
    table[name] = lambda self, *a, **k: np.True_
ctypes.pythonapi.PyType_Modified(ctypes.py_object(np.ndarray))
"""


def submission(release: NotebookNode) -> NotebookNode:
    return answer(release, everywhere("np.zeros(3)", CODE))
