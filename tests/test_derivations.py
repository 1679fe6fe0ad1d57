"""Derivations are compared by what they say, not by how it is written; the first wrong line is named."""

from __future__ import annotations

import pytest
import sympy
from hypothesis import given
from hypothesis import strategies as st

from course_utils.derivations import Step, assert_equivalent, assert_steps

n, v, w, c = sympy.symbols("n v w c", positive=True)
STEPS = [
    Step("sum", "the variance of a sum", n * v + c, {}),
    Step("independent", "the terms are uncorrelated: c = 0", n * v, {c: 0}),
    Step("product", "v is the product of two variances", n * w**2, {}),
]


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
    with pytest.raises(AssertionError, match=r"(?s)f\(\) .*got: .*want: "):
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
