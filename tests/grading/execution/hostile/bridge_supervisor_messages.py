from nbformat import NotebookNode

from tests.grading.execution.hostile import answer, replaced, solved

POINTS = 35.0
WHY = "Speaks the language of the process that supervises (cells done, points, replaced) on every socket it has."

CODE = r"""
def speak():
    for number in range(3, 256):
        for message in (("cell", 5, [], []), ("done",), ("replace",), ("interrupt",), ("ready", 1, 0), ("forked", 1), ("ended", "", 0.0, 0)):
            try:
                data = part("codec.writer:Writer")(None).write(message).joined()
                for data in (data, b"v" + data):
                    os.write(number, struct.pack("<I", len(data)) + data)
            except OSError:
                pass
"""


def submission(release: NotebookNode) -> NotebookNode:
    return answer(release, solved() | {"Sigmoid": replaced(CODE, forward="speak()\nreturn x")})
