"""What a network does inside, as plain numbers."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from course_utils.mlp import MLP, Layer, cross_entropy

__all__ = ["hessian_condition", "local_slope", "mean_and_std", "weight_gradient_norms"]


def local_slope(layer: Layer, x: NDArray) -> NDArray:
    """Derivative of an elementwise activation at every entry of x: its backward pass with dy = 1."""
    layer.forward(x)
    gradient = layer.backward(np.ones_like(x))
    return gradient[0] if isinstance(gradient, tuple) else gradient


def mean_and_std(activations: Sequence[NDArray]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Mean and standard deviation of each layer's activations, two arrays of shape (layers,)."""
    means = np.array([np.mean(a, dtype=np.float64) for a in activations])
    return means, np.array([np.std(a, dtype=np.float64) for a in activations])


def weight_gradient_norms(network: MLP, x: NDArray, labels: NDArray) -> NDArray[np.float64]:
    """Norm of the loss gradient of each hidden-to-hidden weight matrix, first to last."""
    _, dscores = cross_entropy(network.forward(x), labels)
    network.backward(dscores)
    return np.array([np.linalg.norm(g.astype(np.float64)) for g in network.weight_gradients[1:-1]])


def hessian_condition(x: NDArray) -> float:
    """Condition number of the Hessian of a linear neuron's squared loss: of xᵀx, for inputs (N, D).

    1 is a round bowl, where every direction learns equally fast; large is a long valley.
    """
    return float(np.linalg.cond(x.T @ x))
