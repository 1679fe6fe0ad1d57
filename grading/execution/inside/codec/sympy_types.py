"""SymPy expressions as trees of allowed names. Imported only where SymPy already is."""

from __future__ import annotations

import sympy
from sympy.functions.elementary.piecewise import ExprCondPair

__all__ = ["ENTRY"]

MAX_NODES = 5000
MAX_POWER = 10_000
MAX_BITS = 20_000  # of a power of numbers, which SymPy computes at once
FUNCTIONS = frozenset(
    """
    StrictLessThan LessThan StrictGreaterThan GreaterThan Equality Unequality Add Mul Pow exp log sin
    cos tan sinh cosh tanh asin acos atan asinh acosh atanh erf erfc Abs sign Max Min Heaviside
    DiracDelta gamma factorial And Or Not Piecewise ExprCondPair Integral Sum Product Derivative Tuple
    Function conjugate re im floor ceiling Limit LambertW UnevaluatedExpr
    """.split()  # noqa: SIM905  (a list of one name a line)
)
CONSTANTS = {
    "Pi": sympy.pi, "Exp1": sympy.E, "ImaginaryUnit": sympy.I, "Infinity": sympy.oo,
    "NegativeInfinity": -sympy.oo, "ComplexInfinity": sympy.zoo, "NaN": sympy.nan,
    "GoldenRatio": sympy.GoldenRatio,
    "EulerGamma": sympy.EulerGamma, "BooleanTrue": sympy.true, "BooleanFalse": sympy.false,
}  # fmt: skip
ASSUMPTIONS = frozenset(
    """
    commutative real positive negative zero nonzero nonnegative nonpositive integer finite rational
    complex even odd extended_real hermitian imaginary infinite irrational noninteger algebraic
    transcendental prime composite antihermitian extended_negative extended_positive extended_nonzero
    extended_nonnegative extended_nonpositive
    """.split()  # noqa: SIM905  (a list of one name a line)
)


def take_apart(value: sympy.Basic) -> tuple[object, ...]:
    """A nested tuple (name, parts …) of an expression; TypeError for a node that no check can read."""
    name = type(value).__name__
    if isinstance(value, sympy.Dummy):
        raise TypeError("the answer contains a SymPy Dummy; use a Symbol")
    if isinstance(value, sympy.Symbol):
        return "Symbol", value.name, tuple(sorted(value._assumptions_orig.items()))
    if isinstance(value, sympy.Rational):
        return "Rational", int(value.p), int(value.q)
    if isinstance(value, sympy.Float):
        return "Float", tuple(int(part) for part in value._mpf_), int(value._prec)
    if name in CONSTANTS:
        return (name,)
    if isinstance(value, sympy.core.function.AppliedUndef):
        return ("Applied", name, *(take_apart(part) for part in value.args))
    if name not in FUNCTIONS:
        raise TypeError(f"the answer contains SymPy's {name}; give an expression of ordinary functions")
    return (name, *(take_apart(part) for part in value.args))


def put_together(payload: object) -> sympy.Basic:
    """The expression that `take_apart` described. Raises ValueError for anything else."""
    return _build(payload, [MAX_NODES])


def _build(payload: object, left: list[int]) -> sympy.Basic:
    left[0] -= 1
    if left[0] < 0 or type(payload) is not tuple or not payload or type(payload[0]) is not str:
        raise ValueError("not the tree of an expression")
    name, *parts = payload
    if name in LEAVES:
        return LEAVES[name](*parts)
    if name in CONSTANTS and not parts:
        return CONSTANTS[name]
    if name == "Applied" and parts and type(parts[0]) is str and parts[0].isidentifier():
        return sympy.Function(parts[0])(*(_build(part, left) for part in parts[1:]))
    if name not in FUNCTIONS:
        raise ValueError(f"no {name[:40]!r} can cross")
    built = [_build(part, left) for part in parts]
    _refuse_giant(name, built)
    if name in ("Max", "Min"):  # else SymPy compares every two of them, which may take minutes
        return getattr(sympy, name)(*built, evaluate=False)
    return _class_named(name)(*built)


def _class_named(name: str) -> type[sympy.Basic]:
    return ExprCondPair if name == "ExprCondPair" else getattr(sympy, name)


def _refuse_giant(name: str, built: list[sympy.Basic]) -> None:
    """SymPy computes 10**10**10 and factorials at once: refuse what would never end."""
    numbers = [part for part in built if isinstance(part, sympy.Integer)]
    if name in ("Pow", "factorial", "gamma") and any(abs(int(part)) > MAX_POWER for part in numbers[-1:]):
        raise ValueError("a power that is too large to compute")
    if name == "Pow" and all(isinstance(part, sympy.Rational) for part in built):
        base, exponent = built
        if max(abs(base.p), base.q).bit_length() * abs(exponent) > MAX_BITS:
            raise ValueError("a power that is too large to compute")


def _symbol(name: object, assumptions: object) -> sympy.Symbol:
    if type(name) is not str or len(name) > 100 or type(assumptions) is not tuple or len(assumptions) > 20:
        raise ValueError("not a symbol")
    known = {key: value for key, value in assumptions if key in ASSUMPTIONS and type(value) is bool}
    return sympy.Symbol(name, **known)


def _rational(numerator: object, denominator: object) -> sympy.Rational:
    if type(numerator) is not int or type(denominator) is not int:
        raise ValueError("not a rational number")
    return sympy.Rational(numerator, denominator)


def _float(parts: object, precision: object) -> sympy.Float:
    if type(precision) is not int or not 0 < precision < 10_000 or type(parts) is not tuple:
        raise ValueError("not a floating-point number")
    sign, mantissa, exponent, _ = (int(part) for part in parts)
    if abs(exponent) > 100_000:
        raise ValueError("a number that is too large")
    return sympy.Float._new((sign % 2, abs(mantissa), exponent, abs(mantissa).bit_length()), precision)


LEAVES = {"Symbol": _symbol, "Rational": _rational, "Float": _float}
ENTRY = (sympy.Basic, take_apart, put_together)
