from nbformat import NotebookNode

from tests.grading.execution.hostile import add, answer, replaced, solved

POINTS = 35.0
WHY = "Leaves by sys.exit(0), quit() and exit() in one exercise, at the cell and in the call; only that exercise fails."


def submission(release: NotebookNode) -> NotebookNode:
    answers = solved() | {"Sigmoid": replaced("attempt('', lambda: exit(0))", forward="sys.exit(0)")}
    return add(
        add(answer(release, answers), "import sys\nsys.exit(0)", before="Tanh"), "quit()", before="Tanh"
    )
