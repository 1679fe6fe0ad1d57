from nbformat import NotebookNode

from tests.grading.execution.hostile import add, attack

POINTS = 2.0
WHY = "Records everything that crosses the bridge and prints it at the end: inputs may be seen, tests and expected values never cross."

CODE = r"""
heard, real = [], part("codec.framing:receive_answer")
def spy(*a, **k):
    frame = real(*a, **k)
    heard.append(frame)
    return frame
replace("codec.framing:receive_answer", spy)
"""


def submission(release: NotebookNode) -> NotebookNode:
    return add(
        attack(release, CODE), "for frame in heard:\n    print(frame.decode('latin-1'))\n    print(frame)"
    )
