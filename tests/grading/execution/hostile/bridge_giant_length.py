from nbformat import NotebookNode

from tests.grading.execution.hostile import answer, replaced, solved

POINTS = 35.0
WHY = "Announces a message of four gigabytes on the bridge and then sends nothing, or very little."


def submission(release: NotebookNode) -> NotebookNode:
    body = "for number in range(3, 256):\n    try:\n        os.write(number, b'\\xff\\xff\\xff\\xff' + b'x' * 100)\n    except OSError:\n        pass\ntime.sleep(60)"
    return answer(release, solved() | {"Sigmoid": replaced("", forward=body)})
