from nbformat import NotebookNode

from tests.grading.execution.hostile import answer, find, solved, tests

POINTS = 2.0
WHY = "Turns test cells into text, raw cells and kinds that do not exist, so that they would not run."


def submission(release: NotebookNode) -> NotebookNode:
    forged = answer(release, solved("Tanh"))
    for number, cell in enumerate(tests(forged)):
        cell.cell_type = ["markdown", "raw", "heading", "code "][number % 4]
        cell.pop("outputs")
        cell.pop("execution_count")
    find(forged, "setup").cell_type = "markdown"
    return forged
