from nbformat import NotebookNode

from tests.grading.execution.hostile import attack

POINTS = 2.0
WHY = "Displays JavaScript by every type that a notebook page would run."

CODE = r"""
from IPython.display import Javascript, display
display(Javascript("alert(1)", lib="http://example.invalid/x.js"))
for kind in ("application/javascript", "text/javascript", "application/x-javascript", "application/vnd.jupyter.es6-rich-output", "application/vdom.v1+json"):
    display({kind: "alert(1)"}, raw=True)
"""


def submission(release: NotebookNode) -> NotebookNode:
    return attack(release, CODE)
