from nbformat import NotebookNode

from tests.grading.execution.hostile import add, answer, solved

POINTS = 2.0
WHY = "Displays widget views and hands in widget state, which a page would fetch a library for and then run."


def submission(release: NotebookNode) -> NotebookNode:
    text = "from IPython.display import display\ndisplay({'application/vnd.jupyter.widget-view+json': {'model_id': '</script><script>alert(1)</script>', 'version_major': 2}, 'text/html': '<script>alert(1)</script>'}, raw=True)"
    forged = add(answer(release, solved("Tanh")), text, before="Sigmoid")
    state = {
        "x": {
            "model_name": "HTMLModel",
            "model_module": "http://example.invalid/x.js",
            "state": {"value": "</script><script>alert(1)</script>"},
        }
    }
    forged.metadata.widgets = {
        "application/vnd.jupyter.widget-state+json": {"state": state, "version_major": 2, "version_minor": 0}
    }
    return forged
