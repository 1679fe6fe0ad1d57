from nbformat import NotebookNode

from tests.grading.execution.hostile import answer, replaced

POINTS = 0.0
WHY = "Publishes a number as the result of the test cell from inside a call, which nbgrader reads as partial credit."


def submission(release: NotebookNode) -> NotebookNode:
    body = "shell = get_ipython()\nshell.displayhook(3.0)\nsys.displayhook(3.0)\nprint(3.0)\n"
    body += "shell.display_pub.publish({'text/plain': '3.0'})\n3.0\nreturn x"
    return answer(release, Sigmoid=replaced("", forward=body))
