"""Joins the autograd graph of a call in the student's process to the graph of the test cell."""

from __future__ import annotations

from typing import Any

import torch

from grading.execution.inside.codec.format import GraphRef
from grading.execution.inside.examiner.proxies import Proxies

__all__ = ["graft"]


def graft(
    proxies: Proxies, value: object, graph: GraphRef, sent: list[object], received: list[object]
) -> object:
    """The result, with its tensors in the test cell's graph, so that `backward` reaches through the call.

    sent, received: the arrays and containers of the request and of the result, tensors among them.
    """
    graph_id, leaves = graph
    parameters = {leaf: proxies.parameter(leaf) for leaf in leaves}
    values = [tensor for tensor in received if isinstance(tensor, torch.Tensor) and tensor.requires_grad]
    inputs = [tensor for tensor in sent if isinstance(tensor, torch.Tensor) and tensor.requires_grad]
    anchor = torch.zeros((), requires_grad=True)  # torch records only what has such an input
    results = Graft.apply(proxies, graph_id, parameters, values, *inputs, *parameters.values(), anchor)
    return _exchanged(value, {id(old): new for old, new in zip(values, results, strict=True)})


class Graft(torch.autograd.Function):
    """Joins the results of a call in the student's process to the graph of this one."""

    @staticmethod
    def forward(
        ctx: Any,  # torch lets it have whatever attributes `backward` needs
        proxies: Proxies,
        graph_id: int,
        leaves: dict[int, torch.Tensor],
        values: list[torch.Tensor],
        *inputs: torch.Tensor,
    ) -> tuple[torch.Tensor, ...]:
        """The results, as they came."""
        ctx.proxies, ctx.graph_id, ctx.leaves = proxies, graph_id, leaves
        ctx.generation = proxies.generation
        ctx.shapes = [tensor.shape for tensor in inputs]
        ctx.set_materialize_grads(False)
        return tuple(value.detach() for value in values)

    @staticmethod
    @torch.autograd.function.once_differentiable
    def backward(ctx: Any, *gradients: torch.Tensor | None) -> tuple[torch.Tensor | None, ...]:
        """Gradients of the inputs and of the mirrored parameters, computed in the student's process."""
        if ctx.generation != ctx.proxies.generation:
            raise RuntimeError("backward: the process that holds the graph has ended")
        found = ctx.proxies.link.ask("backward", "backward", ctx.graph_id, list(ctx.leaves), list(gradients))
        if type(found) is not list or len(found) != len(ctx.shapes) - 1:
            raise RuntimeError("backward: the student's process returned other gradients than were asked for")
        for gradient, shape in zip(found, ctx.shapes, strict=False):
            if gradient is not None and (type(gradient) is not torch.Tensor or gradient.shape != shape):
                raise RuntimeError("backward: a gradient of the wrong shape")
        return None, None, None, None, *found, None


def _exchanged(value: object, new: dict[int, torch.Tensor]) -> object:
    """A result with some of its tensors exchanged."""
    if id(value) in new:
        return new[id(value)]
    if type(value) is list:
        return [_exchanged(part, new) for part in value]
    if type(value) is tuple:
        return tuple(_exchanged(part, new) for part in value)
    if type(value) is dict:
        return {key: _exchanged(part, new) for key, part in value.items()}
    return value
