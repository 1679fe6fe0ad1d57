"""The gradients of a torch model's weights, without changing the model."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import torch
from torch import Tensor, nn

__all__ = ["weight_gradients"]

Loss = Callable[[Tensor, Tensor], Tensor]


def weight_gradients(
    model: nn.Module, images: Tensor, labels: Tensor, *, loss: Loss = nn.functional.cross_entropy
) -> dict[str, Tensor]:
    """Loss gradient of every weight matrix and filter bank for one batch, by name, first to last.

    The model stays as it was, `.grad` included. A weight that the loss does not depend on is left out.
    """
    with _undisturbed(model):
        gradients = _run(model, images, labels, loss)
    return {name: gradient for name, gradient in gradients.items() if gradient.ndim > 1}


def _run(model: nn.Module, images: Tensor, labels: Tensor, loss: Loss) -> dict[str, Tensor]:
    """Forward and backward. Returns the parameters' gradients and leaves `.grad` alone."""
    weights = {name: weight for name, weight in model.named_parameters() if weight.requires_grad}
    value = loss(model(images), labels)
    found = torch.autograd.grad(value, list(weights.values()), allow_unused=True)
    return {name: gradient for name, gradient in zip(weights, found, strict=True) if gradient is not None}


@contextmanager
def _undisturbed(model: nn.Module) -> Iterator[None]:
    """Put back running averages and the random state that a forward pass in training mode changes."""
    before = [buffer.clone() for buffer in model.buffers()]
    try:
        with torch.random.fork_rng():
            yield
    finally:
        with torch.no_grad():
            for buffer, old in zip(model.buffers(), before, strict=True):
                buffer.copy_(old)
