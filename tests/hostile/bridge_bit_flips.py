from nbformat import NotebookNode

from tests.hostile import answer, everywhere

POINTS = 0.0
WHY = "Sends well-formed wrong replies in which random bits are turned over, added and lost, thousands of kinds of damage."

CODE = r"""
import random
channel = next(module for name, module in sys.modules.items() if name.endswith("runner.inside.channel"))
if not hasattr(channel, "real"):
    channel.real, dice = channel.send, random.Random(7)
    def flip(connection, frame, **more):
        data = bytearray(frame)
        for _ in range(dice.randrange(1, 6)):
            place = dice.randrange(len(data) or 1)
            data[place : place + dice.randrange(2)] = bytes([dice.randrange(256)])
        channel.real(connection, bytes(data), **more)
    def start():
        channel.send = flip
"""


def submission(release: NotebookNode) -> NotebookNode:
    return answer(release, everywhere("(start(), np.zeros(3))[1]", CODE))
