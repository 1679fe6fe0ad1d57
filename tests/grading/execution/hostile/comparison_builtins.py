from nbformat import NotebookNode

from tests.grading.execution.hostile import answer, everywhere

POINTS = 0.0
WHY = "Replaces builtins that tests lean on (isinstance, len, abs, float, zip, all, repr); only its own process is confused by it."

CODE = r"""
import builtins
real = builtins.isinstance
builtins.isinstance = lambda *a: True
builtins.len = lambda *a: 2
builtins.abs = lambda *a: 0.0
builtins.all = builtins.any = lambda *a: True
builtins.zip = lambda *a, **k: iter(())
builtins.repr = lambda *a: "right"
"""


def submission(release: NotebookNode) -> NotebookNode:
    return answer(release, everywhere("(0.0, 0.0)", CODE))
