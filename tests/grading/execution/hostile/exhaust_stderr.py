from nbformat import NotebookNode

from tests.grading.execution.hostile import add, answer, solved

POINTS = 38.0
WHY = "Writes a hundred megabytes to the real stderr, past Python's own streams; nobody has to keep it."


def submission(release: NotebookNode) -> NotebookNode:
    return add(
        answer(release, solved()),
        "import os\nfor _ in range(1000):\n    os.write(2, b'y' * 100_000)\n    os.write(1, b'z' * 1000)",
        before="Sigmoid",
    )
