from nbformat import NotebookNode

from tests.grading.execution.hostile import answer, everywhere

POINTS = 0.0
WHY = "Replaces the torch functions that the hidden tests take for the truth; the oracle is called in the trusted process."

CODE = r"""
import torch
for module in (torch, torch.nn.functional, torch.Tensor):
    for name in ("sigmoid", "tanh", "relu", "selu", "elu", "leaky_relu", "allclose", "isclose", "equal"):
        if hasattr(module, name):
            setattr(module, name, lambda *a, **k: torch.zeros(1, dtype=torch.float64, requires_grad=True))
torch.Tensor.backward = lambda *a, **k: None
"""


def submission(release: NotebookNode) -> NotebookNode:
    return answer(release, everywhere("np.zeros_like(x)", CODE))
