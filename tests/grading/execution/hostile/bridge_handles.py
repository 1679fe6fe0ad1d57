from nbformat import NotebookNode

from tests.grading.execution.hostile import answer, solved

POINTS = 36.0
WHY = "Answers with hundreds of thousands of objects that can only cross by handle, again and again."


def submission(release: NotebookNode) -> NotebookNode:
    text = "kept = []\n\n\ndef saturated_fraction(*a, **k):\n    kept.append([object() for _ in range(150_000)])\n    return kept[-1]\n"
    return answer(release, solved() | {"saturated_fraction": text})
