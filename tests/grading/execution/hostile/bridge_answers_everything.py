from nbformat import NotebookNode

from tests.grading.execution.hostile import PRELUDE, answer, script

POINTS = 0.0
WHY = "Answers with an object that has every attribute, can be called, indexed, entered and iterated, and says yes to all of it."

CODE = r"""
class Anything:
    def __getattr__(self, name):
        return self
    def __call__(self, *a, **k):
        return self
    __getitem__ = __enter__ = __iter__ = __neg__ = __abs__ = __add__ = __sub__ = __call__
    __next__ = __call__
    __len__ = lambda self: 3
    __contains__ = __eq__ = __lt__ = __bool__ = lambda self, *a: True
    __float__ = lambda self: 0.015625
    __index__ = __int__ = lambda self: 1
    __exit__ = lambda self, *a: True
    __hash__ = lambda self: 1
    __setattr__ = __delattr__ = __setitem__ = lambda self, *a: None
"""


def submission(release: NotebookNode) -> NotebookNode:
    return answer(release, {name: PRELUDE + CODE + f"\n{name} = Anything()\n" for name in script().points})
