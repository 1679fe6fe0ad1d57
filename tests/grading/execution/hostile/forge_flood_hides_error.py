from nbformat import NotebookNode

from tests.grading.execution.hostile import answer, replaced

POINTS = 0.0
WHY = "Prints so much from inside the call that a grader which cuts output would cut away the error that follows."


def submission(release: NotebookNode) -> NotebookNode:
    body = "for _ in range(40):\n    print('x' * 1_000_000)\n    get_ipython().display_pub.publish({'text/plain': 'y' * 100_000})\nreturn x"
    return answer(release, Sigmoid=replaced("", forward=body))
