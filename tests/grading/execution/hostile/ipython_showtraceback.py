from nbformat import NotebookNode

from tests.grading.execution.hostile import attack

POINTS = 2.0
WHY = "Silences tracebacks, installs an exception handler that swallows everything, and replaces the exception hooks."

CODE = r"""
shell = get_ipython()
shell.set_custom_exc((BaseException,), lambda self, kind, value, tb, tb_offset=None: [])
for name in ("showtraceback", "_showtraceback", "showsyntaxerror"):
    setattr(shell, name, lambda *a, **k: None)
    setattr(type(shell), name, lambda *a, **k: None)
sys.excepthook = sys.unraisablehook = threading.excepthook = lambda *a: None
"""


def submission(release: NotebookNode) -> NotebookNode:
    return attack(release, CODE)
