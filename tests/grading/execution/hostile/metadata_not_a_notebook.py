import json

from nbformat import NotebookNode

POINTS = 0.0
WHY = "Is valid JSON but no notebook at all; a human has to ask for the right file."
STATUS = "could not be graded"


def submission(release: NotebookNode) -> bytes:
    return json.dumps([{"cells": release.cells}, "x"]).encode()
