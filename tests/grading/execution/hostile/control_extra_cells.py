from nbformat import NotebookNode

from tests.grading.execution.hostile import add, answer, find, solved

POINTS = 38.0
WHY = "Honest: many cells of its own: notes, experiments run and changed, copies of the tests, empty cells, raw text."


def submission(release: NotebookNode) -> NotebookNode:
    forged = answer(release, solved())
    for number in range(60):
        forged = add(
            forged,
            ["", "   ", "# a note", "x = 3\nx", "assert 1 + 1 == 2", "help(len)"][number % 6],
            after="Tanh_test",
        )
    forged = add(forged, find(forged, "Tanh_test").source, after="Tanh_test")
    return add(forged, "![plot](plot.png) and $x^2$", after="ReLU", kind="markdown")
