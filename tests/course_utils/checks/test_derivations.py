"""Derivations are compared by what they say, not by how it is written; the first wrong line is named."""

from __future__ import annotations

import contextlib

import pytest
import sympy
from hypothesis import given
from hypothesis import strategies as st

from course_utils.checks.derivations import Step, assert_steps
from course_utils.checks.samples import value

n, v, w, c = sympy.symbols("n v w c", positive=True)
k = sympy.Symbol("k", integer=True, positive=True)
STEPS = [
    Step("sum", "the variance of a sum", n * v + c, {}),
    Step("independent", "the terms are uncorrelated: c = 0", n * v, {c: 0}),
    Step("product", "v is the product of two variances", n * w**2, {}),
]


def assert_equivalent(got, want, what, *, mistakes=None, symbols=()):
    """A derivation of one line."""
    assert_steps([got], [Step("it", "none", want)], what, mistakes={"it": mistakes or {}}, symbols=symbols)


HANGS = pytest.mark.timeout(120)  # it takes well under a second, or does not end


@pytest.mark.parametrize(
    ("got", "want"),
    [
        (sympy.sin(v) ** 2 + sympy.cos(v) ** 2, sympy.Integer(1)),
        ((n + v) ** 2, n**2 + 2 * n * v + v**2),
        (sympy.sqrt(2 / n), sympy.sqrt(2) / sympy.sqrt(n)),
        (sympy.exp(sympy.log(n) + sympy.log(v)), n * v),
        (0.5 * n, n / 2),
        (2, sympy.Integer(2)),
    ],
)
def test_another_way_to_write_it_is_right(got, want):
    assert_equivalent(got, want, "f(n)", symbols=[n, v])


@pytest.mark.parametrize("wrong", [n * v + 1, n * v * 1.01, n / v, n**2 * v, n, 7, n * v + c - c / 2])
def test_another_value_is_wrong_and_both_are_shown(wrong):
    with pytest.raises(AssertionError, match=r"(?s)f\(\), .*your line: .*wanted: "):
        assert_equivalent(wrong, n * v, "f()", symbols=[c])


def test_a_known_mistake_is_named():
    with pytest.raises(AssertionError, match="the variances multiply"):
        assert_equivalent(n + v, n * v, "f()", mistakes={"the variances multiply, they do not add.": n + v})


def test_symbols_are_matched_by_name():
    assert_equivalent(sympy.Symbol("n") * sympy.Symbol("v", real=True), n * v, "f()")


@given(st.lists(st.integers(-5, 5), min_size=2, max_size=4))
def test_factored_and_expanded_polynomials_are_equal(roots):
    product = sympy.prod([n - root for root in roots])
    assert_equivalent(sympy.expand(product), product, "polynomial")
    with pytest.raises(AssertionError):
        assert_equivalent(sympy.expand(product) + 1, product, "polynomial")


def test_a_right_derivation_passes_as_a_list_and_by_name():
    lines = [c + v * n, v * n, w * n * w]
    assert_steps(lines, STEPS, "derive()")
    assert_steps(dict(zip(("sum", "independent", "product"), lines, strict=True)), STEPS, "derive()")


@pytest.mark.parametrize(
    ("lines", "named"),
    [
        ([n * v, n * v, n * w**2], r"line 1 \(sum\)"),
        ([n * v + c, n + v, n * w**2], r"line 2 \(independent\) does not follow"),
        ([n * v + c, n * v, n * w], r"line 3 \(product\) does not follow"),
        ([n * v + c, n + v, n * w], r"line 2 \(independent\) does not follow"),
    ],
)
def test_the_first_line_that_does_not_follow_is_named(lines, named):
    with pytest.raises(AssertionError, match=named):
        assert_steps(lines, STEPS, "derive()")


def test_a_failed_step_states_its_assumption():
    with pytest.raises(AssertionError, match="the terms are uncorrelated"):
        assert_steps([n * v + c, n * v + c, n * w**2], STEPS, "derive()")


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        (None, "without `return`"),
        ([n * v + c], "has 1 lines, but 3 are wanted"),
        ({"sum": n * v + c}, "lacks the lines"),
        ("n * v", "should be a list of 3 lines"),
    ],
)
def test_lines_that_are_not_one_a_step_are_refused(lines, says):
    with pytest.raises(AssertionError, match=says):
        assert_steps(lines, STEPS, "derive()")


x, y = sympy.Symbol("x", real=True), sympy.Symbol("y")
density = sympy.exp(-(x**2) / (2 * v)) / sympy.sqrt(2 * sympy.pi * v)
RIGHT = {
    "unevaluated": (sympy.UnevaluatedExpr(n) * sympy.UnevaluatedExpr(v + n), n * (n + v)),
    "unevaluated power": (sympy.Pow(4, sympy.Rational(1, 2), evaluate=False) * n, 2 * n),
    "sum": (sympy.Sum(v * x, (x, 1, 3)), 6 * v),
    "sum of equal terms": (sympy.Sum(v, (x, 1, k * 10**7)), k * v * 10**7),
    "sums in each other": (sympy.Sum(n * y, (y, 1, x), (x, 1, 2)), 4 * n),
    "product": (sympy.Product(v, (x, 1, 4)), v**4),
    "integral": (sympy.Integral(x * density, (x, 0, sympy.oo)), sympy.sqrt(v / (2 * sympy.pi))),
    "integral of a ReLU": (sympy.Integral(sympy.Max(x, 0) ** 2 * density, (x, -sympy.oo, sympy.oo)), v / 2),
    "integral in pieces": (
        sympy.Integral(sympy.Piecewise((x, x > 0), (c * x, True)) ** 2 * density, (x, -sympy.oo, sympy.oo)),
        (1 + c**2) * v / 2,
    ),
    "integral backwards": (sympy.Integral(x, (x, v, 0)), -(v**2) / 2),
    "derivative": (sympy.Derivative(v**3, (v, 2)), 6 * v),
    "integral of a derivative": (sympy.Integral(sympy.UnevaluatedExpr(x), (x, 0, v)), v**2 / 2),
    "largest": (sympy.Max(n, -v), n),
    "floats": (0.1 * n + 0.2 * n, 3 * n / 10),
    "cancelling": (sympy.cos(v) ** 2 + sympy.sin(v) ** 2 - 1, sympy.Integer(0)),
}


@HANGS
@pytest.mark.parametrize("case", RIGHT)
def test_what_is_not_carried_out_yet_is_right(case):
    got, want = RIGHT[case]
    assert_equivalent(got, want, "f()", symbols=[c, k, n, v])
    with pytest.raises(AssertionError, match="is not right"):
        assert_equivalent(got, 1.001 * want + 0.001, "f()", symbols=[c, k, n, v])


def nested(times, wrap, inner):
    for _ in range(times):
        inner = wrap(inner)
    return inner


UNBOUNDED = {
    "derivative of order 300": (sympy.Derivative(sympy.exp(-(v**2)), (v, 300)), "order above 6"),
    "derivatives in each other": (
        nested(7, lambda e: sympy.Derivative(e, v), sympy.sin(v * n)),
        "order above 6",
    ),
    "derivative of order n": (sympy.Derivative(v**3, (v, n)), "order above 6"),
    "sum of many terms": (sympy.Sum(n * x, (x, 1, 10**9)), "more than 1,000 terms"),
    "sums of many sums": (sympy.Sum(n * x * y, (x, 1, 900), (y, 1, 900)), "takes too long"),
    "sum without end": (sympy.Sum(v**-x, (x, 1, sympy.oo)), "without end"),
    "product of many terms": (sympy.Product(1 + 1 / x, (x, 1, 10**7)), "more than 1,000 terms"),
    "integral over two": (sympy.Integral(density, (x, 0, 1), (y, 0, 1)), "several variables"),
    "integral of an integral": (
        sympy.Integral(sympy.Integral(density * y, (x, 0, y)) + y, (y, 0, sympy.oo)),
        "several variables",
    ),
    "integral without limits": (sympy.Integral(v, v), "without limits"),
    "limit": (sympy.Limit(v * n, v, 0), "a SymPy Limit; carry it out"),
    "order": (sympy.O(v), "Order"),
    "largest of many": (
        sympy.Max(*(sympy.sin(n * i) ** i * sympy.exp(v**i) for i in range(1, 40)), evaluate=False),
        r"is not right|too large",
    ),
    "tower": (nested(5, lambda e: sympy.Pow(n, e), v), "exponents within exponents"),
    "tower of numbers": (
        nested(5, lambda e: sympy.Pow(9, e, evaluate=False), sympy.Integer(9)),
        "is not right|no finite value",
    ),
    "large base": (sympy.Pow(10**400 + 1, n), "more than 60 digits"),
    "large power": (sympy.Pow(n + 1, 10**50), "is not right|no finite value"),
    "powers of powers": (
        nested(20, lambda e: sympy.Pow(e + 1, 99, evaluate=False), n),
        "is not right|no finite value",
    ),
    "powers shared": (nested(40, lambda e: sympy.Mul(e, e, evaluate=False), n + v), "too large"),
    "deep": (nested(300, sympy.sin, v), "nested more than"),
    "factorial": (sympy.factorial(sympy.Pow(10, n)), "is not right|no finite value"),
    "wave": (sympy.sin(sympy.exp(sympy.exp(v + 9))), "is not right|no finite value"),
    "unknown": (sympy.zeta(n + v), "contains zeta"),
    "long number": (sympy.Float("1.5", 5000) * n, "more than 1,000 digits"),
}


@HANGS
@pytest.mark.parametrize("case", UNBOUNDED)
def test_what_takes_too_long_is_refused_at_once(case):
    expression, says = UNBOUNDED[case]
    with pytest.raises(AssertionError, match=says) as caught:
        assert_equivalent(expression, n * v, "f()")
    with pytest.raises(AssertionError):
        assert_steps([n * v + c, expression, n * w**2], STEPS, "derive()", symbols=[v, w])
    assert len(str(caught.value)) < 1500


@HANGS
def test_what_takes_too_long_is_refused_in_trials_too():
    for expression, _ in UNBOUNDED.values():
        with contextlib.suppress(AssertionError):
            value(expression, {n: 2, v: 3}, "f()")
