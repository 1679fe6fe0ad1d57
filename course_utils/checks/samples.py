"""Checks of random numbers by their statistics: tests that say how often they would be wrong.

What is right is refused with probability `alarm`, one in a hundred million a check unless you say otherwise.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Callable, Mapping, Sequence
from statistics import NormalDist
from types import MappingProxyType
from typing import Any, Literal, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from course_utils.checks import _same_formula, results
from course_utils.checks._evaluation import Evaluation, NoValueError

__all__ = [
    "Trial",
    "assert_drawn",
    "assert_independent",
    "assert_lines_predict",
    "assert_predicts",
    "assert_seeded",
    "dependence",
    "named_lines",
    "positive_value",
    "value",
]

ALARM = 1e-8
FLATTEST, MOST_PEAKED = 1.6, 3.3  # kurtosis: uniform has 1.8, normal 3; truncated normals lie between
CUTS = (*np.arange(2.0, 4.05, 0.1), math.inf)  # where a normal distribution may be cut off, in deviations
BETWEEN_CUTS = 0.003  # how far apart the distributions of neighbouring cuts are
# So many numbers of one size may be chance: 90,000 draws in single precision have two or three of one size.
PILED = 10
DIFFERENT = 0.95  # share of numbers whose size is their own, to 7 digits; single precision leaves 0.99
LAGS = 8
PLACES = np.linspace(-4, 4, 401)  # deviations where the distribution function is compared
BINS = 10


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
    normal: bool = False,
    mistakes: Mapping[str, float] | None = None,
    alarm: float = ALARM,
) -> None:
    """Check that weights were drawn independently, normal or uniform, with mean 0 and this deviation.

    Looks at the deviation, the mean, the whole distribution, repeated and mirrored numbers, and whether
    neighbours, rows and columns, or their sizes, go together. A normal distribution may be cut off at two
    deviations or further out. normal: only a normal distribution, not cut off, will do.
    what: the expression that was computed. mistakes: sentence -> the deviation that this mistake gives.
    alarm: how often a correct draw of single or double precision is refused, all tests together; the bounds
    used make it less. Give some 90,000 weights or more: then a deviation that is 3 % off is caught, except
    once in a million.
    Raises AssertionError that shows both values and, if recognised, the mistake.
    """
    values = _numbers(weights, what)
    if values.shape != tuple(shape):
        raise AssertionError(f"{what} has shape {values.shape}, but should have shape {tuple(shape)}")
    each = alarm / (5 + 4 * values.ndim + 2 * LAGS)  # so many tests are made
    _check_spread(values, std, what, mistakes or {}, each)
    for axis in range(values.ndim):
        _check_independent(values, values, axis, "weights", what, each)
    _check_kurtosis(values, what)
    _check_repeats(values, what)
    reach = _quantile(each) * values.std() / values.size**0.5
    if not abs(values.mean()) <= reach:
        raise AssertionError(
            f"{what} has mean {values.mean():.3g}, but should have mean 0, within {reach:.2g}.\n"
            "Likely mistake: a distribution that does not lie evenly about 0, such as rand without - 0.5."
        )
    _check_form(values, std, what, normal, each)
    for axis in range(values.ndim):
        _check_independent(values**2, values, axis, "sizes of the weights", what, each)
    _check_neighbours(values, what, each)
    _check_rows(values, std, what, each)
    for axis in range(values.ndim):
        _check_uneven(values, axis, what, each, sizes=False)
        _check_uneven(values, axis, what, each, sizes=True)


def _check_repeats(values: NDArray[np.float64], what: str) -> None:
    """Independent draws have sizes of their own, but for chance of less than one in a hundred."""
    sizes, counts = np.unique(np.round(np.abs(values) / values.std(), 7), return_counts=True)
    most, repeated = int(counts.max()), values.size - sizes.size
    if most <= PILED and sizes.size >= DIFFERENT * values.size:
        return
    found = f"of {values.size:,} numbers only {sizes.size:,} differ in size"
    slip = (
        "numbers are used again: a part is repeated or mirrored, a seed is used twice; or they are rounded, "
        "as in half precision."
    )
    if most > PILED and 2 * (most - 1) > repeated:
        size = float(sizes[counts.argmax()])
        found = f"of {values.size:,} numbers {most:,} have one size, {size:.3g} deviations"
        slip = "what lies beyond a bound is moved to it, as by clip, and piles up there; draw it again."
        if size < sizes[-1]:
            slip = "some numbers are put in by hand; draw each at random."
    raise AssertionError(f"{what} is not drawn independently: {found}.\nLikely mistake: {slip}")


def _check_kurtosis(values: NDArray[np.float64], what: str) -> None:
    """Between that of a uniform and that of a normal distribution; 90,000 weights show it to within 0.1."""
    kurtosis = ((values - values.mean()) ** 4).mean() / values.var() ** 2
    if not FLATTEST <= kurtosis <= MOST_PEAKED:
        shape_of_it = "only two sizes, or nearly so" if kurtosis < FLATTEST else "mostly tiny, a few huge"
        raise AssertionError(
            f"{what} is neither normal nor uniform: the weights are {shape_of_it} (kurtosis {kurtosis:.2f}; "
            "normal has 3, uniform 1.8)."
        )


def _check_form(values: NDArray[np.float64], std: float, what: str, normal: bool, alarm: float) -> None:
    """The distribution function, by the bound of Dvoretzky, Kiefer and Wolfowitz (Massart 1990)."""
    below = np.searchsorted(np.sort(values.ravel()), PLACES * std) / values.size
    reach = (math.log(2 / alarm) / (2 * values.size)) ** 0.5 + BETWEEN_CUTS
    known = [_cut_normal(cut) for cut in (CUTS[-1:] if normal else CUTS)]
    if not normal:
        known.append(np.clip((PLACES / 3**0.5 + 1) / 2, 0, 1))
    gaps = [float(np.abs(below - distribution).max()) for distribution in known]
    if min(gaps) <= reach:
        return
    wanted = "normal" if normal else "neither normal nor uniform"
    head = f"{what} is not {wanted}" if normal else f"{what} is {wanted}"
    raise AssertionError(
        f"{head}: the share of numbers below some value differs by {min(gaps):.3f}, where draws differ by "
        f"less than {reach:.3f}.\n"
        "Likely mistake: another distribution of the same deviation"
        + (", such as a uniform one, or signs." if normal else ", such as a triangle, or a mixture.")
    )


@functools.cache
def _cut_normal(cut: float) -> NDArray[np.float64]:
    """Distribution function at PLACES of a normal variable cut off at ±cut, stretched to a deviation of 1."""
    bell, places = NormalDist(), PLACES
    if math.isinf(cut):
        return np.array([bell.cdf(place) for place in places])
    inside = 2 * bell.cdf(cut) - 1
    std = (1 - 2 * cut * bell.pdf(cut) / inside) ** 0.5
    ends = np.clip(places * std, -cut, cut)
    return np.array([(bell.cdf(place) - bell.cdf(-cut)) / inside for place in ends])


def _check_neighbours(values: NDArray[np.float64], what: str, alarm: float) -> None:
    """Numbers drawn one after the other, and their sizes, are not correlated."""
    flat = values.ravel()
    for part, name in ((flat - flat.mean(), "numbers"), (flat**2 - (flat**2).mean(), "sizes of numbers")):
        spread = float((part**2).mean())
        for lag in range(1, min(LAGS, flat.size - 1) + 1):
            found = float((part[lag:] * part[:-lag]).sum()) / (spread * flat.size**0.5) if spread else 0.0
            if abs(found) > _quantile(alarm):
                apart = "that follow each other" if lag == 1 else f"{lag} places apart"
                raise AssertionError(
                    f"{what} is not drawn independently: the {name} {apart} go together ({abs(found):.0f} "
                    "standard errors).\nLikely mistake: computing one number from another; draw each alone."
                )


def _check_rows(values: NDArray[np.float64], std: float, what: str, alarm: float) -> None:
    """The largest singular value of independent draws is √rows + √columns, nearly."""
    if values.ndim < 2 or min(values.shape[0], values[0].size) < 20:
        return
    rows, columns = values.shape[0], values[0].size
    matrix = values.reshape(rows, columns)
    gram = matrix @ matrix.T if rows < columns else matrix.T @ matrix
    found = float(np.linalg.eigvalsh(gram)[-1]) ** 0.5 / std
    usual, reach = rows**0.5 + columns**0.5, (2 * math.log(2 / alarm)) ** 0.5
    if usual - 1.5 - reach <= found <= usual + reach:
        return
    slip = "rows that are made orthogonal" if found < usual else "rows that are mixtures of each other"
    raise AssertionError(
        f"{what} is not drawn independently: its largest singular value is {found:.1f} deviations; "
        f"independent draws have about {usual:.1f}.\nLikely mistake: {slip}; draw every weight by itself."
    )


def assert_seeded(draw: Callable[[int], ArrayLike], what: str, *, alarm: float = ALARM) -> None:
    """Check that a seed gives the same numbers every time, and other seeds unrelated ones.

    draw: seed -> some 1,000 numbers or more. what: the call, for messages.
    alarm: how often independent draws are refused, all tests together.
    Raises AssertionError that says which.
    """
    first, other, again, third = (
        _numbers(draw(seed), f"{what} with seed={seed}").ravel() for seed in (1, 2, 1, 0)
    )
    if first.shape != again.shape or not np.allclose(first, again, rtol=1e-6, atol=0):
        raise AssertionError(
            f"{what} with seed=1 is not the same when it is called again.\n"
            "Likely mistake: the seed does not set the generator that draws; make one from it in every call."
        )
    pairs = ((1, first, 2, other), (0, third, 1, first), (0, third, 2, other))
    for one, a, two, b in pairs:
        if np.allclose(a, b):
            raise AssertionError(
                f"{what} with seed={one} and seed={two} are the same.\nLikely mistake: the seed is not used."
            )
    each = alarm / (2 * len(pairs))
    for one, a, two, b in pairs:
        common = np.isin(np.round(np.abs(a) / a.std(), 6), np.round(np.abs(b) / b.std(), 6)).mean()
        for p, q in ((a, b), (a**2, b**2)):
            together = abs(float(np.corrcoef(p, q)[0, 1])) * a.size**0.5 if p.std() and q.std() else 0.0
            if together > _quantile(each) or common > 0.1:
                raise AssertionError(
                    f"{what}: what seed={one} and seed={two} give goes together.\n"
                    "Likely mistake: one is computed from the other; the seed belongs into the generator."
                )


def dependence(x: ArrayLike, w: ArrayLike) -> float:
    """How improbable such pairs are for independent draws, which show d or more once in 10^d / 4 times.

    Counts the pairs in 10 × 10 groups of ranks, of the numbers and of their distance from the median,
    whatever their distributions are. Needs some 10,000 pairs.
    """
    parts = [np.asarray(part, dtype=np.float64) for part in (x, w)]
    sized = [np.abs(part - np.median(part)) for part in parts]
    return max(_surprise(a, b) for a in (parts[0], sized[0]) for b in (parts[1], sized[1]))


def _surprise(a: NDArray[np.float64], b: NDArray[np.float64]) -> float:
    """-log10 of the probability of so large a χ² in the table of ranks; at most 308, where floats end."""
    from scipy import special

    groups = [
        np.searchsorted(np.unique(np.quantile(part, np.arange(1, BINS) / BINS)), part, side="left")
        for part in (a, b)
    ]
    table = np.zeros([group.max() + 1 for group in groups])
    np.add.at(table, tuple(groups), 1)
    table = table[table.any(axis=1)][:, table.any(axis=0)]
    freedom = (table.shape[0] - 1) * (table.shape[1] - 1)
    if freedom < 1:
        return 0.0
    expected = table.sum(axis=1, keepdims=True) * table.sum(axis=0) / table.sum()
    statistic = float(((table - expected) ** 2 / expected).sum())
    return -math.log10(max(special.chdtrc(freedom, statistic), 1e-308))


def assert_independent(x: ArrayLike, w: ArrayLike, what: str, *, alarm: float = ALARM) -> None:
    """Check that two rows of numbers are independent draws, pair by pair, whatever their distributions.

    alarm: how often independent draws are refused; needs some 10,000 pairs. Raises AssertionError.
    """
    found = dependence(x, w)
    if found > -math.log10(alarm / 4):
        raise AssertionError(
            f"{what} are not independent: independent draws would pair up like this with a probability of "
            f"10^-{found:.0f} or less.\nLikely mistake: computing one from the other, or sorting them."
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


def _check_independent(
    numbers: NDArray[np.float64],
    weights: NDArray[np.float64],
    axis: int,
    name: str,
    what: str,
    alarm: float,
) -> None:
    """Means along an axis vary by 1 / its length of the variance, unless the numbers along it go together."""
    from scipy import special

    length, sizes = weights.shape[axis], numbers is not weights
    means = numbers.mean(axis=axis).ravel() - numbers.mean()
    # Means of few squares have heavier tails than the bound allows for.
    if length == 1 or means.size < 2 or not numbers.std() or (sizes and length < 40):
        return
    ratio = float((means**2).mean()) * length / float(numbers.var())
    rarer = alarm ** (1 + 12 / length if sizes else 1)
    if ratio * means.size > special.chdtri(means.size - 1, rarer):
        raise AssertionError(
            f"{what} is not drawn independently: along axis {axis} the {name} go together (their means vary "
            f"{ratio:.3g} times as much as those of independent draws).\n"
            "Likely mistake: one row or filter is repeated; draw every weight by itself."
        )


def _check_uneven(weights: NDArray[np.float64], axis: int, what: str, alarm: float, *, sizes: bool) -> None:
    """Means along an axis, or mean squares (sizes), vary as those of independent draws."""
    length, numbers = weights.shape[axis], weights**2 if sizes else weights
    means = numbers.mean(axis=axis).ravel() - numbers.mean()
    if length == 1 or not numbers.std():
        return
    ratio = float((means**2).mean()) * length / float(numbers.var())
    # P(Σm² ≤ ΣE[m²] - t) ≤ exp(-t² / 2ΣE[m⁴]) (Maurer 2003); the squares of normal numbers have kurtosis 15.
    kurtosis = 3 + 12 / length if sizes else 3.0
    least = 1 - (2 * kurtosis * -math.log(alarm) / means.size) ** 0.5
    if ratio < least * (1 - 1 / means.size):
        slip = "what lies along it is scaled to one size" if sizes else "the means along it are taken away"
        name = "sizes of the weights" if sizes else "weights"
        raise AssertionError(
            f"{what} is not drawn independently: along axis {axis} the {name} make up for each other (their "
            f"means vary {ratio:.3g} times as much as those of independent draws).\n"
            f"Likely mistake: {slip}; draw every weight by itself."
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
        formula = _same_formula.plain(expression)
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
    except _same_formula.TooLargeError as error:
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
    array = results.numbers(values, what)
    if array.dtype.kind == "c" or not array.size:
        kind = "complex numbers" if array.size else "an empty array"
        raise AssertionError(f"{what} is {kind}, but should be an array of real numbers")
    if not np.isfinite(array).all():
        raise AssertionError(f"{what} contains NaN or infinity")
    return array.astype(np.float64)
