from nbformat import NotebookNode

from tests.grading.execution.hostile import add, answer, solved

POINTS = 38.0
WHY = "Displays thirty thousand rich outputs from one cell; their number is limited too."


def submission(release: NotebookNode) -> NotebookNode:
    return add(
        answer(release, solved()),
        "from IPython.display import display\nfor i in range(30_000):\n    display({'text/html': f'<b>{i}</b>'}, raw=True)",
        before="Sigmoid",
    )
