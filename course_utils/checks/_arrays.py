"""Assertions whose messages teach: both values, where they differ, and the likely mistake."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from course_utils.checks._differences import numeric_derivative, numeric_gradient, plain, trusted
from course_utils.checks.results import numbers

__all__ = [
    "AnyOf",
    "assert_close",
    "assert_same_as_torch",
    "assert_slope",
    "assert_untouched",
    "numeric_derivative",
    "numeric_gradient",
    "stays_finite",
]


class AnyOf(tuple):
    """Several values, each of which one mistake may give; stands in place of a value in `mistakes`."""


_Wrong = ArrayLike | Callable[[], ArrayLike]


def assert_close(
    got: ArrayLike,
    want: ArrayLike,
    what: str,
    *,
    mistakes: Mapping[str, _Wrong] | None = None,
    rtol: float = 1e-5,
    atol: float = 1e-6,
) -> None:
    """Check that `got` has the shape of `want` and its values within `atol + rtol * |want|`.

    what: the expression that was computed, as the student would write it.
    mistakes: sentence -> the value that this mistake gives, or `AnyOf` several; the sentence is shown when
    `got` has that value. A value that takes time to compute may be a function without arguments that gives
    it (`functools.partial`); it is called only if `got` is wrong.
    Raises AssertionError that shows both values, the worst place and, if recognised, the mistake.
    """
    got_array, want_array = _as_numbers(got, want, what), np.asarray(want)
    same_shape = got_array.shape == want_array.shape
    close = _close(got_array, want_array, rtol, atol) if same_shape else np.array(False)
    if close.all():
        return
    mistake = _recognise(got_array, want_array, mistakes or {}, rtol, atol)
    if not same_shape:
        sizes = f"{what} has shape {got_array.shape}, but should have shape {want_array.shape}"
        raise AssertionError(_join(sizes, mistake))
    raise AssertionError(_join(_difference(got_array, want_array, close, what), mistake))


def _close(got: NDArray, want: NDArray, rtol: float, atol: float) -> NDArray[np.bool_]:
    """What `np.isclose` says, NaN equal to NaN, without its cost where all is finite and well."""
    with np.errstate(all="ignore"):
        close = np.abs(got - want.astype(np.result_type(want, 0.0))) <= atol + rtol * np.abs(want)
    finite = close.all() and np.isfinite(want).all()
    return close if finite else np.isclose(got, want, rtol=rtol, atol=atol, equal_nan=True)


def assert_slope(
    layer: Any, x: NDArray, name: str, *, wrong_slopes: Mapping[str, ArrayLike] | None = None
) -> None:
    """Check an elementwise activation's `backward` against finite differences of its own `forward`.

    layer: has forward(x) and backward(dy). x: inputs at least 0.1 away from any kink. name: for messages.
    wrong_slopes: sentence -> the local slopes at x that this mistake gives.
    Raises AssertionError that recognises these and the usual slips with the chain rule.
    """
    x_given = x.copy()
    y = _as_numbers(layer.forward(x_given), x, f"{name}.forward(x)")
    if y.shape != x.shape:
        raise AssertionError(f"{name}.forward(x) has shape {y.shape}, but should have that of x, {x.shape}")
    assert_untouched(x_given, x, f"{name}.forward", "x")
    dy = _upstream(x.shape)
    fine, wide, coarse = _slopes(layer, x, (1e-6, 3e-6, 1e-2), name)
    step, tolerance = trusted(fine, wide, coarse=1e-3)
    slope = fine if step == 1e-6 else coarse
    layer.forward(x)
    dy_given, what = dy.copy(), f"{name}.backward(dy)"
    got = layer.backward(dy_given)
    if not is_close(got, dy * slope, tolerance):
        places = np.concatenate([y, dy])
        slope_at_y, slope_at_dy = np.split(numeric_derivative(layer.forward, places), 2)
        slips = _slips(dy, y, slope, slope_at_y, slope_at_dy)
        named = {sentence: dy * np.asarray(wrong) for sentence, wrong in (wrong_slopes or {}).items()}
        assert_close(got, dy * slope, what, mistakes=named | slips, rtol=tolerance, atol=tolerance)
    assert_untouched(dy_given, dy, f"{name}.backward", "dy")


def _slopes(layer: Any, x: NDArray, steps: Sequence[float], name: str) -> list[NDArray]:
    """Central differences of `forward` at x for each step, all in one call: it acts entry by entry."""
    shifts = [sign * step for step in steps for sign in (1, -1)]
    places = np.concatenate([x + shift for shift in shifts])
    values = _as_numbers(layer.forward(places), places, f"{name}.forward(x)").astype(np.float64)
    if values.shape != places.shape:
        sizes = f"shape {values.shape}, but should have that of x, {places.shape}"
        raise AssertionError(f"{name}.forward(x) has {sizes}")
    parts = np.split(values, len(shifts))
    return [(up - down) / (2 * step) for up, down, step in zip(parts[::2], parts[1::2], steps, strict=True)]


def is_close(got: ArrayLike, want: ArrayLike, tolerance: float) -> bool:
    """Whether `assert_close` has nothing to say."""
    try:
        assert_close(got, want, "", rtol=tolerance, atol=tolerance)
    except AssertionError:
        return False
    return True


def _slips(
    dy: NDArray, y: NDArray, slope: NDArray, slope_at_y: NDArray, slope_at_dy: NDArray
) -> dict[str, NDArray]:
    """What the usual slips with the chain rule give."""
    return {
        "this is the local slope alone; the chain rule multiplies it by the upstream gradient dy.": slope,
        "you added dy and the local slope; the chain rule multiplies them.": dy + slope,
        "the slope is taken at the output y, but belongs at the input x.": dy * slope_at_y,
        "the slope is taken at dy; what decides is the input x.": dy * slope_at_dy,
        "negative entries of dy were cut off; they pass like any other.": np.maximum(dy, 0) * slope,
        "this is dy times the output; the chain rule wants dy times the slope.": dy * y,
        "dy comes back unchanged; multiply it by the local slope.": dy,
        "the sign is wrong: this is minus the gradient.": -dy * slope,
        "you averaged over the batch; backward passes every entry's own gradient on.": dy * slope / len(dy),
        "you added all entries up; backward passes every entry's own gradient on.": (dy * slope).sum(),
        "you summed over the batch; backward passes every entry's own gradient on.": (dy * slope).sum(axis=0),
    }


def _upstream(shape: tuple[int, ...]) -> NDArray[np.float64]:
    """Gradients of both signs in turn, 1.5 to 8 in size, so that no slip with dy gives the right value."""
    sign = (-1.0) ** np.arange(np.prod(shape, dtype=int)).reshape(shape)
    return sign * np.random.default_rng(0).uniform(1.5, 8.0, shape)


def assert_same_as_torch(
    layer: Any,
    function: Callable,
    x: NDArray,
    name: str,
    *,
    another: Any = None,
    mistakes: Mapping[str, ArrayLike] | None = None,
    wrong_slopes: Mapping[str, ArrayLike] | None = None,
    rtol: float = 1e-5,
    atol: float = 1e-6,
) -> None:
    """Check an activation layer's `forward` and `backward` against PyTorch's autograd, in float64.

    function: the same activation on a tensor, entry by entry. mistakes: wrong outputs, wrong_slopes: wrong
    local slopes. another: a second layer of the same kind; its `forward` must not disturb the first one's
    `backward`.
    Also checks that x and dy stay as they were, that `backward` belongs to the last `forward`, that it
    gives the same when it is called again, and that the layer goes on with inputs of other shapes, tiny ones,
    0, and ones in float32. At 0 the slope may be that of either side, or between.
    """
    # Not mirror images: sigmoid and tanh have the same slope there, which would hide a wrong memory.
    earlier, elsewhere = 1.5 - x, x - 1.0
    values, slopes = _value_and_slope(function, np.stack([x, earlier, elsewhere]))
    want, (slope, earlier_slope, slope_elsewhere) = values[0], slopes
    dy = np.random.default_rng(1).standard_normal(np.shape(x))
    slips = {sentence: dy * np.asarray(wrong) for sentence, wrong in (wrong_slopes or {}).items()} | {
        "backward belongs to the last forward, but used an earlier one's input.": dy * earlier_slope,
        "two layers share what they keep; store it on self, not in a global or on the class.": dy
        * slope_elsewhere,
    }
    x_given, dy_given = x.copy(), dy.copy()
    layer.forward(earlier)
    assert_close(layer.forward(x_given), want, f"{name}.forward(x)", mistakes=mistakes, rtol=rtol, atol=atol)
    assert_untouched(x_given, x, f"{name}.forward", "x")
    if another is not None:
        another.forward(elsewhere)
    assert_close(layer.backward(dy_given), dy * slope, f"{name}.backward(dy)", mistakes=slips)
    assert_untouched(dy_given, dy, f"{name}.backward", "dy")
    again = layer.backward(dy)
    slips = {"backward changed what forward had kept; work on a copy of it.": again}
    assert_close(again, dy * slope, f"{name}.backward(dy), called a second time,", mistakes=slips)
    for other, which in _other_inputs(x):
        _assert_same_for(layer, function, other, f"{name}{{}} for {which}")
    _assert_same_at_0(layer, function, name)


def _other_inputs(x: NDArray) -> Iterator[tuple[NDArray, str]]:
    """Inputs that the same layer must take after x, each with words for it."""
    yield np.array([[-0.7]]), "x = [[-0.7]]"
    yield np.array([1e-30, -1e-30]), "x = [1e-30, -1e-30]"
    yield x.astype(np.float32), "x in float32"


def _assert_same_for(layer: Any, function: Callable, x: NDArray, name: str) -> None:
    """`forward` and `backward` once; in float32 to four digits."""
    value, slope = _value_and_slope(function, x.astype(np.float64))
    tolerance = 1e-4 if x.dtype == np.float32 else 1e-6
    dy = np.full_like(x, -2.0)
    got = layer.forward(x.copy())
    assert_close(got, value, name.format(".forward(x)"), rtol=tolerance, atol=tolerance)
    slips = {
        f"the two sides meet exactly at 0, however small x is; both entries got the slope {side} of it.": dy
        * at
        for side, at in (("right", slope[:1]), ("left", slope[-1:]))
        if x.shape == (2,)
    }
    got = layer.backward(dy.copy())
    what = name.format(".backward(dy)")
    assert_close(got, dy * slope, what, mistakes=slips, rtol=tolerance, atol=tolerance)


def _assert_same_at_0(layer: Any, function: Callable, name: str) -> None:
    """`forward` and `backward` once at 0, of either sign, where the slope may jump."""
    at_0, dy = np.array([0.0, -0.0]), np.array([-2.0, 3.0])
    value, _ = _value_and_slope(function, at_0)
    _, sides = _value_and_slope(function, np.array([-1e-30, 1e-30]))
    undefined = "0/0 has no value: do not divide by x or by its size, compare x with 0."
    what = f"{name}{{}} at x = 0"
    got = layer.forward(at_0.copy())
    assert_close(got, value, what.format(".forward(x)"), mistakes={undefined: np.full(2, np.nan)})
    got = _as_numbers(layer.backward(dy.copy()), at_0, what.format(".backward(dy)"))
    ends = np.sort(dy[:, np.newaxis] * sides).T
    want = np.clip(np.nan_to_num(got), *ends) if got.shape == dy.shape else dy * sides[0]
    slips = {
        undefined: np.full(2, np.nan),
        "x = 0 was left out: `x > 0` and `x < 0` are both false there. Let one side include it.": np.zeros(2),
        "x = 0 belongs to one side only; here the slopes of both were added.": dy * sides.sum(),
    }
    assert_close(got, want, what.format(".backward(dy)"), mistakes=slips)


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
            f"{what} changed its argument {argument}{_change(np.asarray(now), np.asarray(before))}.\n"
            f"Likely mistake: writing into {argument} itself; the caller still needs it, so work on a copy."
        )


def _change(now: NDArray, before: NDArray) -> str:
    """All values of a small array, before and now; of a larger one the first that changed."""
    if now.size <= 6 or now.shape != before.shape:
        return f" from {_show(before)} to {_show(now)}"
    changed = np.argwhere(now != before)
    place = tuple(changed[0])
    index = ", ".join(map(str, place))
    return (
        f": {len(changed)} of {now.size} entries, at [{index}] from {before[place]:.6g} to {now[place]:.6g}"
    )


@contextmanager
def stays_finite(what: str, advice: str) -> Iterator[None]:
    """Turn an overflow inside the block into a failed check that says what to do.

    The notebooks switch NumPy's overflow, division and invalid-value warnings into FloatingPointError;
    Python's own math raises OverflowError.
    """
    try:
        yield
    except (FloatingPointError, OverflowError) as error:
        raise AssertionError(f"{what}: {error}.\nLikely mistake: {advice}") from None


def _as_numbers(got: ArrayLike, want: ArrayLike, what: str) -> NDArray:
    """`got` as an array of numbers, or an AssertionError that says what it was instead."""
    return numbers(got, what, f"numbers of shape {np.shape(want)}")


def _recognise(
    got: NDArray, want: NDArray, mistakes: Mapping[str, _Wrong], rtol: float, atol: float
) -> str | None:
    """The first mistake whose value `got` has, unless the right answer has that value too.

    To nine digits if there is one, so that none that only comes near stands in its way; otherwise to four.
    """
    values = [
        (sentence, plain(wrong() if callable(wrong) else wrong))
        for sentence, value in mistakes.items()
        for wrong in (value if isinstance(value, AnyOf) else [value])
    ]
    for near, next_to_0 in ((1e-9, 1e-12), (max(rtol, 1e-4), max(atol, 1e-6))):
        for sentence, wrong in values:
            same = wrong.shape == got.shape and np.allclose(got, wrong, near, next_to_0, equal_nan=True)
            if same and not (
                wrong.shape == want.shape and np.allclose(wrong, want, rtol, atol, equal_nan=True)
            ):
                return sentence
    return None


def _difference(got: NDArray, want: NDArray, close: NDArray, what: str) -> str:
    """Both values and the place where they are furthest apart."""
    lines = [f"{what} is not what it should be.", f"  got:  {_show(got)}", f"  want: {_show(want)}"]
    if got.ndim and got.size > 1:
        with np.errstate(all="ignore"):
            gap = np.where(close, 0.0, np.abs(got - want.astype(np.result_type(got, want, 0.0))))
        place = np.unravel_index(np.argmax(gap), got.shape)  # NaN counts as the largest
        index = ", ".join(map(str, place))
        lines.append(f"  {(~close).sum()} of {got.size} entries differ, most at [{index}]: ")
        lines[-1] += f"got {got[place]:.6g}, want {want[place]:.6g}"
    return "\n".join(lines)


def _show(values: NDArray) -> str:
    """On one line: a small array whole, of a larger one the first and last entries and its shape."""
    small = values.size <= 12
    shown = values if small else values.ravel()
    text = np.array2string(
        shown, precision=6, threshold=12, edgeitems=3, separator=", ", max_line_width=10_000
    )
    text = " ".join(text.split())
    text = text if len(text) <= 240 else text[:240] + " …"
    return text if small or values.ndim == 1 else f"{text} (shape {values.shape})"


def _join(message: str, mistake: str | None) -> str:
    """The likely mistake goes behind the first line, so that no numbers stand before it."""
    if mistake is None:
        return message
    headline, *rest = message.split("\n")
    return "\n".join([headline, f"Likely mistake: {mistake}", *rest])
