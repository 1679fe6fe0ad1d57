from nbformat import NotebookNode

from tests.grading.execution.hostile import answer, solved

POINTS = 36.0
WHY = "Answers with a sequence whose items are the sequence itself, twice: whoever unpacks it level by level never ends."


def submission(release: NotebookNode) -> NotebookNode:
    text = "class Self:\n    __len__ = lambda self: 2\n    __getitem__ = lambda self, i: self if i in (0, 1) else [][0]\n    __iter__ = lambda self: iter((self, self))\n\n\ndef saturated_fraction(*a, **k):\n    return Self()\n"
    return answer(release, solved() | {"saturated_fraction": text})
