from nbformat import NotebookNode

from tests.grading.execution.hostile import answer, replaced, solved

POINTS = 35.0
WHY = (
    "Writes random bytes to every socket and pipe it holds in the middle of a call, the bridge's among them."
)


def submission(release: NotebookNode) -> NotebookNode:
    body = "for number in range(3, 256):\n    try:\n        os.write(number, os.urandom(5000))\n    except OSError:\n        pass\nreturn x"
    return answer(release, solved() | {"Sigmoid": replaced("", forward=body)})
