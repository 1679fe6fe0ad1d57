from nbformat import NotebookNode

from tests.grading.execution.hostile import answer, solved

POINTS = 35.0
WHY = "Never ends the cell that should define the exercise; what other cells define is graded."


def submission(release: NotebookNode) -> NotebookNode:
    return answer(
        release,
        solved()
        | {
            "Sigmoid": "while True:\n    try:\n        while True:\n            pass\n    except BaseException:\n        pass\n"
        },
    )
