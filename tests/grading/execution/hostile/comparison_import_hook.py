from nbformat import NotebookNode

from tests.grading.execution.hostile import answer, everywhere

POINTS = 0.0
WHY = "Answers every later import (torch, decimal, mpmath) with a module that agrees with anything."

CODE = r"""
import builtins, importlib.abc, importlib.machinery, types
class Yes(types.ModuleType):
    def __getattr__(self, name):
        return lambda *a, **k: 0
class Hook(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    def find_spec(self, name, path=None, target=None):
        return importlib.machinery.ModuleSpec(name, self)
    def create_module(self, spec):
        return Yes(spec.name)
    def exec_module(self, module):
        pass
sys.meta_path.insert(0, Hook())
for name in ("torch", "decimal", "mpmath", "course_utils.checks"):
    sys.modules[name] = Yes(name)
builtins.__import__ = lambda name, *a, **k: sys.modules.get(name) or Yes(name)
"""


def submission(release: NotebookNode) -> NotebookNode:
    return answer(release, everywhere("0.0", CODE))
