from nbformat import NotebookNode

from tests.grading.execution.hostile import add, answer, solved

POINTS = 38.0
WHY = "Honest: classes that inherit, keep counters and class attributes, use properties, static methods, slots and abstract bases."

CODE = r"""
import abc


class Layer(abc.ABC):
    made = 0
    __slots__ = ("kept", "alpha", "x", "decay", "slope", "positive")

    def __init__(self, alpha=0.01):
        type(self).made += 1
        self.alpha = alpha

    def forward(self, x):
        self.kept = self.gain(x)
        return self.kept * x

    def backward(self, dy):
        return dy * self.kept

    @abc.abstractmethod
    def gain(self, x): ...


class LeakyReLU(Layer):
    def gain(self, x):
        return np.where(x > 0, 1.0, self.alpha)


class ReLU(Layer):
    @staticmethod
    def gain(x):
        return (x > 0).astype(float)
"""


def submission(release: NotebookNode) -> NotebookNode:
    return answer(
        add(answer(release, solved()), CODE, before="ReLU"),
        ReLU="assert Layer.made == 0",
        LeakyReLU="LeakyReLU.note = 'see above'",
    )
