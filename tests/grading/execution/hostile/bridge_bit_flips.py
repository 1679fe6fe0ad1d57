from nbformat import NotebookNode

from tests.grading.execution.hostile import answer, everywhere

POINTS = 0.0
WHY = "Sends well-formed wrong replies in which random bits are turned over, added and lost, another damage in each exercise."

CODE = r"""
import random
def start(where):
    real, dice = part("student.server:Student._reply"), random.Random(where)
    def flip(*message):
        data = bytearray(real(*message))
        for _ in range(dice.randrange(1, 6)):
            place = dice.randrange(len(data) or 1)
            data[place : place + dice.randrange(2)] = bytes([dice.randrange(256)])
        return bytes(data)
    if real.__name__ == "_reply":
        replace("student.server:Student._reply", flip)
"""


def submission(release: NotebookNode) -> NotebookNode:
    return answer(release, everywhere("(start(EXERCISE), np.zeros(3))[1]", CODE))
