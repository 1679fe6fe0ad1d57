from nbformat import NotebookNode

from tests.grading.execution.hostile import answer, replaced, solved

POINTS = 35.0
WHY = "Takes memory in a call until it is stopped (at most two gigabytes); the other exercises are graded."


def submission(release: NotebookNode) -> NotebookNode:
    return answer(
        release,
        solved()
        | {
            "Sigmoid": replaced(
                "", forward="held = [np.ones(1 << 22) for _ in range(64)]\nbreach('2 GB')\nreturn x"
            )
        },
    )
