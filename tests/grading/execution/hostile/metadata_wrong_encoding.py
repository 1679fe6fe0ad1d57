import json

from nbformat import NotebookNode

POINTS = 0.0
WHY = "Is saved in an encoding that is not UTF-8 and cannot be read."
STATUS = "could not be graded"


def submission(release: NotebookNode) -> bytes:
    return json.dumps(release, ensure_ascii=False).encode("utf-16")[3:]
