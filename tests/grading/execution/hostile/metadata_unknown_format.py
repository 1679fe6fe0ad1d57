import json

from nbformat import NotebookNode

POINTS = 0.0
WHY = "Claims a notebook format that does not exist; a human has to look at it."
STATUS = "could not be graded"


def submission(release: NotebookNode) -> bytes:
    return json.dumps({**release, "nbformat": 99}).encode()
