from nbformat import NotebookNode

from tests.grading.execution.hostile import answer, solved

POINTS = 38.0
WHY = "Honest: answers keep state in globals, caches, generators and a random generator between calls."

CODE = r"""
import itertools
calls = itertools.count()
history = []


class Tanh:
    def forward(self, x):
        history.append((next(calls), x.shape))
        self.y = np.tanh(x)
        return self.y

    def backward(self, dy):
        assert history
        return dy * (1 - self.y**2)
"""


def submission(release: NotebookNode) -> NotebookNode:
    return answer(release, solved() | {"Tanh": CODE})
