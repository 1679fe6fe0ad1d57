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

__all__ = ["give_known_weights", "known_weight", "parameter_shapes"]


def known_weight(*shape: int) -> Tensor:
    """The float32 values for a parameter of this shape, the same each time.

    A vector lies between 0.5 and 1.5; anything else is normal with variance 2 / (inputs of a unit).
    """
    seed = sum(size * 1009**place for place, size in enumerate(shape, 1))
    generator = torch.Generator().manual_seed(seed)
    if len(shape) < 2:
        return 0.5 + torch.rand(shape, generator=generator)
    return math.sqrt(2 / math.prod(shape[1:])) * torch.randn(shape, generator=generator)


@torch.no_grad()
def give_known_weights(network: nn.Module) -> nn.Module:
    """Set every parameter of the network to `known_weight` of its shape, and return the network."""
    for parameter in network.parameters():
        parameter.copy_(known_weight(*parameter.shape))
    return network


def parameter_shapes(network: nn.Module) -> Sequence[tuple[int, ...]]:
    """The shapes of all parameters in increasing order; a parameter that is used twice counts once."""
    return sorted(tuple(parameter.shape) for parameter in network.parameters())
