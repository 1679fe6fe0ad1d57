from nbformat import NotebookNode

from tests.grading.execution.hostile import add, answer, solved

POINTS = 38.0
WHY = "Honest: solves with helpers, imports and constants of its own, defined in cells of its own and in a module written by a cell."


def submission(release: NotebookNode) -> NotebookNode:
    helper = "import functools\nimport math as mathematics\nfrom dataclasses import dataclass\n\n\ndef squash(x):\n    small = np.exp(-np.abs(x))\n    return np.where(x >= 0, 1, small) / (1 + small)\n"
    sigmoid = "@dataclass\nclass Sigmoid:\n    y: object = None\n\n    def forward(self, x):\n        self.y = squash(x)\n        return self.y\n\n    def backward(self, dy):\n        return dy * self.y * (1 - self.y)\n"
    bound = "from my_module import quarter\n\n\n@functools.lru_cache\ndef gradient_bound(depth, weight=1.0):\n    return mathematics.prod([abs(weight) * quarter] * depth)\n"
    forged = answer(release, solved() | {"Sigmoid": sigmoid, "gradient_bound": bound})
    return add(
        add(forged, helper, before="Sigmoid"), "%%writefile my_module.py\nquarter = 1 / 4\n", before="Sigmoid"
    )
