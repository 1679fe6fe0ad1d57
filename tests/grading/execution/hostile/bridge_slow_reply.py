from nbformat import NotebookNode

from tests.grading.execution.hostile import answer, replaced, solved

POINTS = 35.0
WHY = "Sends its reply one byte at a time, so that every wait by itself is short."

CODE = r"""
def drip(connection, frame, **more):
    data = struct.pack("<I", len(frame)) + frame
    for place in range(len(data)):
        connection.sendall(data[place : place + 1])
        time.sleep(0.2)
def slow():
    replace("codec.framing:send", drip)
"""


def submission(release: NotebookNode) -> NotebookNode:
    return answer(release, solved() | {"Sigmoid": replaced(CODE, forward="slow()\nreturn x")})
