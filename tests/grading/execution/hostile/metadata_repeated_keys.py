import json

from nbformat import NotebookNode

from tests.grading.execution.hostile import answer, solved

POINTS = 2.0
WHY = "Says every key of a test cell's metadata twice, so that two readers might see two notebooks."


def submission(release: NotebookNode) -> bytes:
    text = json.dumps(answer(release, solved("Tanh")))
    return (
        text.replace('"points": 4', '"points": 4, "points": 400')
        .replace('"nbformat": 4', '"nbformat": 4, "nbformat": 4')
        .encode()
    )
