"""Whether two SymPy expressions are equal: their values at random points say so, to nine digits or more.

Everything here is bounded in time and memory by `course_utils.checks._evaluation`.
"""

from __future__ import annotations

import math
import random
from collections.abc import Iterable
from typing import Any

from course_utils.checks._evaluation import Evaluation, NoValueError, TooLargeError, refuse_giant

__all__ = ["Comparison", "TooLargeError", "named", "plain"]

POINTS, TRIES, ENOUGH = 12, 40, 6
NEXT_TO_NOTHING = 1e-40  # rounding of numbers that cancel, computed with 50 digits

Expression = Any


def plain(value: Any) -> Expression:
    """A number or expression as a SymPy expression; TooLargeError for one that takes too long to check."""
    import sympy

    expression = value if isinstance(value, sympy.Basic) else sympy.sympify(value, strict=True)
    refuse_giant(expression)
    return expression


def named(key: Any) -> Expression:
    """The symbol of this name, or the symbol itself."""
    import sympy

    return sympy.Symbol(key) if isinstance(key, str) else key


class Comparison:
    """Compares expressions at the same random points, drawn by the symbols' names.

    symbols: what may occur in the expressions, with the assumptions (positive, integer, …) that hold.
    rtol: how far apart equal values may be, relative to the larger one.
    All comparisons together cost at most what an Evaluation may; then TooLargeError.
    """

    def __init__(self, symbols: Iterable[Expression], rtol: float = 1e-9) -> None:
        self._symbols = {symbol.name: symbol for symbol in symbols}
        self._rtol = rtol
        self._evaluation = Evaluation()
        self._known: dict[tuple[Expression, int], Any] = {}

    def difference(self, got: Expression, want: Expression) -> str | None:
        """None where the two are equal, else a point and both values there, in words."""
        compared = 0
        for turn in range(TRIES):
            mine, other = self._value(got, turn), self._value(want, turn)
            if mine is None or other is None:
                continue
            if not _near(mine, other, self._rtol):
                where = self._where(turn, got.free_symbols | want.free_symbols)
                return f"{where}got {_short(mine)}, want {_short(other)}"
            compared += 1
            if compared == (ENOUGH if _integrates(got) else POINTS):
                return None
        if compared >= ENOUGH:
            return None
        return "they could not be compared: your line has no finite value nearly everywhere"

    def constant_ratio(self, got: Expression, want: Expression) -> float | None:
        """The number by which `got` is `want` multiplied, wherever one looks; None where there is none."""
        ratios = []
        for turn in range(ENOUGH if _integrates(got) else POINTS):
            mine, other = self._value(got, turn), self._value(want, turn)
            if mine is None or other is None or not other or mine.imag or other.imag:
                continue
            ratios.append(float((mine / other).real))
        if len(ratios) < ENOUGH or not got.free_symbols | want.free_symbols:
            return None
        same = ratios[0] and all(math.isclose(ratio, ratios[0], rel_tol=1e-9) for ratio in ratios)
        return round(ratios[0], 12) if same else None

    def _value(self, expression: Expression, turn: int) -> Any:
        """The value at this turn's point; None where there is none that is finite."""
        if (expression, turn) not in self._known:
            point = {s.name: self._draw(s.name, turn) for s in expression.free_symbols}
            try:
                found = self._evaluation.value(expression, point)
            except NoValueError:
                found = None
            self._known[expression, turn] = found
        return self._known[expression, turn]

    def _draw(self, name: str, turn: int) -> Any:
        """A value that the symbol may have, the same every time; real where nothing else is assumed."""
        import mpmath

        symbol, wide = self._symbols[name], turn % 4 == 3
        chance = random.Random(f"{name} {turn}")
        sign = 1 if symbol.is_nonnegative else -1 if symbol.is_nonpositive else chance.choice((-1, 1))
        if symbol.is_integer:
            size = chance.randint(1 if symbol.is_zero is False else 0, 60 if wide else 9)
            return mpmath.mpf(
                sign * (2 * size if symbol.is_even else 2 * size + 1 if symbol.is_odd else size)
            )
        reach = 4.0 if wide else 1.5
        return mpmath.mpf(sign * math.exp(chance.uniform(-reach, reach)))

    def _where(self, turn: int, symbols: Iterable[Expression]) -> str:
        names = sorted({symbol.name for symbol in symbols})
        places = ", ".join(f"{name} = {_short(self._draw(name, turn))}" for name in names)
        return f"at {places}: " if places else ""


def _integrates(expression: Expression) -> bool:
    """Whether an integral must be taken for each value, which is slow."""
    import sympy

    return bool(expression.has(sympy.Integral))


def _near(mine: Any, other: Any, rtol: float) -> bool:
    """Relative to the larger one; next to an exact 0 to within 1e-12."""
    gap = abs(mine - other)
    if not mine or not other:
        return bool(gap <= 1e-12)
    return bool(gap <= max(rtol * max(abs(mine), abs(other)), NEXT_TO_NOTHING))


def _short(value: Any) -> str:
    number = complex(value)
    return f"{number.real:.6g}" if not number.imag else f"{number:.6g}"
