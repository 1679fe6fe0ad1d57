"""Assertions whose messages teach: both values, where they differ, and the likely mistake."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

__all__ = [
    "assert_close",
    "assert_gradient",
    "assert_same_as_torch",
    "assert_slope",
    "assert_untouched",
    "numeric_derivative",
    "numeric_gradient",
    "stays_finite",
]


def assert_close(
    got: ArrayLike,
    want: ArrayLike,
    what: str,
    *,
    mistakes: Mapping[str, ArrayLike] | None = None,
    rtol: float = 1e-5,
    atol: float = 1e-7,
) -> None:
    """Check that `got` has the shape of `want` and its values within `atol + rtol * |want|`.

    what: the expression that was computed, as the student would write it.
    mistakes: sentence -> the value that this mistake gives; the sentence is shown when `got` has that value.
    Raises AssertionError that shows both values, the worst place and, if recognised, the mistake.
    """
    got_array, want_array = _as_numbers(got, want, what), np.asarray(want)
    mistake = _recognise(got_array, want_array, mistakes or {}, rtol, atol)
    if got_array.shape != want_array.shape:
        sizes = f"{what} has shape {got_array.shape}, but should have shape {want_array.shape}"
        raise AssertionError(_join(sizes, mistake))
    close = np.isclose(got_array, want_array, rtol=rtol, atol=atol, equal_nan=True)
    if not close.all():
        raise AssertionError(_join(_difference(got_array, want_array, close, what), mistake))


def assert_gradient(
    got: ArrayLike,
    function: Callable[[NDArray], ArrayLike],
    x: NDArray,
    what: str,
    *,
    mistakes: Mapping[str, ArrayLike] | None = None,
) -> None:
    """Check a gradient of the scalar `function` at `x` against central finite differences.

    got: the gradient you computed, of the shape of x. Precision follows what `function` computes in:
    about 7 digits for float64, 2 digits for float32.
    Raises AssertionError as `assert_close` does.
    """
    single = np.asarray(function(x)).dtype == np.float32
    step, tolerance = (1e-2, 2e-2) if single else (1e-6, 1e-6)
    want = numeric_gradient(function, x, step=step)
    assert_close(got, want, what, mistakes=mistakes, rtol=tolerance, atol=tolerance)


def assert_slope(
    layer: Any, x: NDArray, name: str, *, wrong_slopes: Mapping[str, ArrayLike] | None = None
) -> None:
    """Check an elementwise activation's `backward` against finite differences of its own `forward`.

    layer: has forward(x) and backward(dy). x: inputs at least 0.1 away from any kink. name: for messages.
    wrong_slopes: sentence -> the local slopes at x that this mistake gives.
    Raises AssertionError that recognises these and the usual slips with the chain rule.
    """
    y = np.asarray(layer.forward(x))
    step, tolerance = (1e-2, 1e-3) if y.dtype == np.float32 else (1e-6, 1e-6)
    slope = numeric_derivative(layer.forward, x, step=step)
    slope_at_y = numeric_derivative(layer.forward, y, step=step)
    dy = np.random.default_rng(0).uniform(1.5, 3.0, x.shape)
    layer.forward(x)
    mistakes = {sentence: dy * np.asarray(wrong) for sentence, wrong in (wrong_slopes or {}).items()} | {
        "this is the local slope alone; the chain rule multiplies it by the upstream gradient dy.": slope,
        "you added dy and the local slope; the chain rule multiplies them.": dy + slope,
        "the slope is taken at the output y, but belongs at the input x.": dy * slope_at_y,
        "this is dy times the output; the chain rule wants dy times the slope.": dy * y,
        "dy comes back unchanged; multiply it by the local slope.": dy,
        "the sign is wrong: this is minus the gradient.": -dy * slope,
        "you averaged over the batch; backward passes every entry's own gradient on.": dy * slope / len(x),
    }
    what = f"{name}.backward(dy)"
    assert_close(layer.backward(dy), dy * slope, what, mistakes=mistakes, rtol=tolerance, atol=tolerance)


def assert_same_as_torch(
    layer: Any,
    function: Callable,
    x: NDArray,
    name: str,
    *,
    mistakes: Mapping[str, ArrayLike] | None = None,
    wrong_slopes: Mapping[str, ArrayLike] | None = None,
    rtol: float = 1e-5,
    atol: float = 1e-7,
) -> None:
    """Check an activation layer's `forward` and `backward` against PyTorch's autograd, in float64.

    function: the same activation on a tensor. mistakes: wrong outputs, wrong_slopes: wrong local slopes.
    Also checks that x and dy stay as they were, and that `backward` belongs to the last `forward`.
    """
    want, slope = _value_and_slope(function, x)
    _, earlier_slope = _value_and_slope(function, -x)
    dy = np.random.default_rng(1).standard_normal(np.shape(x))
    slips = {sentence: dy * np.asarray(wrong) for sentence, wrong in (wrong_slopes or {}).items()}
    slips["backward belongs to the last forward, but used an earlier one's input."] = dy * earlier_slope
    x_given, dy_given = x.copy(), dy.copy()
    layer.forward(-x)
    assert_close(layer.forward(x_given), want, f"{name}.forward(x)", mistakes=mistakes, rtol=rtol, atol=atol)
    assert_untouched(x_given, x, f"{name}.forward", "x")
    assert_close(layer.backward(dy_given), dy * slope, f"{name}.backward(dy)", mistakes=slips)
    assert_untouched(dy_given, dy, f"{name}.backward", "dy")


def _value_and_slope(function: Callable, x: NDArray) -> tuple[NDArray, NDArray]:
    """Value and derivative of an elementwise function on tensors, as float64 arrays of the shape of x."""
    import torch

    tensor = torch.tensor(x, dtype=torch.float64, requires_grad=True)
    value = function(tensor)
    value.sum().backward()
    return value.detach().numpy(), np.asarray(tensor.grad)


def assert_untouched(now: NDArray, before: NDArray, what: str, argument: str) -> None:
    """Check that an array handed to the student's code still holds what it held before."""
    if not np.array_equal(now, before):
        raise AssertionError(
            f"{what} changed its argument {argument} from {_show(before)} to {_show(now)}.\n"
            f"Likely mistake: writing into {argument} itself; the caller still needs it, so work on a copy."
        )


def numeric_gradient(
    function: Callable[[NDArray], ArrayLike], x: NDArray, *, step: float = 1e-6
) -> NDArray[np.float64]:
    """Gradient of a scalar function by central differences: (f(x + h) - f(x - h)) / 2h, entry by entry.

    x: float array of any shape, left as it was. Costs two calls of `function` an entry.
    """
    x = np.array(x, dtype=np.float64)
    gradient = np.zeros_like(x)
    for place in np.ndindex(x.shape):
        shift = np.zeros_like(x)
        shift[place] = step
        rise = np.asarray(function(x + shift), dtype=np.float64) - np.asarray(function(x - shift))
        gradient[place] = rise.sum() / (2 * step)
    return gradient


def numeric_derivative(
    function: Callable[[NDArray], ArrayLike], x: NDArray, *, step: float = 1e-6
) -> NDArray[np.float64]:
    """Derivative of an elementwise function by central differences, in two calls. Shape of x."""
    x = np.asarray(x, dtype=np.float64)
    return (np.asarray(function(x + step), dtype=np.float64) - np.asarray(function(x - step))) / (2 * step)


@contextmanager
def stays_finite(what: str, advice: str) -> Iterator[None]:
    """Turn an overflow inside the block into a failed check that says what to do.

    The notebooks switch NumPy's overflow, division and invalid-value warnings into FloatingPointError.
    """
    try:
        yield
    except FloatingPointError as error:
        raise AssertionError(f"{what}: {error}.\nLikely mistake: {advice}") from None


def _as_numbers(got: ArrayLike, want: ArrayLike, what: str) -> NDArray:
    """`got` as an array of numbers, or an AssertionError that says what it was instead."""
    if got is None:
        raise AssertionError(f"{what} is None.\nLikely mistake: the function ends without `return`.")
    if hasattr(got, "detach"):
        got = got.detach()
    try:
        array = np.asarray(got)
    except ValueError as error:
        raise AssertionError(f"{what} is not a rectangular array of numbers: {error}") from None
    if array.dtype.kind not in "biufc":
        wanted = f"numbers of shape {np.shape(want)}"
        raise AssertionError(f"{what} is {type(got).__name__} {_show(array)}, but should be {wanted}")
    return array


def _recognise(
    got: NDArray, want: NDArray, mistakes: Mapping[str, ArrayLike], rtol: float, atol: float
) -> str | None:
    """The first mistake whose value `got` has, unless the right answer has that value too."""
    for sentence, value in mistakes.items():
        wrong = np.asarray(value)
        told_apart = wrong.shape != want.shape or not np.allclose(wrong, want, rtol, atol, equal_nan=True)
        same = wrong.shape == got.shape and np.allclose(got, wrong, max(rtol, 1e-4), max(atol, 1e-6), True)
        if told_apart and same:
            return sentence
    return None


def _difference(got: NDArray, want: NDArray, close: NDArray, what: str) -> str:
    """Both values and the place where they are furthest apart."""
    lines = [f"{what} is not what it should be.", f"  got:  {_show(got)}", f"  want: {_show(want)}"]
    if got.ndim and got.size > 1:
        with np.errstate(all="ignore"):
            gap = np.where(close, 0.0, np.abs(got.astype(np.float64) - want.astype(np.float64)))
        place = np.unravel_index(np.argmax(np.nan_to_num(gap, nan=np.inf, posinf=np.inf)), got.shape)
        index = ", ".join(map(str, place))
        lines.append(f"  {(~close).sum()} of {got.size} entries differ, most at [{index}]: ")
        lines[-1] += f"got {got[place]:.6g}, want {want[place]:.6g}"
    return "\n".join(lines)


def _show(values: NDArray) -> str:
    text = np.array2string(values, precision=6, threshold=12, edgeitems=3, separator=", ", prefix=" " * 8)
    return text if len(text) <= 400 else text[:400] + " …"


def _join(message: str, mistake: str | None) -> str:
    return message if mistake is None else f"{message}\nLikely mistake: {mistake}"
