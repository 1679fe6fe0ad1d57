"""Random numbers are judged by their statistics, and derivations by what they predict."""

from __future__ import annotations

import contextlib
import io
import math

import numpy as np
import pytest
import sympy
from hypothesis import given
from hypothesis import strategies as st

from course_utils.checks.samples import (
    Trial,
    assert_drawn,
    assert_independent,
    assert_lines_predict,
    assert_predicts,
    assert_seeded,
    dependence,
    named_lines,
    positive_value,
    value,
)
from grading.authoring.script import read
from tests.harness import REPO

SHAPE = (240, 400)
n, v = sympy.symbols("n v", positive=True)


def normal(std=0.05, shape=SHAPE, seed=0):
    return np.random.default_rng(seed).normal(0, std, shape)


@pytest.mark.parametrize("draw", ["normal", "uniform", "truncated"])
def test_no_right_draw_of_300_is_refused(draw):
    for seed in range(300):
        rng = np.random.default_rng(seed)
        if draw == "normal":
            weights = rng.normal(0, 0.05, SHAPE)
        elif draw == "uniform":
            weights = rng.uniform(-0.05 * math.sqrt(3), 0.05 * math.sqrt(3), SHAPE)
        else:
            drawn = rng.standard_normal(130_000)
            weights = drawn[np.abs(drawn) < 2][: math.prod(SHAPE)].reshape(SHAPE) * (
                0.05 / 0.8796256610342398
            )
        assert_drawn(weights, SHAPE, 0.05, "draw()")


@pytest.mark.parametrize("factor", [0.97, 1.03])
def test_three_percent_off_is_caught_every_time(factor):
    for seed in range(300):
        with pytest.raises(AssertionError, match="a factor"):
            assert_drawn(normal(0.05 * factor, seed=seed), SHAPE, 0.05, "draw()")


def test_a_known_mistake_is_named_by_its_deviation():
    with pytest.raises(AssertionError, match="the root is missing"):
        assert_drawn(normal(0.0025), SHAPE, 0.05, "draw()", mistakes={"the root is missing.": 0.0025})


WRONG = {
    "another shape": (normal(shape=(400, 240)), "should have shape"),
    "zeros": (np.zeros(SHAPE), "all weights are the same"),
    "off centre": (normal() + 0.005, "mean 0"),
    "signs": (np.sign(normal()) * 0.05, "only two sizes"),
    "mostly tiny": (normal() * (np.random.default_rng(1).random(SHAPE) < 0.25) * 2, "mostly tiny"),
    "one row": (np.tile(normal(shape=(1, 400)), (240, 1)), "not drawn independently"),
    "one column": (np.tile(normal(shape=(240, 1)), (1, 400)), "standard deviation|not drawn independently"),
    "each row twice": (np.repeat(normal(shape=(120, 400)), 2, axis=0), "not drawn independently"),
    "mirrored": (np.concatenate([normal(shape=(120, 400)), -normal(shape=(120, 400))]), "not drawn indep"),
    "shuffled copies": (
        np.random.default_rng(1).permutation(np.tile(normal(shape=(48_000,)), 2)).reshape(SHAPE),
        "numbers are used again",
    ),
    "piled up at a bound": (normal().clip(-0.15, 0.15), "moved to it, as by clip"),
    "one number put in": (np.where(normal(seed=1) > 0.13, 0, normal()), "put in by hand"),
    "two normals": (
        (normal(0.45) + np.random.default_rng(1).choice([-1, 1], SHAPE)) * (0.05 / 1.2025**0.5),
        "neither normal nor uniform: the share",
    ),
    "parabola": ((np.random.default_rng(1).beta(2, 2, SHAPE) - 0.5) * 0.05 * 20**0.5, "the share of numbers"),
    "orthogonal rows": (np.linalg.qr(normal(shape=SHAPE[::-1]))[0].T, "made orthogonal"),
    "rows of several sizes": (
        normal() * np.linspace(0.8, 1.2, 240)[:, None] / 1.00665,
        "sizes of the weights go together",
    ),
    "rows with mean 0": (
        normal() - normal().mean(axis=1, keepdims=True),
        "the means along it are taken away",
    ),
    "rows of one size": (
        normal() * (0.05 / np.sqrt((normal() ** 2).mean(axis=1, keepdims=True))),
        "is scaled to one size",
    ),
    "moving averages": ((normal() + np.roll(normal(), 1, axis=1)) / 2**0.5, "go together"),
    "chain of sizes": (
        (lambda w, up: np.where(up[1:], w[1:], np.abs(w[:-1]) * np.sign(w[1:])))(
            normal(shape=(96_001,)), np.random.default_rng(1).random(96_001) < 0.97
        ).reshape(SHAPE),
        "that follow each other go together",
    ),
    "nothing": (None, "without `return`"),
    "text": ("weights", "should be an array of numbers"),
    "ragged": ([[1.0], [1.0, 2.0]], "not a rectangular array"),
    "not finite": (normal() * np.where(np.arange(400) == 3, np.nan, 1), "NaN or infinity"),
}


@pytest.mark.parametrize("case", WRONG)
def test_what_is_no_draw_is_refused(case):
    weights, says = WRONG[case]
    with pytest.raises(AssertionError, match=says):
        assert_drawn(weights, SHAPE, 0.05, "draw()")


def test_a_uniform_draw_is_refused_where_a_normal_one_is_asked_for():
    assert_drawn(normal(), SHAPE, 0.05, "draw()", normal=True)
    uniform = np.random.default_rng(0).uniform(-0.05 * 3**0.5, 0.05 * 3**0.5, SHAPE)
    with pytest.raises(AssertionError, match="is not normal"):
        assert_drawn(uniform, SHAPE, 0.05, "draw()", normal=True)


def test_alarms_are_as_rare_as_promised():
    """With 1 in 20 instead of 1 in 100 million, so that there is something to count."""
    alarms = 0
    for seed in range(60):
        try:
            assert_drawn(normal(seed=seed), SHAPE, 0.05, "draw()", alarm=0.05)
        except AssertionError:
            alarms += 1
    assert alarms <= 13  # 3 are allowed for; more than 13 come once in 100,000


ONE_FOR_ALL = np.random.default_rng(0)
SEEDS = {
    "afresh each time": (lambda seed: ONE_FOR_ALL.normal(size=1000), "not the same"),
    "no seed": (lambda seed: normal(), "are the same"),
    "scaled": (lambda seed: normal() * (1 + seed), "goes together"),
    "shifted": (lambda seed: np.roll(normal(shape=(2000,)), 7 * seed), "goes together"),
    "signs": (lambda seed: np.abs(normal()) * np.sign(normal(seed=seed)), "goes together"),
    "zero is one": (lambda seed: normal(seed=seed or 1), "are the same"),
}


@pytest.mark.parametrize("case", SEEDS)
def test_a_seed_that_is_not_used_well_is_caught(case):
    draw, says = SEEDS[case]
    with pytest.raises(AssertionError, match=says):
        assert_seeded(draw, "draw()")


def test_seeds_of_a_generator_are_right():
    for i in range(30):
        assert_seeded(lambda seed, i=i: normal(shape=(40, 50), seed=100 * i + seed), "draw()")


HEAVY = ("lognormal", "chisquare", "pareto", "standard_cauchy", "integers")


@pytest.mark.parametrize("kind", HEAVY)
def test_independent_draws_are_found_so_however_heavy_their_tails(kind):
    arguments = {"chisquare": (1,), "pareto": (3,), "integers": (0, 3)}.get(kind, ())
    for seed in range(25):
        rng = np.random.default_rng(seed)
        x = getattr(rng, kind)(*arguments, size=10_000)
        assert_independent(x, rng.lognormal(size=10_000), "x and w")
        assert_independent(x, rng.choice([-1, 1], 10_000), "x and w")


@pytest.mark.parametrize(
    "pair",
    [
        lambda x, w: (x, x * np.sign(w)),
        lambda x, w: (x * (w > 0), w * (w < 0)),
        lambda x, w: (np.sort(x), np.sort(w)),
        lambda x, w: (x, x**2 - 1),
        lambda x, w: (x, 0.15 * x + w),
    ],
)
def test_draws_that_go_together_are_not_independent(pair):
    x, w = pair(*np.random.default_rng(0).standard_normal((2, 10_000)))
    assert dependence(x, w) > 12
    with pytest.raises(AssertionError, match="are not independent"):
        assert_independent(x, w, "x and w")


def test_a_repeated_window_is_caught():
    weights = np.broadcast_to(normal(shape=(64, 40, 1, 1)), (64, 40, 6, 6))
    with pytest.raises(AssertionError, match="go together"):
        assert_drawn(weights, weights.shape, 0.05, "draw()")


def test_a_right_formula_is_hardly_ever_refused():
    for seed in range(300):
        sample = np.random.default_rng(seed).normal(0, 3, 2000)
        assert_predicts(n * v, {n: 3, v: 3}, sample, "f()")


@given(st.floats(0.5, 0.95) | st.floats(1.05, 2))
def test_a_wrong_formula_is_refused(factor):
    sample = np.random.default_rng(0).normal(0, 3, 100_000)
    with pytest.raises(AssertionError, match=r"f\(\): predicted is a variance"):
        assert_predicts(factor * n, {n: 9}, sample, "f()")


def test_a_mean_can_be_predicted_too():
    sample = np.random.default_rng(0).normal(4, 1, 1000)
    assert_predicts(n, {n: 4}, sample, "f()", moment="mean")
    with pytest.raises(AssertionError, match="predicted is a mean of 1"):
        assert_predicts(1, {}, sample, "f()", moment="mean")


@pytest.mark.parametrize(
    ("expression", "says"),
    [
        (None, "should be a SymPy expression"),
        ("n", "should be a SymPy expression"),
        (n * v, "contains v; the symbols here are n"),
        (sympy.sqrt(-n), "not a real number"),
        (sympy.Eq(n, 2 * n), "is an equation"),
    ],
)
def test_what_is_no_formula_is_refused(expression, says):
    with pytest.raises(AssertionError, match=says):
        value(expression, {n: 2}, "f()")


@pytest.mark.parametrize(
    ("expression", "says"),
    [
        (-n, "must be positive"),
        (n**2, "(?s)n = 2 it is 4.*Likely mistake: the root is missing"),
        (v, "contains v"),
    ],
)
def test_what_is_no_variance_or_a_known_mistake_is_refused(expression, says):
    with pytest.raises(AssertionError, match=says):
        positive_value(expression, {n: 2}, "f()", mistakes={"the root is missing.": 4})


def test_a_variance_comes_back_as_a_number():
    assert positive_value(n, {n: 2}, "f()", mistakes={"the root is missing.": 4}) == 2


def test_a_known_mistake_is_named_by_its_prediction():
    sample = np.random.default_rng(0).normal(0, 3, 10_000)
    with pytest.raises(AssertionError, match="the square is missing"):
        assert_predicts(n, {n: 3}, sample, "f()", mistakes={"the square is missing.": 3})
    assert_predicts(n, {n: 9}, sample, "f()", mistakes={"the square is missing.": 3})


def test_sums_are_carried_out():
    i = sympy.Symbol("i", integer=True)
    assert value(sympy.Sum(n, (i, 1, v)), {n: 2, v: 3}, "f()") == 6


def test_symbols_are_matched_by_name():
    assert value(sympy.Symbol("n") ** 2, {n: 3}, "f()") == 9


def test_the_first_line_that_predicts_something_else_is_named():
    sample = np.random.default_rng(0).normal(0, 3, 10_000)
    trials = [Trial("one", "none", {n: 9}, sample), Trial("two", "n = 9", {}, sample)]
    assert_lines_predict({"two": 9, "one": n}, trials, "derive()")
    assert_lines_predict([n, 9.0], trials, "derive()")
    with pytest.raises(AssertionError, match=r"derive\(\)\['one'\] \(assumption: none\)"):
        assert_lines_predict([2 * n, 7], trials, "derive()")


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        (None, "without `return`"),
        ([1], "should be a dictionary"),
        ({"one": 1}, r"lacks \['two'\]"),
        ({"one": 1, "two": 2, "three": 3}, r"has \['three'\]"),
    ],
)
def test_lines_that_are_missing_are_named(lines, says):
    with pytest.raises(AssertionError, match=says):
        named_lines(lines, ["one", "two"], "derive()")


def test_alarm_is_a_probability():
    with pytest.raises(ValueError, match="probability"):
        assert_drawn(normal(), SHAPE, 0.05, "draw()", alarm=0)


@pytest.fixture(scope="module")
def notebook_07():
    """Source of the cells, by name, and what the locked cells define."""
    script = read(REPO / "grading" / "exercises" / "07_weight_init.py")
    shared: dict[str, object] = {}
    for cell in script.having("setup"):
        exec(compile(cell.source, cell.name, "exec"), shared)
    return {cell.name: cell.source for cell in script.having("solution", "test")}, shared


def run_test_cell(notebook, name, seed, factor=1.0):
    """Run the test of an initialiser on the reference solution, its seeds moved and its draw stretched."""
    sources, shared = notebook
    own = dict(shared)
    exec(compile(sources[name], name, "exec"), own)
    reference = own[name]

    def moved(*arguments, seed=0, **named):
        return factor * reference(*arguments, seed=seed + moved.by, **named)

    moved.by = seed
    own[name] = moved
    with contextlib.redirect_stdout(io.StringIO()):
        exec(compile(sources[f"{name}_test"], f"{name}_test", "exec"), own)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["xavier", "kaiming"])
def test_hidden_test_of_an_initialiser_refuses_none_of_300_right_draws(notebook_07, name):
    for i in range(300):
        run_test_cell(notebook_07, name, seed=1000 * i)


@pytest.mark.parametrize("name", ["xavier", "kaiming"])
@pytest.mark.parametrize("factor", [0.97, 1.03])
def test_hidden_test_of_an_initialiser_catches_three_percent_every_time(notebook_07, name, factor):
    for i in range(100):
        with pytest.raises(AssertionError, match="standard deviation"):
            run_test_cell(notebook_07, name, seed=1000 * i, factor=factor)
