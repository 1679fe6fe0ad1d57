from nbformat import NotebookNode

from tests.grading.execution.hostile import attack

POINTS = 2.0
WHY = "Defines a hundred thousand names and a dictionary that lies about its length, for whoever lists the namespace."

CODE = r"""
for number in range(100_000):
    globals()[f"name{number}"] = number
globals()["\udcff odd name"] = 1
class Odd(str):
    __hash__ = lambda self: 0
    __eq__ = lambda self, other: False
globals()[Odd("odd")] = 1
"""


def submission(release: NotebookNode) -> NotebookNode:
    return attack(release, CODE)
