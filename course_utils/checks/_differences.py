"""Derivatives by central finite differences, and how far to trust them."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike, NDArray

__all__ = ["numeric_derivative", "numeric_gradient", "plain", "trusted"]


def numeric_gradient(
    function: Callable[[NDArray], ArrayLike], x: NDArray, *, step: float = 1e-6
) -> NDArray[np.float64]:
    """Gradient of a scalar function by central differences: (f(x + h) - f(x - h)) / 2h, entry by entry.

    x: float array of any shape, left as it was. Costs two calls of `function` an entry.
    Raises ValueError when `function` returns more than one number, or step is not positive.
    """
    x = np.array(x, dtype=np.float64)
    gradient = np.zeros_like(x)
    for place in np.ndindex(x.shape):
        shift = np.zeros_like(x)
        shift[place] = _positive(step)
        rise = plain(function(x + shift)).astype(np.float64) - plain(function(x - shift))
        if rise.size != 1:
            raise ValueError(f"function must return one number, got shape {rise.shape}; sum it up first")
        gradient[place] = rise.item() / (2 * step)
    return gradient


def numeric_derivative(
    function: Callable[[NDArray], ArrayLike], x: NDArray, *, step: float = 1e-6
) -> NDArray[np.float64]:
    """Derivative of an elementwise function by central differences, in two calls. Shape of x.

    Raises ValueError when step is not positive.
    """
    x = np.asarray(x, dtype=np.float64)
    rise = plain(function(x + _positive(step))).astype(np.float64) - plain(function(x - step))
    return rise / (2 * step)


def _positive(step: float) -> float:
    """The step itself; ValueError unless it is positive."""
    if not step > 0:
        raise ValueError(f"step must be positive, got {step}")
    return step


def trusted(fine: NDArray, wide: NDArray, coarse: float) -> tuple[float, float]:
    """The step to take for finite differences, and how far to trust them.

    fine, wide: differences with steps of 1e-6 and 3e-6. In single precision such steps drown in rounding,
    and the two disagree, whatever dtype comes back: then a step of 0.01, trusted as far as `coarse`.
    """
    agree = np.allclose(fine, wide, rtol=1e-4, atol=1e-4)
    return (1e-6, 1e-6) if agree else (1e-2, coarse)


def plain(values: ArrayLike) -> NDArray:
    """As an array; of a tensor, or of a list of them, the numbers, without what autograd remembers."""
    if isinstance(values, list | tuple) and any(hasattr(part, "detach") for part in values):
        return np.asarray([plain(part) for part in values])
    return np.asarray(values.detach() if hasattr(values, "detach") else values)
