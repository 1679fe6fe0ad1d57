from nbformat import NotebookNode

from tests.grading.execution.hostile import answer, replaced, solved

POINTS = 35.0
WHY = "Loops for ever and swallows every interrupt and signal that is meant to stop it."


def submission(release: NotebookNode) -> NotebookNode:
    body = (
        "for number in range(1, 65):\n    try:\n        signal.signal(number, lambda *a: None)\n    except (OSError, ValueError):\n        pass\n"
        "signal.pthread_sigmask(signal.SIG_BLOCK, range(1, 65))\n"
        "while True:\n    try:\n        while True:\n            pass\n    except BaseException:\n        pass"
    )
    return answer(release, solved() | {"Sigmoid": replaced("", forward=body)})
