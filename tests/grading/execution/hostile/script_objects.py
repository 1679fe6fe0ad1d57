from nbformat import NotebookNode

from tests.grading.execution.hostile import attack

POINTS = 2.0
WHY = "Lets the last value of a cell describe itself: representation methods that return markup, raise, recurse or never end."

CODE = r"""
class Shown:
    def __getattr__(self, name):
        if name.startswith("_repr_"):
            return lambda *a, **k: "<script>alert(1)</script>"
        raise AttributeError(name)
    def _ipython_display_(self):
        raise KeyboardInterrupt
    def _repr_mimebundle_(self, *a, **k):
        return {"text/html": self, "application/json": [[[{"a": float("nan")}]]], 5: 6, "text/plain": b"\xff"}, {"x": self}
    __repr__ = lambda self: "</pre><script>alert(1)</script>"
from IPython.display import display
display({"text/html": 5, "text/plain": None, "application/json": {"a": {1, 2}}, "text/latex": ["<script>"]}, raw=True)
display(Shown())
Shown()
"""


def submission(release: NotebookNode) -> NotebookNode:
    return attack(release, CODE)
