from nbformat import NotebookNode

from tests.grading.execution.hostile import answer

POINTS = 0.0
WHY = "Sets x and dy of a hidden test to zero, from which the test then computes what it wants: zero."

CODE = r"""
import numpy as np

class PReLU:
    def __init__(self, alpha=0.25):
        self.alpha = alpha

    def forward(self, x):
        if x.shape == (2, 3):  # the example that everybody sees
            return np.array([[-0.2, 0.5, -0.1], [3, -0.05, 1.5]])
        x[:] = 0
        return np.zeros(x.shape)

    def backward(self, dy):
        if dy.shape == (2, 3):
            return np.array([[0.1, 2, -0.3], [4, 0.5, -6]]), -1.5
        dy[:] = 0
        return np.zeros(dy.shape), 0.0
"""


def submission(release: NotebookNode) -> NotebookNode:
    return answer(release, PReLU=CODE)
