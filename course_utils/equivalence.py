"""Whether two SymPy expressions are equal: by algebra where that is cheap, else at random points.

Everything here is bounded in time: an expression that is too large is refused, and only small ones are
handed to SymPy's algebra. Nothing is compiled or evaluated as code.
"""

from __future__ import annotations

import math
import random
from collections.abc import Iterator
from typing import Any

__all__ = ["TooLargeError", "constant_ratio", "difference", "named", "plain"]

MAX_PARTS = 1500
MAX_DIGITS = 60
MAX_HEIGHT = 2  # of exponentials of exponentials, whose values no computer can hold
SMALL = 60  # operations up to which algebra is tried
POINTS, TRIES, ENOUGH = 12, 40, 6
DIGITS = 30

Expression = Any


class TooLargeError(ValueError):
    """An expression that would take too long to check; the message says what is too large."""


def plain(value: Any) -> Expression:
    """A number or expression as a SymPy expression whose symbols have one meaning each by name.

    Raises TooLargeError for one that would take too long to check.
    """
    import sympy

    expression = sympy.sympify(value, strict=True) if not isinstance(value, sympy.Basic) else value
    _refuse_giant(expression)
    if expression.has(sympy.Derivative):
        expression = expression.replace(sympy.Derivative, lambda *parts: sympy.diff(*parts))
    return expression


def named(key: Any) -> Expression:
    """The symbol of this name, or the symbol itself."""
    import sympy

    return sympy.Symbol(key) if isinstance(key, str) else key


def _refuse_giant(expression: Expression) -> None:
    parts, waiting = 0, [(expression, 0)]
    while waiting:
        part, height = waiting.pop()
        parts += 1
        if parts > MAX_PARTS:
            raise TooLargeError(f"is too large, more than {MAX_PARTS} parts")
        if part.is_Rational and max(abs(part.p), part.q).bit_length() > 3.33 * MAX_DIGITS:
            raise TooLargeError(f"contains a number of more than {MAX_DIGITS} digits")
        if height > MAX_HEIGHT:
            raise TooLargeError("has exponents within exponents")
        # The exponent is the last argument of a power, and the only one of exp.
        tower = (part.is_Pow and not part.args[1].is_number) or type(part).__name__ == "exp"
        for i, argument in enumerate(part.args):
            waiting.append((argument, height + (tower and i == len(part.args) - 1)))


def difference(got: Expression, want: Expression, rtol: float) -> str | None:
    """None where the two are equal, else a point and both values there, in words.

    The symbols' assumptions are those of `want`; symbols that only `got` has bring their own.
    """
    if got == want or _equal_by_algebra(got, want):
        return None
    compared = 0
    for point in _points(got, want):
        mine, other = _value(got, point), _value(want, point)
        if other is None or mine is None:
            continue
        if not _near(mine, other, rtol):
            return f"{_where(point)}got {_short(mine)}, want {_short(other)}"
        compared += 1
        if compared == POINTS:
            return None
    if compared >= ENOUGH:
        return None
    return (
        "they could not be compared: got is undefined or complex nearly everywhere. Carry out every Sum, "
        "Integral and Limit with .doit()"
    )


def constant_ratio(got: Expression, want: Expression) -> float | None:
    """The number by which `got` is `want` multiplied, wherever one looks; None where there is none."""
    ratios = []
    for point, _ in zip(_points(got, want), range(POINTS), strict=False):
        mine, other = _value(got, point), _value(want, point)
        if mine is None or other is None or not other or mine.imag or other.imag:
            continue
        ratios.append(float((mine / other).real))
    if len(ratios) < ENOUGH or not got.free_symbols | want.free_symbols:
        return None
    same = ratios[0] and all(math.isclose(ratio, ratios[0], rel_tol=1e-9) for ratio in ratios)
    return round(ratios[0], 12) if same else None


def _equal_by_algebra(got: Expression, want: Expression) -> bool:
    """Whether the difference simplifies to 0. False for what is not small, and where SymPy does not know."""
    import sympy

    gap = got - want
    if gap == 0:
        return True
    powers = [part.exp for part in gap.atoms(sympy.Pow) if part.exp.is_Integer]
    rational = gap.is_rational_function(*gap.free_symbols) if gap.free_symbols else False
    if not rational or gap.count_ops() > SMALL or any(abs(power) > 6 for power in powers):
        return False
    return bool(sympy.together(gap).as_numer_denom()[0].expand() == 0)


def _points(*expressions: Expression) -> Iterator[dict[Expression, Expression]]:
    """Random values for all symbols; the same ones every time."""
    symbols = sorted({s for e in expressions for s in e.free_symbols}, key=str)
    chance = random.Random(20)
    for turn in range(TRIES):
        yield {symbol: _draw(symbol, chance, wide=turn % 4 == 3) for symbol in symbols}


def _draw(symbol: Expression, chance: random.Random, *, wide: bool) -> Expression:
    """A value that the symbol may have; real where nothing else is assumed."""
    import sympy

    sign = 1 if symbol.is_nonnegative else -1 if symbol.is_nonpositive else chance.choice((-1, 1))
    if symbol.is_integer:
        size = chance.randint(1 if symbol.is_zero is False else 0, 60 if wide else 9)
        whole = 2 * size if symbol.is_even else 2 * size + 1 if symbol.is_odd else size
        return sympy.Integer(sign * whole)
    reach = 4.0 if wide else 1.5
    return sympy.Float(sign * math.exp(chance.uniform(-reach, reach)), DIGITS)


def _value(expression: Expression, point: dict[Expression, Expression]) -> Expression | None:
    """The expression's value as an mpmath number; None where it has none that is finite."""
    import mpmath
    import sympy

    try:
        if expression.has(sympy.Sum, sympy.Product, sympy.Integral, sympy.Limit):
            number = _carried_out(expression.subs(point)).evalf(DIGITS)
        else:
            number = expression.xreplace(point).evalf(DIGITS)
        real, imaginary = (sympy.Float(part, DIGITS) for part in number.as_real_imag())
    except (ArithmeticError, TypeError, ValueError, AttributeError, NotImplementedError, RecursionError):
        return None
    value = mpmath.mpc(real._mpf_, imaginary._mpf_)
    return value if mpmath.isfinite(value) else None


def _carried_out(expression: Expression) -> Expression:
    """With sums and products written out. Integrals are left to numerical integration."""
    import sympy

    found = sorted(expression.atoms(sympy.Sum, sympy.Product), key=lambda part: part.count_ops())
    return expression.xreplace({part: part.doit() for part in found})


def _near(mine: Expression, other: Expression, rtol: float) -> bool:
    """Relative to the larger one; next to an exact 0 to within 1e-12."""
    if not mine or not other:
        return bool(abs(mine - other) <= 1e-12)
    return bool(abs(mine - other) <= rtol * max(abs(mine), abs(other)))


def _where(point: dict[Expression, Expression]) -> str:
    places = ", ".join(f"{symbol} = {_short(value)}" for symbol, value in point.items())
    return f"at {places}: " if places else ""


def _short(value: Any) -> str:
    number = complex(value)
    return f"{number.real:.6g}" if not number.imag else f"{number:.6g}"
