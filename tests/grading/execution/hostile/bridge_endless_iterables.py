from nbformat import NotebookNode

from tests.grading.execution.hostile import answer, everywhere

POINTS = 0.0
WHY = "Answers with iterables that have no end: generators, counters, ranges of a billion, maps over them."

CODE = r"""
import itertools
class Endless:
    __len__ = lambda self: 1 << 40
    __getitem__ = lambda self, index: float(index) if isinstance(index, int) else self
def answers(where):
    kinds = [itertools.count(), range(10**9), range(10**18), (0.0 for _ in itertools.count()), Endless(), map(float, itertools.count()), zip(itertools.count()), iter(int, 1)]
    return kinds[sum(map(ord, where)) % len(kinds)]
"""


def submission(release: NotebookNode) -> NotebookNode:
    return answer(release, everywhere("answers(EXERCISE)", CODE))
