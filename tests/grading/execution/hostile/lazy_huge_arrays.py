from nbformat import NotebookNode

from tests.grading.execution.hostile import answer, everywhere

POINTS = 0.0
WHY = "Answers with arrays that hold one number but claim a million million, by zero strides and by expanded tensors."

CODE = r"""
import torch
def lie(x, where):
    kind = sum(map(ord, where)) % 5
    if kind == 0:
        return np.broadcast_to(0.0, (1_000_000, 1_000_000))
    if kind == 1:
        return torch.zeros(1).expand(1 << 40)
    if kind == 2:
        return np.empty((0, 1 << 40, 1 << 20))
    if kind == 3:
        return np.zeros((1,) * 32)
    return [np.broadcast_to(0.0, (1 << 30,))] * 1000
"""


def submission(release: NotebookNode) -> NotebookNode:
    return answer(release, everywhere("lie(x, EXERCISE)", CODE))
