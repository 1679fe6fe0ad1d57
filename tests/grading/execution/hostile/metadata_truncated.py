import json

from nbformat import NotebookNode

from tests.grading.execution.hostile import answer, solved

POINTS = 0.0
WHY = "Is cut off in the middle, as by a failed upload; a human has to ask for it again."
STATUS = "could not be graded"


def submission(release: NotebookNode) -> bytes:
    text = json.dumps(answer(release, solved())).encode()
    return text[: len(text) // 2]
