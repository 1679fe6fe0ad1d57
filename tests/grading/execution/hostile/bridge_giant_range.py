from nbformat import NotebookNode

from tests.grading.execution.hostile import answer, solved

POINTS = 36.0
WHY = "Answers with a range of a billion numbers, five objects for the bridge, which NumPy on the other side would write out."


def submission(release: NotebookNode) -> NotebookNode:
    return answer(
        release,
        solved() | {"saturated_fraction": "def saturated_fraction(*a, **k):\n    return range(10**9)"},
    )
