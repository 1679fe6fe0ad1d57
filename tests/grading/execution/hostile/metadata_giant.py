import json

from nbformat import NotebookNode

from tests.grading.execution.hostile import add

POINTS = 0.0
WHY = "Is a hundred megabytes of text in a cell of its own; reading it must not cost the others their memory or time."
STATUS = "could not be graded"


def submission(release: NotebookNode) -> bytes:
    return json.dumps(add(release, "#" * 100_000_000)).encode()
