from nbformat import NotebookNode

from tests.grading.execution.hostile import answer, everywhere

POINTS = 0.0
WHY = "Answers with containers that hold something else at each reading: other length, other items, other order."

CODE = r"""
import itertools
numbers = itertools.count()
class List(list):
    __len__ = lambda self: next(numbers) % 5
    __iter__ = lambda self: iter([float(next(numbers))] * (next(numbers) % 5))
    __getitem__ = lambda self, index: float(next(numbers))
class Tuple(tuple):
    __len__ = lambda self: 2
    __iter__ = lambda self: iter([float(next(numbers))] * (next(numbers) % 3))
class Dict(dict):
    items = lambda self: ((n, n) for n in itertools.islice(numbers, 7))
    keys = lambda self: [1, 2]
    __len__ = lambda self: 10**9
"""


def submission(release: NotebookNode) -> NotebookNode:
    return answer(release, everywhere("[List([0.0]), Tuple((0.0, 0.0)), Dict(a=1)][len(EXERCISE) % 3]", CODE))
