"""The value of a SymPy expression at a point, in a time and a memory that are bounded beforehand.

Nothing is simplified, compiled or evaluated as code: the tree is walked, with mpmath's numbers in place of
the symbols. Sums and products of up to 1,000 terms are written out, integrals over one variable are taken
numerically, to some 13 digits, derivatives up to order 6 by differences. What would take longer is refused
with `TooLargeError`.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from typing import Any

from course_utils.checks._quadrature import integral, values_at

__all__ = ["Evaluation", "NoValueError", "TooLargeError", "refuse_giant"]

MAX_PARTS, MAX_DEPTH = 1500, 60
MAX_DIGITS = 60
MAX_HEIGHT = 2  # of exponentials of exponentials, whose values no computer can hold
MAX_TERMS = 1000
MAX_ORDER = 6
MAX_WORK = 60_000  # parts of expressions that are evaluated, all points together
DIGITS = 50
MAX_MAGNITUDE = 100_000  # bits: numbers beyond 2**100_000 count as overflow

Expression = Any  # a sympy.Basic; SymPy has no types
Number = Any  # an mpmath.mpf or mpmath.mpc
Names = Mapping[str, Number]


class TooLargeError(ValueError):
    """An expression that would take too long to check; the message says what is too large, and what to do."""


class NoValueError(ArithmeticError):
    """The expression has no finite value here."""


def refuse_giant(expression: Expression) -> None:
    """Raise TooLargeError for an expression that no check could handle. Takes a fraction of a second."""
    parts, orders, waiting = 0, 0, [(expression, 0, 0)]
    while waiting:
        part, height, depth = waiting.pop()
        parts += 1
        if parts > MAX_PARTS:
            raise TooLargeError(f"is too large, more than {MAX_PARTS} parts; simplify it first")
        if depth > MAX_DEPTH:
            raise TooLargeError(f"is nested more than {MAX_DEPTH} deep; simplify it first")
        kind = type(part).__name__
        if getattr(part, "is_Rational", False) and max(abs(part.p), part.q).bit_length() > 3.33 * MAX_DIGITS:
            raise TooLargeError(f"contains a number of more than {MAX_DIGITS} digits; simplify it first")
        if kind == "Float" and (part._prec > 4000 or abs(int(part._mpf_[2])) > MAX_MAGNITUDE):
            raise TooLargeError("contains a number of more than 1,000 digits; simplify it first")
        if height > MAX_HEIGHT:
            raise TooLargeError("has exponents within exponents; simplify it first")
        if kind == "Derivative":
            orders += sum(int(n) if n.is_Integer else MAX_ORDER + 1 for _, n in part.variable_count)
            if orders > MAX_ORDER:
                raise TooLargeError(
                    f"contains derivatives of an order above {MAX_ORDER}; carry them out with .doit()"
                )
        # The exponent is the last argument of a power, and the only one of exp.
        tower = (kind == "Pow" and not part.args[1].is_number) or kind == "exp"
        last = len(part.args) - 1
        waiting += [(arg, height + (tower and i == last), depth + 1) for i, arg in enumerate(part.args)]


class Evaluation:
    """Evaluates expressions, and counts the work: TooLargeError once it is more than a check may cost.

    work: how many parts of expressions may be evaluated, all calls together.
    """

    def __init__(self, work: int = MAX_WORK) -> None:
        self.left = float(work)

    def value(self, expression: Expression, names: Names) -> Number:
        """The value with these numbers for the symbols, matched by name.

        Raises NoValueError where it has none that is finite, TooLargeError where it takes too long.
        """
        import mpmath

        with mpmath.workdps(DIGITS):
            try:
                found = mpmath.mpmathify(
                    self._of(expression, {name: mpmath.mpmathify(n) for name, n in names.items()})
                )
            except NoValueError:
                raise
            except (ArithmeticError, TypeError, ValueError, mpmath.libmp.NoConvergence) as error:
                if isinstance(error, TooLargeError):
                    raise
                raise NoValueError(str(error)) from None
        if not mpmath.isfinite(found):
            raise NoValueError("not finite")
        return found

    def _of(self, part: Expression, names: dict[str, Number]) -> Any:
        """A number, or a truth value where `part` is a condition."""
        import mpmath

        self.left -= max(1.0, mpmath.mp.prec / 200)
        if self.left < 0:
            raise TooLargeError("takes too long to evaluate; carry out its sums and integrals with .doit()")
        kind = type(part).__name__
        if part.is_Symbol:
            return names[part.name]
        if kind in _LEAVES:
            return _LEAVES[kind](mpmath)
        if part.is_Float:
            return mpmath.make_mpf(part._mpf_)
        if part.is_Rational:
            return mpmath.mpf(int(part.p)) / int(part.q)
        if kind in _SPECIAL:
            return _SPECIAL[kind](self, part, names)
        if kind not in _functions():
            raise TooLargeError(f"contains {kind}, which this check cannot evaluate; write it out")
        numbers = [self._of(arg, names) for arg in part.args]
        return _finite(_functions()[kind](*numbers))

    def _piecewise(self, part: Expression, names: dict[str, Number]) -> Number:
        for value, condition in part.args:
            if self._of(condition, names):
                return self._of(value, names)
        raise NoValueError("no condition holds")

    def _series(self, part: Expression, names: dict[str, Number]) -> Number:
        """A sum or a product, term by term; of several indices the last is the outermost."""
        import mpmath

        product = type(part).__name__ == "Product"

        def over(limits: tuple[Any, ...], names: dict[str, Number]) -> Number:
            if not limits:
                return self._of(part.function, names)
            *inner, (index, first, last) = limits
            total = mpmath.mpf(1 if product else 0)
            indices = self._indices(first, last, names)
            if index not in part.function.free_symbols.union(*(s.free_symbols for s in part.limits[:-1])):
                term = over(tuple(inner), names)
                return _power(term, mpmath.mpf(len(indices))) if product else term * len(indices)
            if len(indices) > MAX_TERMS:
                raise TooLargeError(
                    f"contains a sum or product of more than {MAX_TERMS:,} terms; carry it out with .doit()"
                )
            for i in indices:
                term = over(tuple(inner), names | {index.name: mpmath.mpf(i)})
                total = _finite(total * term if product else total + term)
            return total

        return over(_limits(part), names)

    def _indices(self, first: Expression, last: Expression, names: dict[str, Number]) -> range:
        import mpmath

        if any(end.is_infinite for end in (first, last)):
            raise TooLargeError("contains a sum or product without end; carry it out with .doit()")
        start, stop = (self._of(end, names) for end in (first, last))
        if mpmath.im(start) or mpmath.im(stop) or abs(stop - start) > 1e12:
            raise NoValueError("the limits are out of range")
        if start != int(start) or stop != int(stop) or stop < start - 1:
            raise NoValueError("the limits are no whole numbers in order")
        return range(int(start), int(stop) + 1)

    def _integral(self, part: Expression, names: dict[str, Number]) -> Number:
        import mpmath

        (variable, low, high), *more = _limits(part)
        if more or part.function.has(type(part)):
            raise TooLargeError("contains an integral over several variables; carry it out with .doit()")
        known = {name: complex(n) if mpmath.im(n) else float(mpmath.re(n)) for name, n in names.items()}
        try:
            found, error = integral(
                lambda places: values_at(part.function, known | {variable.name: places}),
                *(float(self._end(end, names)) for end in (low, high)),
            )
        except KeyError as kind:
            raise TooLargeError(f"contains an integral of {kind}; carry it out with .doit()") from None
        if not error <= 1e-11 * max(abs(found), 1e-9):
            raise NoValueError("the integral does not converge")
        return mpmath.mpmathify(found)

    def _end(self, end: Expression, names: dict[str, Number]) -> Number:
        import mpmath

        if end.is_infinite:
            return mpmath.inf if end.is_extended_positive else -mpmath.inf
        return mpmath.re(self._of(end, names))

    def _derivative(self, part: Expression, names: dict[str, Number]) -> Number:
        import mpmath

        (variable, order), *others = [(v, int(n)) for v, n in part.variable_count]
        inner = part.expr if not others else part.func(part.expr, *others)
        return mpmath.diff(lambda t: self._of(inner, names | {variable.name: t}), names[variable.name], order)

    def _unevaluated(self, part: Expression, names: dict[str, Number]) -> Number:
        return self._of(part.args[0], names)

    def _limit(self, part: Expression, names: dict[str, Number]) -> Number:
        raise TooLargeError(
            f"contains {str(part)[:80]}, a SymPy {type(part).__name__}; carry it out with .doit()"
        )


def _limits(part: Expression) -> tuple[tuple[Any, ...], ...]:
    """(variable, low, high) of each; NoValueError for an integral or a sum without limits."""
    if any(len(limits) != 3 for limits in part.limits):
        raise TooLargeError(
            f"contains the {type(part).__name__} without limits {str(part)[:80]}; give it some"
        )
    return tuple(tuple(limits) for limits in part.limits)


def _finite(number: Any) -> Any:
    """The number itself; NoValueError for one whose exponent alone would fill the memory."""
    import mpmath

    if isinstance(number, bool):
        return number
    size = mpmath.mag(number) if number and mpmath.isfinite(number) else 0
    if abs(size) > MAX_MAGNITUDE or not mpmath.isfinite(number):
        raise NoValueError("an overflow")
    return number


def _power(base: Number, exponent: Number) -> Number:
    import mpmath

    if base and exponent and abs(exponent) * (1 + abs(mpmath.mag(base))) > MAX_MAGNITUDE:
        if mpmath.re(exponent) * mpmath.mag(base) < 0:
            return mpmath.mpf(0)
        raise NoValueError("an overflow")
    whole = not mpmath.im(exponent) and mpmath.re(exponent) == mpmath.floor(mpmath.re(exponent))
    return base ** (int(mpmath.re(exponent)) if whole else exponent)


def _bounded(function: Callable[..., Number], limit: float) -> Callable[..., Number]:
    """The function, for arguments that are no larger than `limit`."""

    def bounded(*numbers: Number) -> Number:
        if any(abs(number) > limit for number in numbers):
            raise NoValueError("an argument out of range")
        return function(*numbers)

    return bounded


def _heaviside(x: Number, at_zero: Number = 0.5) -> Number:
    return at_zero if not x else 1 if x > 0 else 0


@functools.cache
def _functions() -> dict[str, Callable[..., Any]]:
    """What each kind of part does with the values of its parts."""
    import mpmath

    plain = "sin cos tan cot sec csc sinh cosh tanh asin acos atan asinh acosh atanh erf erfc"
    return {
        **{name: _bounded(getattr(mpmath, name), 1e6) for name in plain.split()},
        "Add": lambda *terms: mpmath.fsum(terms),
        "Mul": lambda *factors: mpmath.fprod(factors),
        "Pow": _power,
        "exp": lambda x: _power(mpmath.e, x),
        "log": lambda x, base=None: mpmath.log(x) if base is None else mpmath.log(x) / mpmath.log(base),
        "Abs": abs,
        "sign": mpmath.sign,
        "Max": lambda *numbers: max(numbers),
        "Min": lambda *numbers: min(numbers),
        "Heaviside": _heaviside,
        "gamma": _bounded(mpmath.gamma, 1e4),
        "factorial": _bounded(mpmath.factorial, 1e4),
        "binomial": _bounded(mpmath.binomial, 1e4),
        "atan2": mpmath.atan2,
        "re": mpmath.re,
        "im": mpmath.im,
        "conjugate": mpmath.conj,
        "floor": mpmath.floor,
        "ceiling": mpmath.ceil,
        "Mod": lambda x, y: x - y * mpmath.floor(x / y),
        "LambertW": mpmath.lambertw,
        "StrictLessThan": lambda a, b: bool(a < b),
        "LessThan": lambda a, b: bool(a <= b),
        "StrictGreaterThan": lambda a, b: bool(a > b),
        "GreaterThan": lambda a, b: bool(a >= b),
        "Equality": lambda a, b: bool(a == b),
        "Unequality": lambda a, b: bool(a != b),
        "And": lambda *conditions: all(conditions),
        "Or": lambda *conditions: any(conditions),
        "Not": lambda condition: not condition,
    }


_LEAVES: dict[str, Callable[[Any], Any]] = {
    "Pi": lambda mpmath: +mpmath.pi,
    "Exp1": lambda mpmath: +mpmath.e,
    "ImaginaryUnit": lambda mpmath: mpmath.mpc(0, 1),
    "GoldenRatio": lambda mpmath: +mpmath.phi,
    "EulerGamma": lambda mpmath: +mpmath.euler,
    "BooleanTrue": lambda mpmath: True,
    "BooleanFalse": lambda mpmath: False,
}
_SPECIAL: dict[str, Callable[[Evaluation, Expression, dict[str, Number]], Any]] = {
    "Piecewise": Evaluation._piecewise,
    "Sum": Evaluation._series,
    "Product": Evaluation._series,
    "Integral": Evaluation._integral,
    "Derivative": Evaluation._derivative,
    "UnevaluatedExpr": Evaluation._unevaluated,
    "Limit": Evaluation._limit,
    "Order": Evaluation._limit,
}
