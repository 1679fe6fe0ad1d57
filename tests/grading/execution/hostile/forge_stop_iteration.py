from nbformat import NotebookNode

from tests.grading.execution.hostile import answer, everywhere

POINTS = 0.0
WHY = "Raises StopIteration and GeneratorExit where the test iterates over the answer, which ends a loop in silence."

CODE = r"""
class Empty:
    def __iter__(self):
        raise StopIteration
    def __len__(self):
        return 2
    def __getitem__(self, index):
        raise IndexError
class Pair(tuple):
    def __iter__(self):
        raise StopIteration
"""


def submission(release: NotebookNode) -> NotebookNode:
    return answer(release, everywhere("Pair((Empty(), Empty()))", CODE))
