import nbformat
from nbformat import NotebookNode

POINTS = 0.0
WHY = "Hands in a notebook without any cell: nothing was answered, which is an honest zero."


def submission(release: NotebookNode) -> NotebookNode:
    return nbformat.v4.new_notebook()
