from nbformat import NotebookNode

from tests.grading.execution.hostile import answer, everywhere

POINTS = 0.0
WHY = "Replaces the functions of course_utils that run next to the student's code and everything that the bridge can name."

CODE = r"""
import course_utils, importlib, pkgutil
for info in pkgutil.iter_modules(course_utils.__path__):
    try:
        module = importlib.import_module("course_utils." + info.name)
    except Exception:
        continue
    for name, value in list(vars(module).items()):
        if callable(value):
            try:
                setattr(module, name, lambda *a, **k: np.ones(3))
            except Exception:
                pass
"""


def submission(release: NotebookNode) -> NotebookNode:
    return answer(release, everywhere("np.zeros(np.shape(x))", CODE))
