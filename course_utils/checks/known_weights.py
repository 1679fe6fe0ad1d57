"""Weights that depend on a parameter's shape alone, so that networks can be compared by what they compute.

Two networks with the same layers give the same scores with them, whatever their parameters are called and
in whatever order they were made. (`wiring` checks one block in depth, its gradients too; this is for whole
networks, whose outputs are enough.)
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import torch
from torch import Tensor, nn

__all__ = [
    "assert_all_used",
    "assert_network",
    "give_known_weights",
    "known_statistics",
    "known_weight",
    "parameter_shapes",
]


def known_weight(*shape: int) -> Tensor:
    """The float32 values for a parameter of this shape, the same each time.

    A vector lies between 0.5 and 1.5; anything else is normal with variance 2 / (inputs of a unit).
    """
    seed = sum(size * 1009**place for place, size in enumerate(shape, 1))
    generator = torch.Generator().manual_seed(seed)
    if len(shape) < 2:
        return 0.5 + torch.rand(shape, generator=generator)
    return math.sqrt(2 / math.prod(shape[1:])) * torch.randn(shape, generator=generator)


def known_statistics(channels: int) -> tuple[Tensor, Tensor]:
    """Mean and variance (channels,), float32, for BatchNorm's running averages: the mean between -0.5 and
    0.5, the variance between 0.25 and 2.25.
    """
    generator = torch.Generator().manual_seed(channels)
    mean, deviation = torch.rand((2, channels), generator=generator) - 0.5
    return mean, (1 + deviation) ** 2


@torch.no_grad()
def give_known_weights(network: nn.Module) -> nn.Module:
    """Set every parameter of the network to `known_weight` of its shape, BatchNorm's running averages to
    `known_statistics`, and return the network.
    """
    for parameter in network.parameters():
        parameter.copy_(known_weight(*parameter.shape))
    for name, buffer in network.named_buffers():
        for kind, values in zip(
            ("running_mean", "running_var"), known_statistics(buffer.numel()), strict=True
        ):
            if name.rpartition(".")[2] == kind:
                buffer.copy_(values)
    return network


def parameter_shapes(network: nn.Module) -> Sequence[tuple[int, ...]]:
    """The shapes of all parameters in increasing order; a parameter that is used twice counts once."""
    return sorted(tuple(parameter.shape) for parameter in network.parameters())


def assert_network(got: object, what: str) -> None:
    """Check that a student's code returned a network. what: the call, for messages.

    Raises AssertionError that says what it returned instead.
    """
    if got is None:
        raise AssertionError(f"{what} returns nothing.\nLikely mistake: the function ends without `return`.")
    if not isinstance(got, nn.Module):
        kind = got.__class__.__name__
        raise AssertionError(f"{what} should return a network, an nn.Module, but returns a {kind}")


def assert_all_used(network: nn.Module, images: Tensor, what: str) -> None:
    """Check that every parameter of the network takes part in its scores, by their gradients.

    images: a batch; the network is put into training mode. what: the network, for messages.
    Raises AssertionError that names the shapes of those that do not.
    """
    network.train()
    network.zero_grad()
    scores = network(images)
    scores.backward(torch.randn(scores.shape, generator=torch.Generator().manual_seed(0)))
    idle = [
        tuple(parameter.shape)
        for parameter in network.parameters()
        if parameter.grad is None or not parameter.grad.abs().sum() > 0
    ]
    if idle:
        raise AssertionError(
            f"{what} has parameters that its scores do not depend on. Their shapes: {sorted(idle)}.\n"
            "Likely mistake: one layer is used twice where another one was made for the second place."
        )
