import json

from nbformat import NotebookNode

from tests.grading.execution.hostile import answer, solved

POINTS = 2.0
WHY = "Writes NaN, Infinity and numbers too large for any float where JSON has none."


def submission(release: NotebookNode) -> bytes:
    text = json.dumps(answer(release, solved("Tanh")))
    return (
        text.replace('"points": 4', '"points": NaN')
        .replace('"points": 3', '"points": 1e999')
        .replace('"points": 2', '"points": -Infinity')
        .encode()
    )
