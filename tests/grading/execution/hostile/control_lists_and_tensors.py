from nbformat import NotebookNode

from tests.grading.execution.hostile import answer, solved

POINTS = 38.0
WHY = "Honest: answers in other types that hold the right values: lists, tensors, NumPy scalars, Fractions, memory views, subclasses."


def submission(release: NotebookNode) -> NotebookNode:
    honest = solved() | {
        "gradient_bound": "from fractions import Fraction\n\n\ndef gradient_bound(depth, weight=1.0):\n    return float(Fraction(abs(weight)) ** depth / 4**depth)",
        "saturated_fraction": "def saturated_fraction(slopes, threshold=0.01):\n    return (np.abs(slopes) < threshold).mean()",
        "dead_units": "def dead_units(outputs):\n    return (outputs == 0).all(axis=tuple(a for a in range(outputs.ndim) if a != 1)).tolist()",
        "zigzag_path": solved()["zigzag_path"].replace(
            "return np.stack(path)", "return [list(map(float, w)) for w in path]"
        ),
        "ReLU": "import torch\n\n\nclass ReLU:\n    def forward(self, x):\n        self.x = torch.from_numpy(x.copy()).requires_grad_()\n        self.y = torch.relu(self.x)\n        return self.y\n\n"
        "    def backward(self, dy):\n        (gradient,) = torch.autograd.grad(self.y, self.x, torch.from_numpy(dy.copy()), retain_graph=True)\n        return gradient",
        "solve_selu": "def solve_selu():\n    return ['1.0507009873554804934193349852946', '1.6732632423543772848170429916717']",
    }
    return answer(release, honest)
