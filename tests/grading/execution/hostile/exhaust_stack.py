from nbformat import NotebookNode

from tests.grading.execution.hostile import answer, replaced, solved

POINTS = 35.0
WHY = "Recurses without end after raising the recursion limit, until the stack overflows."


def submission(release: NotebookNode) -> NotebookNode:
    return answer(
        release,
        solved()
        | {
            "Sigmoid": replaced(
                "def dive(n):\n    return max(map(dive, [n]))",
                forward="sys.setrecursionlimit(1 << 30)\ndive(0)",
            )
        },
    )
