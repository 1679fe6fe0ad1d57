"""A fully connected network in NumPy that runs on your own activation layers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

__all__ = ["MLP", "Layer", "cross_entropy"]


class Layer(Protocol):
    """What the network asks of an activation: values forward, gradients backward."""

    def forward(self, x: NDArray) -> NDArray:
        """Map x to an output of the same shape, keeping what `backward` needs."""

    def backward(self, dy: NDArray) -> Any:
        """Map the loss gradient of the last output to that of its input (PReLU: and of its slope)."""


class MLP:
    """Linear, activation, Linear, activation, …, Linear: scores for each class.

    sizes: units of every level, input and output included, so that len(sizes) - 1 weight matrices follow.
    activation: makes one activation layer; called once for each hidden level.
    gain: weights are drawn with deviation gain / sqrt(fan_in). bias: every bias's first value.
    Raises ValueError unless there are two sizes or more, each at least 1.
    After `forward`, `inputs[i]` is what matrix i multiplied and `hidden[i]` what activation i returned.
    After `backward`, `weight_gradients[i]` and `bias_gradients[i]` belong to matrix i.
    """

    def __init__(
        self,
        sizes: Sequence[int],
        activation: Callable[[], Layer],
        *,
        gain: float = 2**0.5,
        bias: float = 0.0,
        seed: int = 0,
    ) -> None:
        if len(sizes) < 2 or min(sizes) < 1:
            raise ValueError(f"sizes are units a level, input and output included; got {list(sizes)}")
        rng = np.random.default_rng(seed)
        pairs = list(pairwise(sizes))
        self.weights = [(rng.standard_normal(pair) * gain / pair[0] ** 0.5).astype("f4") for pair in pairs]
        self.biases = [np.full(fan_out, bias, dtype=np.float32) for _, fan_out in pairs]
        self.layers = [activation() for _ in pairs[:-1]]
        self.velocity = [np.zeros_like(p) for p in self.weights + self.biases]

    def forward(self, x: NDArray) -> NDArray:
        """Scores of shape (N, sizes[-1]) for inputs of shape (N, sizes[0]); ValueError for another shape."""
        fan_in = len(self.weights[0])
        if np.ndim(x) != 2 or x.shape[1] != fan_in:
            raise ValueError(f"x should have shape (N, {fan_in}), got {np.shape(x)}; flatten images first")
        self.inputs, self.hidden = [x], []
        for weight, bias, layer in zip(self.weights, self.biases, self.layers, strict=False):
            self.hidden.append(layer.forward(self.inputs[-1] @ weight + bias))
            self.inputs.append(self.hidden[-1])
        return self.inputs[-1] @ self.weights[-1] + self.biases[-1]

    def backward(self, dscores: NDArray) -> NDArray:
        """Gradient of the loss with respect to the input, given that with respect to the scores.

        Raises RuntimeError before the first `forward`.
        """
        if not hasattr(self, "inputs"):
            raise RuntimeError("backward needs what forward keeps: call forward first")
        self.weight_gradients: list[NDArray] = []
        self.bias_gradients: list[NDArray] = []
        self.slope_gradients: list[tuple[Any, Any]] = []
        upstream = dscores
        for i in reversed(range(len(self.weights))):
            self.weight_gradients.insert(0, self.inputs[i].T @ upstream)
            self.bias_gradients.insert(0, upstream.sum(axis=0))
            upstream = upstream @ self.weights[i].T
            if i > 0:
                upstream = self._through(i - 1, upstream)
        return upstream

    def _through(self, i: int, upstream: NDArray) -> NDArray:
        gradient = self.layers[i].backward(upstream)
        if isinstance(gradient, tuple):
            gradient, slope_gradient = gradient
            self.slope_gradients.append((self.layers[i], slope_gradient))
        return gradient

    def train_step(self, x: NDArray, labels: NDArray, *, rate: float, momentum: float = 0.9) -> float:
        """One step of SGD with momentum on one batch. Returns the loss before the step.

        A learned slope (PReLU) sums its gradient over every unit, so it moves at a tenth of the rate.
        """
        loss, dscores = cross_entropy(self.forward(x), labels)
        self.backward(dscores)
        gradients = self.weight_gradients + self.bias_gradients
        for value, gradient, velocity in zip(
            self.weights + self.biases, gradients, self.velocity, strict=True
        ):
            velocity *= momentum
            velocity -= rate * gradient
            value += velocity
        for layer, slope_gradient in self.slope_gradients:
            layer.alpha -= 0.1 * rate * slope_gradient
        return loss

    def error(self, x: NDArray, labels: NDArray) -> float:
        """Fraction of wrong answers, 0 to 1."""
        return float((self.forward(x).argmax(axis=1) != labels).mean())


def cross_entropy(scores: NDArray, labels: NDArray) -> tuple[float, NDArray]:
    """Mean cross-entropy of softmax(scores) and its gradient with respect to the scores (N, classes).

    labels: integers of shape (N,), from 0 to classes - 1; otherwise ValueError.
    """
    _check_labels(np.shape(scores), np.asarray(labels))
    shifted = scores - scores.max(axis=1, keepdims=True)
    exponentials = np.exp(shifted)
    probabilities = exponentials / exponentials.sum(axis=1, keepdims=True)
    rows = np.arange(len(labels))
    loss = float(-np.log(np.maximum(probabilities[rows, labels], 1e-12)).mean())
    probabilities[rows, labels] -= 1
    return loss, probabilities / len(labels)


def _check_labels(shape: tuple[int, ...], labels: NDArray) -> None:
    if len(shape) != 2 or labels.shape != shape[:1] or not labels.size:
        raise ValueError(f"scores should be (N, classes) and labels (N,); got {shape} and {labels.shape}")
    if labels.dtype.kind not in "iu" or labels.min() < 0 or labels.max() >= shape[1]:
        got = f"{labels.dtype} from {labels.min()} to {labels.max()}"
        raise ValueError(f"labels should be integers from 0 to {shape[1] - 1}, got {got}")
