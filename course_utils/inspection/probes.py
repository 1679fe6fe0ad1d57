"""What a network does inside, as plain numbers."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from course_utils.inspection._gradients import weight_gradients
from course_utils.inspection.cost import Cost, model_cost
from course_utils.models.mlp import MLP, Layer, cross_entropy

__all__ = [
    "Cost",
    "hessian_condition",
    "local_slope",
    "mean_and_std",
    "model_cost",
    "weight_gradient_norms",
    "weight_gradients",
]


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
    """Norm of the loss gradient of each hidden-to-hidden weight matrix, first to last.

    Raises ValueError when there is none: the network needs two hidden layers or more.
    """
    if len(network.weights) < 3:
        raise ValueError(f"two hidden layers or more are needed, the network has {len(network.layers)}")
    _, dscores = cross_entropy(network.forward(x), labels)
    network.backward(dscores)
    return np.array([np.linalg.norm(g.astype(np.float64)) for g in network.weight_gradients[1:-1]])


def hessian_condition(x: NDArray) -> float:
    """Condition number of the Hessian of a linear neuron's squared loss: of xᵀx, for inputs (N, D).

    1 is a round bowl, where every direction learns equally fast; large is a long valley.
    Raises ValueError unless x has two dimensions.
    """
    if np.ndim(x) != 2:
        raise ValueError(f"x should have shape (N, D), got {np.shape(x)}")
    return float(np.linalg.cond(x.T @ x))
