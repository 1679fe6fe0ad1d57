"""The autograd graphs of calls stay in the student's process; the test cell's `backward` names one by id."""

from __future__ import annotations

from collections.abc import Callable

import torch
from torch import Tensor

from grading.execution.inside.codec.format import GraphRef
from grading.execution.inside.student.tensors import Tensors

__all__ = ["Graphs"]

MAX_GRAPHS = 64


class Graphs:
    """The graphs of the last calls. tensors: the mirrored tensors, which may be leaves of a graph."""

    def __init__(self, tensors: Tensors) -> None:
        self.tensors = tensors
        self.graphs: dict[int, tuple[list[Tensor], list[Tensor]]] = {}
        self.last_id = 0

    def call(
        self, function: Callable[[], object], arguments: list[object], grad: bool
    ) -> tuple[object, GraphRef | None]:
        """Call `function` and keep its graph if a tensor of its result can be differentiated."""
        with torch.set_grad_enabled(grad):
            result = function()
        outputs = [tensor for tensor in _tensors_in(result) if tensor.requires_grad]
        if not outputs or not grad or all(id(tensor) in self.tensors.numbers for tensor in outputs):
            return result, None
        self.last_id += 1
        inputs = [value for value in arguments if isinstance(value, Tensor) and value.requires_grad]
        self.graphs[self.last_id] = outputs, inputs
        if len(self.graphs) > MAX_GRAPHS:
            del self.graphs[next(iter(self.graphs))]
        return result, (self.last_id, self._leaves(outputs))

    def _leaves(self, outputs: list[Tensor]) -> tuple[int, ...]:
        """Numbers of the mirrored tensors that the outputs were computed from."""
        nodes = {output.grad_fn for output in outputs} if self.tensors.tensors else set()
        left, found = list(nodes), {self.tensors.numbers.get(id(output)) for output in outputs}
        while left:
            node = left.pop()
            found.add(self.tensors.numbers.get(id(getattr(node, "variable", None))))
            new = {other for other, _ in getattr(node, "next_functions", ())} - nodes
            nodes |= new
            left += new
        return tuple(sorted(number for number in found if number is not None))

    def backward(
        self, graph_id: int, numbers: list[int], gradients: list[Tensor | None]
    ) -> list[Tensor | None]:
        """Gradients of a kept call's inputs and of mirrored tensors, given those of its results."""
        if graph_id not in self.graphs:
            raise RuntimeError(
                f"the graph is no longer there: only the last {MAX_GRAPHS} calls can be gone back through"
            )
        outputs, inputs = self.graphs[graph_id]
        leaves = [*inputs, *(self.tensors.tensors[number] for number in numbers)]
        before = [leaf.grad for leaf in leaves]
        for leaf in leaves:
            leaf.grad = None
        try:
            pairs = [(o, g) for o, g in zip(outputs, gradients, strict=True) if g is not None]
            torch.autograd.backward([o for o, _ in pairs], [g for _, g in pairs], retain_graph=True)
            return [leaf.grad for leaf in leaves]
        finally:
            for leaf, gradient in zip(leaves, before, strict=True):
                leaf.grad = gradient


def _tensors_in(value: object) -> list[Tensor]:
    """Tensors in a result, in the order in which they are written."""
    if isinstance(value, Tensor):
        return [value]
    if isinstance(value, dict):
        return [tensor for pair in value.items() for part in pair for tensor in _tensors_in(part)]
    if isinstance(value, (list, tuple)):
        return [tensor for part in value for tensor in _tensors_in(part)]
    return []
