from nbformat import NotebookNode

from tests.grading.execution.hostile import answer, solved

POINTS = 36.0
WHY = "Answers with a dictionary whose keys all have the same hash on the other side, where filling it takes quadratic time."


def submission(release: NotebookNode) -> NotebookNode:
    text = "class Key(int):\n    __hash__ = lambda self: id(self)\n\n\ndef saturated_fraction(*a, **k):\n    return {Key(n * (2**61 - 1)): None for n in range(1, 300_000)}\n"
    return answer(release, solved() | {"saturated_fraction": text})
