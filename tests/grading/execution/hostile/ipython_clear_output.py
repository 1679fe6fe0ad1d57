from nbformat import NotebookNode

from tests.grading.execution.hostile import answer, replaced

POINTS = 0.0
WHY = "Asks for the cell's output to be cleared while a test runs, hoping that the error is cleared with it."


def submission(release: NotebookNode) -> NotebookNode:
    body = "from IPython.display import clear_output, display\nclear_output()\nclear_output(wait=True)\n"
    body += "display({'text/plain': '3'}, raw=True, display_id='a')\nclear_output(wait=True)\nreturn x"
    return answer(release, Sigmoid=replaced("", forward=body))
