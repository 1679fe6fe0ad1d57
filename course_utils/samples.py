"""Checks of random numbers by their statistics: z-tests that say how often they would be wrong.

A correct draw is refused with probability `alarm`, one in a hundred million unless you say otherwise.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from statistics import NormalDist
from types import MappingProxyType
from typing import Any, Literal, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from course_utils import equivalence
from course_utils.differences import plain
from course_utils.evaluation import Evaluation, NoValueError

__all__ = [
    "Trial",
    "assert_drawn",
    "assert_lines_predict",
    "assert_predicts",
    "named_lines",
    "positive_value",
    "value",
]

ALARM = 1e-8
FLATTEST, MOST_PEAKED = 1.6, 3.3  # kurtosis: uniform has 1.8, normal 3; truncated normals lie between


class Trial(NamedTuple):
    """What a line of a derivation is tried on: draws that obey its assumption, and the symbols' values.

    mistakes: sentence -> what the line gives for these values if this mistake was made.
    """

    name: str
    assumption: str
    values: Mapping[Any, float]
    sample: ArrayLike
    moment: Literal["mean", "variance"] = "variance"
    mistakes: Mapping[str, float] = MappingProxyType({})


def assert_drawn(
    weights: ArrayLike,
    shape: tuple[int, ...],
    std: float,
    what: str,
    *,
    mistakes: Mapping[str, float] | None = None,
    alarm: float = ALARM,
) -> None:
    """Check that weights were drawn independently, normal or uniform, with mean 0 and this deviation.

    what: the expression that was computed. mistakes: sentence -> the deviation that this mistake gives.
    alarm: how often a correct draw is refused. Give some 90,000 weights or more: then a deviation that is
    3 % off is caught, except once in a million.
    Raises AssertionError that shows both values and, if recognised, the mistake.
    """
    values = _numbers(weights, what)
    if values.shape != tuple(shape):
        raise AssertionError(f"{what} has shape {values.shape}, but should have shape {tuple(shape)}")
    each = alarm / (2 + values.ndim)  # so many tests are made
    _check_spread(values, std, what, mistakes or {}, each)
    for axis in range(values.ndim):
        _check_independent(values, axis, what, each)
    reach = _quantile(each) * values.std() / values.size**0.5
    if not abs(values.mean()) <= reach:
        raise AssertionError(
            f"{what} has mean {values.mean():.3g}, but should have mean 0, within {reach:.2g}.\n"
            "Likely mistake: a distribution that does not lie evenly about 0, such as rand without - 0.5."
        )
    kurtosis = ((values - values.mean()) ** 4).mean() / values.var() ** 2
    if not FLATTEST <= kurtosis <= MOST_PEAKED:
        shape_of_it = "only two sizes, or nearly so" if kurtosis < FLATTEST else "mostly tiny, a few huge"
        raise AssertionError(
            f"{what} is neither normal nor uniform: the weights are {shape_of_it} (kurtosis {kurtosis:.2f}; "
            "normal has 3, uniform 1.8)."
        )


def _check_spread(
    values: NDArray[np.float64], std: float, what: str, mistakes: Mapping[str, float], alarm: float
) -> None:
    """The z-test of the deviation, whose own error follows from the fourth moment of a normal sample."""
    got = float(values.std())
    reach = _quantile(alarm) * std / (2 * values.size) ** 0.5
    if abs(got - std) <= reach:
        return
    lines = [f"{what} has standard deviation {got:.5g}, but should have {std:.5g}, within {reach:.1g}."]
    near = [text for text, wrong in mistakes.items() if abs(got - wrong) <= reach * max(1.0, wrong / std)]
    if near:
        lines.append(f"Likely mistake: {near[0]}")
    elif got > 0:
        lines.append(f"Likely mistake: a factor; this is {got / std:.4g} times what is wanted.")
    else:
        lines.append("Likely mistake: all weights are the same; draw them at random.")
    raise AssertionError("\n".join(lines))


def _check_independent(values: NDArray[np.float64], axis: int, what: str, alarm: float) -> None:
    """Means along an axis vary by 1 / its length of the variance, unless the weights along it go together."""
    length = values.shape[axis]
    means = values.mean(axis=axis).ravel() - values.mean()
    if length == 1 or means.size < 2:
        return
    ratio = float((means**2).mean()) * length / float(values.var())
    surprise = -math.log(alarm) / means.size
    if ratio > 1 + 2 * surprise**0.5 + 2 * surprise:  # P(χ²ₖ ≥ k + 2√(ks) + 2s) ≤ e⁻ˢ
        raise AssertionError(
            f"{what} is not drawn independently: along axis {axis} the weights go together (their means vary "
            f"{ratio:.3g} times as much as those of independent draws).\n"
            "Likely mistake: one row or filter is repeated; draw every weight by itself."
        )


def assert_predicts(
    expression: Any,
    values: Mapping[Any, float],
    sample: ArrayLike,
    what: str,
    *,
    moment: Literal["mean", "variance"] = "variance",
    mistakes: Mapping[str, float] | None = None,
    alarm: float = ALARM,
) -> None:
    """Check that a formula gives the variance, or the mean, that a sample shows: a z-test.

    expression: a SymPy expression, or a number. values: symbol -> its value; symbols are matched by name.
    sample: independent draws of the quantity, any shape. alarm: how often a right formula is refused.
    mistakes: sentence -> the value that this mistake gives.
    Raises AssertionError that shows the prediction, what was measured with its error, and a known mistake.
    """
    draws = _numbers(sample, what).ravel()
    predicted = value(expression, values, what)
    terms = (draws - draws.mean()) ** 2 if moment == "variance" else draws
    measured, error = float(terms.mean()), float(terms.std()) / draws.size**0.5
    sigmas = abs(predicted - measured) / error
    if not sigmas <= _quantile(alarm):
        by = f", by {str(expression)[:200]}" if getattr(expression, "free_symbols", None) else ""
        raise AssertionError(
            f"{what}: predicted is a {moment} of {predicted:.4g}{by}; but {draws.size:,} draws show "
            f"{measured:.4g} ± {error:.2g}, {sigmas:.0f} standard errors away (what is right is refused with "
            f"probability {alarm:.0e}).{_likely(predicted, mistakes or {})}"
        )


def assert_lines_predict(lines: Any, trials: Sequence[Trial], what: str, *, alarm: float = ALARM) -> None:
    """Check a derivation's lines by experiment, in order: the first that predicts something else is named.

    lines: name -> expression, or a list of expressions in the order of the trials.
    Raises AssertionError as `assert_predicts` does.
    """
    found = named_lines(lines, [trial.name for trial in trials], what)
    for trial in trials:
        called = f"{what}[{trial.name!r}] (assumption: {trial.assumption})"
        assert_predicts(
            found[trial.name],
            trial.values,
            trial.sample,
            called,
            moment=trial.moment,
            mistakes=trial.mistakes,
            alarm=alarm,
        )


def named_lines(lines: Any, names: Sequence[str], what: str) -> dict[str, Any]:
    """The lines as name -> line, in the order of `names`; a list of as many lines is in that order already.

    Raises AssertionError that says what is missing.
    """
    if isinstance(lines, list | tuple) and len(lines) == len(names):
        return dict(zip(names, lines, strict=True))
    if not isinstance(lines, Mapping):
        kind = "None: does the function end without `return`?" if lines is None else type(lines).__name__
        raise AssertionError(f"{what} should be a dictionary with the keys {list(names)}, but is {kind}")
    missing, more = ([n for n in a if n not in b] for a, b in ((names, lines), (lines, names)))
    if missing or more:
        raise AssertionError(f"{what} lacks {missing} and has {more}; the keys are {list(names)}")
    return {name: lines[name] for name in names}


def positive_value(
    expression: Any, values: Mapping[Any, float], what: str, *, mistakes: Mapping[str, float] | None = None
) -> float:
    """The value of a formula for a variance: as `value`, but a known mistake, or 0 or less, is an error too.

    mistakes: sentence -> the value that this mistake gives.
    """
    found = value(expression, values, what)
    likely = _likely(found, mistakes or {})
    if likely or not found > 0:
        where = ", ".join(f"{symbol} = {number}" for symbol, number in values.items())
        kind = "is not what it should be" if found > 0 else "is no variance: it must be positive"
        raise AssertionError(
            f"{what} = {str(expression)[:200]} {kind}; for {where} it is {found:.4g}.{likely}"
        )
    return found


def _likely(found: float, mistakes: Mapping[str, float]) -> str:
    """The mistake that gives this value, as a line of a message; "" if none is known."""
    known = [
        text for text, wrong in mistakes.items() if math.isclose(found, wrong, rel_tol=1e-4, abs_tol=1e-9)
    ]
    return f"\nLikely mistake: {known[0]}" if known else ""


def value(expression: Any, values: Mapping[Any, float], what: str) -> float:
    """The value of a formula, a SymPy expression or a number; symbols are matched by name.

    Raises AssertionError for what is no formula in these symbols, or takes too long to evaluate.
    """
    if expression is None or isinstance(expression, str | bool):
        raise AssertionError(f"{what} should be a SymPy expression, but is {expression!r}")
    if not hasattr(type(expression), "free_symbols"):
        return _real(expression, what, str(expression))
    named = {str(symbol): value for symbol, value in values.items()}
    try:
        formula = equivalence.plain(expression)
        if not hasattr(formula, "as_real_imag"):  # an equation, or the truth value that SymPy makes of one
            raise AssertionError(f"{what} is an equation, {formula}; return its right-hand side alone")
        unknown = sorted({symbol.name for symbol in formula.free_symbols} - named.keys())
        if unknown:
            there = ", ".join(sorted(named))
            raise AssertionError(
                f"{what} = {formula} contains {', '.join(unknown)}; the symbols here are {there}"
            )
        found = Evaluation().value(formula, named)
    except NoValueError:
        found = None
    except equivalence.TooLargeError as error:
        raise AssertionError(f"{what} {error}.") from None
    return _real(found, what, str(formula))


def _real(found: Any, what: str, shown: str) -> float:
    """As a float; AssertionError for what is no finite real number."""
    try:
        number = complex(found)
    except (TypeError, ValueError, OverflowError):
        number = complex(math.nan)
    if not abs(number.imag) <= 1e-12 * abs(number.real) or not math.isfinite(number.real):
        raise AssertionError(f"{what} is not a real number but {shown[:200]}")
    return number.real


def _quantile(alarm: float) -> float:
    """How many standard errors a normal variable leaves on either side with probability `alarm`."""
    if not 0 < alarm < 1:
        raise ValueError(f"alarm is a probability between 0 and 1, got {alarm}")
    return -NormalDist().inv_cdf(alarm / 2)


def _numbers(values: ArrayLike, what: str) -> NDArray[np.float64]:
    """As float64; AssertionError for what is no array of finite numbers."""
    if values is None:
        raise AssertionError(f"{what} is None.\nLikely mistake: the function ends without `return`.")
    try:
        array = plain(values)
    except ValueError as error:
        raise AssertionError(f"{what} is not a rectangular array of numbers: {error}") from None
    if array.dtype.kind not in "biuf" or not array.size:
        raise AssertionError(f"{what} should be an array of numbers, but is {type(values).__name__}")
    if not np.isfinite(array).all():
        raise AssertionError(f"{what} contains NaN or infinity")
    return array.astype(np.float64)
