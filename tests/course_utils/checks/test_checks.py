"""The assertions that teach: what they accept, what they refuse, and what they say."""

from __future__ import annotations

import math

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from course_utils import checks
from course_utils.checks import _differences

NUMBERS = st.floats(-100, 100)
SMALL_ARRAYS = arrays.arrays(np.float64, arrays.array_shapes(max_dims=3, max_side=3), elements=NUMBERS)
X = np.array([[-2.0, -0.7], [0.4, 1.1], [0.9, 2.5]])


class Sine:
    """A right layer to spoil."""

    def forward(self, x):
        self.x = x
        return np.sin(x)

    def backward(self, dy):
        return dy * np.cos(self.x)


def spoiled(**methods):
    """A Sine with other methods in place of its own."""
    return type("Spoiled", (Sine,), methods)()


def failure(function, *arguments, **options):
    """What a check that must fail says."""
    with pytest.raises(AssertionError) as caught:
        function(*arguments, **options)
    return str(caught.value)


@pytest.mark.parametrize(
    "got",
    [
        [1.0, 2.0],
        (1, 2),
        np.array([1, 2], dtype=np.int8),
        np.array([1, 2], dtype=np.float32),
        torch.tensor([1.0, 2.0]),
        torch.tensor([1.0, 2.0], requires_grad=True),
        [np.float64(1), torch.tensor(2.0)],
    ],
    ids=str,
)
def test_close_accepts_every_kind_of_numbers(got):
    checks.assert_close(got, [1, 2], "f(x)")


def test_close_accepts_booleans_and_nan_where_wanted():
    checks.assert_close([True, False], [1, 0], "f(x)")
    checks.assert_close([np.nan, 1], [np.nan, 1], "f(x)")


@given(SMALL_ARRAYS, st.data())
def test_close_names_the_worst_place_with_both_values(want, data):
    place = data.draw(st.tuples(*(st.integers(0, side - 1) for side in want.shape)))
    got = want.copy()
    got[place] += data.draw(st.floats(1, 50))
    message = failure(checks.assert_close, got, want, "f(x)")
    if got.size > 1:
        index = ", ".join(map(str, place))
        assert f"1 of {got.size} entries differ, most at [{index}]" in message
        assert f"got {got[place]:.6g}, want {want[place]:.6g}" in message
    assert message.startswith("f(x) is not what it should be.\n  got:  ")


@given(NUMBERS, st.floats(0, 0.9), st.booleans())
def test_close_draws_the_line_at_its_tolerance(want, share, relative):
    tolerance = {"rtol": 1e-3, "atol": 0.0} if relative else {"rtol": 0.0, "atol": 1e-3}
    width = 1e-3 * abs(want) if relative else 1e-3
    checks.assert_close(want + share * width, want, "f(x)", **tolerance)
    if width > 1e-9:
        failure(checks.assert_close, want + 1.1 * width, want, "f(x)", **tolerance)


def test_close_shows_both_numbers_of_a_scalar():
    message = failure(checks.assert_close, 0.75, 0.25, "f(3)")
    assert "got:  0.75" in message
    assert "want: 0.25" in message


@pytest.mark.parametrize(
    ("got", "said"),
    [
        ([True, False], "most at [1]: got 0, want 2"),
        ([1j, 2], "most at [0]: got 0+1j, want 1"),
        (np.array([9, 2], dtype=np.uint8), "most at [0]: got 9, want 1"),
        ([np.nan, 2], "most at [0]: got nan, want 1"),
        ([1, -np.inf], "most at [1]: got -inf, want 2"),
    ],
    ids=str,
)
def test_close_compares_odd_kinds_of_numbers_without_a_warning(got, said):
    assert said in failure(checks.assert_close, got, [1.0, 2.0], "f(x)")


@pytest.mark.parametrize(
    ("got", "said"),
    [
        (None, "f(x) is None.\nLikely mistake: the function ends without `return`."),
        ("12", "f(x) is str '12', but should be numbers of shape (2,)"),
        ({}, "f(x) is dict, but should be numbers of shape (2,)"),
        ([[1], [1, 2]], "f(x) is not a rectangular array of numbers"),
        ([1, 2, 3], "f(x) has shape (3,), but should have shape (2,)"),
        (np.float64(1), "f(x) has shape (), but should have shape (2,)"),
    ],
    ids=str,
)
def test_close_says_what_came_instead_of_the_numbers(got, said):
    assert said in failure(checks.assert_close, got, [1, 2], "f(x)")


def test_close_keeps_its_message_short():
    message = failure(checks.assert_close, np.zeros((50, 50, 50)), np.ones((50, 50, 50)), "f(x)")
    assert len(message) < 400
    assert "[0., 0., 0., ..., 0., 0., 0.] (shape (50, 50, 50))" in message


def test_close_shows_a_small_matrix_on_one_line():
    message = failure(checks.assert_close, np.eye(2), np.zeros((2, 2)), "f(x)")
    assert "\n  got:  [[1., 0.], [0., 1.]]\n" in message


def test_mistake_is_named_when_the_answer_has_its_value():
    mistakes = {"other.": [0, 0], "squared.": [1, 4], "also squared.": [1, 4]}
    message = failure(checks.assert_close, [1, 4], [2, 4], "f(x)", mistakes=mistakes)
    assert message.startswith("f(x) is not what it should be.\nLikely mistake: squared.\n  got:  [1, 4]\n")


def test_mistake_is_named_when_it_has_another_shape():
    message = failure(checks.assert_close, 3, [1, 2], "f(x)", mistakes={"this is the sum.": 3})
    assert message.endswith("\nLikely mistake: this is the sum.")


def test_mistake_may_be_a_tensor():
    wrong = torch.tensor([1.0, 4.0], requires_grad=True)
    assert "squared" in failure(checks.assert_close, [1, 4], [2, 4], "f(x)", mistakes={"squared.": wrong})


def test_no_mistake_is_named_for_another_value():
    assert "Likely" not in failure(checks.assert_close, [1, 5], [2, 4], "f(x)", mistakes={"squared.": [1, 4]})


@given(SMALL_ARRAYS)
def test_no_mistake_is_named_when_it_cannot_be_told_from_the_right_answer(want):
    mistakes = {"not one.": want + 1e-9}
    checks.assert_close(want, want, "f(x)", mistakes=mistakes)
    coarse = want + 2e-6 + 2e-5 * abs(want)
    assert "Likely" not in failure(checks.assert_close, coarse, want, "f(x)", mistakes=mistakes)


def test_mistake_of_another_shape_is_named_though_it_broadcasts_to_the_right_answer():
    assert "one for all" in failure(checks.assert_close, 1, [1, 1], "f(x)", mistakes={"one for all.": 1})


@given(SMALL_ARRAYS, NUMBERS, NUMBERS)
def test_numeric_gradient_equals_the_analytic_one(x, a, b):
    gradient = checks.numeric_gradient(lambda x: (a * x**2 + b * x).sum(), x, step=1e-3)
    np.testing.assert_allclose(gradient, 2 * a * x + b, rtol=1e-6, atol=1e-3)


def test_numeric_gradient_leaves_x_alone_and_takes_integers_and_tensors():
    x = np.array([1, 2])
    gradient = checks.numeric_gradient(lambda x: torch.tensor(x, requires_grad=True).square().sum(), x)
    np.testing.assert_allclose(gradient, [2, 4], rtol=1e-6)
    assert x.tolist() == [1, 2]


def test_numeric_gradient_wants_one_number():
    with pytest.raises(ValueError, match=r"one number, got shape \(2,\)"):
        checks.numeric_gradient(lambda x: x, np.ones(2))


@pytest.mark.parametrize("step", [0, -1e-6, np.nan])
@pytest.mark.parametrize("numeric", [checks.numeric_gradient, _differences.numeric_derivative])
def test_numeric_differences_want_a_positive_step(numeric, step):
    with pytest.raises(ValueError, match="step must be positive"):
        numeric(np.sum, np.ones(2), step=step)


@given(SMALL_ARRAYS)
def test_numeric_derivative_of_sine_is_cosine(x):
    np.testing.assert_allclose(_differences.numeric_derivative(np.sin, x, step=1e-5), np.cos(x), atol=1e-7)


def test_slope_accepts_a_right_layer():
    checks.assert_slope(Sine(), X, "Sine()")


def test_slope_accepts_single_precision_whatever_dtype_comes_back():
    def forward(self, x):
        self.x = x
        return np.sin(x.astype(np.float32)).astype(np.float64)

    checks.assert_slope(spoiled(forward=forward), X, "Sine()")


@pytest.mark.parametrize(
    ("backward", "said"),
    [
        (lambda self, dy: np.cos(self.x), "local slope alone"),
        (lambda self, dy: dy + np.cos(self.x), "added dy and the local slope"),
        (lambda self, dy: dy * np.cos(np.sin(self.x)), "taken at the output y"),
        (lambda self, dy: dy * np.cos(dy), "taken at dy"),
        (lambda self, dy: np.maximum(dy, 0) * np.cos(self.x), "negative entries of dy were cut off"),
        (lambda self, dy: dy * np.sin(self.x), "dy times the output"),
        (lambda self, dy: dy, "dy comes back unchanged"),
        (lambda self, dy: -dy * np.cos(self.x), "sign is wrong"),
        (lambda self, dy: dy * np.cos(self.x) / 3, "averaged over the batch"),
        (lambda self, dy: (dy * np.cos(self.x)).sum(axis=0), "summed over the batch"),
        (lambda self, dy: (dy * np.cos(self.x)).sum(), "added all entries up"),
        (lambda self, dy: dy * self.x, "my own slip"),
        (lambda self, dy: None, "ends without `return`"),
    ],
)
def test_slope_recognises_the_slip(backward, said):
    layer = spoiled(backward=backward)
    message = failure(checks.assert_slope, layer, X, "Sine()", wrong_slopes={"my own slip": X})
    assert message.startswith("Sine().backward(dy)")
    assert said in message.split("Likely mistake: ")[1]


@pytest.mark.parametrize(
    ("forward", "said"),
    [
        (
            lambda self, x: np.sin(x).sum(axis=1),
            r"forward(x) has shape (3,), but should have that of x, (3, 2)",
        ),
        (lambda self, x: None, "forward(x) is None"),
        (lambda self, x: np.sin(x, out=x), "changed its argument x"),
    ],
)
def test_slope_refuses_a_forward_that_cannot_be_measured(forward, said):
    assert said in failure(checks.assert_slope, spoiled(forward=forward), X.copy(), "Sine()")


def test_slope_refuses_a_backward_that_changes_dy():
    def backward(self, dy):
        dy *= np.cos(self.x)
        return dy

    assert "changed its argument dy" in failure(checks.assert_slope, spoiled(backward=backward), X, "Sine()")


def test_torch_agrees_with_a_right_layer():
    checks.assert_same_as_torch(Sine(), torch.sin, X, "Sine()", another=Sine())


def stale(self, x):
    self.x = getattr(self, "x", x)
    return np.sin(x)


def keeps_the_first_shape(self, x):
    self.x = x
    self.y = getattr(self, "y", np.zeros_like(x))
    self.y[...] = np.sin(x)
    return self.y


def spoils_what_it_kept(self, dy):
    self.x = np.cos(self.x)
    return dy * self.x


@pytest.mark.parametrize(
    ("methods", "said"),
    [
        ({"forward": lambda self, x: np.cos(x)}, "Sine().forward(x)"),
        ({"forward": lambda self, x: np.sin(x) + 0.5}, "half too much"),
        ({"backward": lambda self, dy: dy * self.x}, "slope x"),
        ({"forward": stale}, "used an earlier one's input"),
        ({"backward": spoils_what_it_kept}, "backward changed what forward had kept"),
        ({"forward": keeps_the_first_shape}, "for x = [[-0.7]]"),
        ({"forward": lambda self, x: Sine.forward(self, x) + (x.dtype == np.float32)}, "for x in float32"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_torch_disagrees_with_a_wrong_layer(methods, said):
    options = {"mistakes": {"half too much": np.sin(X) + 0.5}, "wrong_slopes": {"slope x": X}}
    assert said in failure(checks.assert_same_as_torch, spoiled(**methods), torch.sin, X, "Sine()", **options)


def test_torch_notices_that_a_small_constant_stands_for_the_kink_at_0():
    class Gate:
        def forward(self, x):
            self.gate = x > 1e-12
            return np.where(x > 0, x, 0)

        def backward(self, dy):
            return dy * self.gate

    message = failure(checks.assert_same_as_torch, Gate(), torch.relu, X, "Gate()")
    assert "Gate().backward(dy) for x = [1e-30, -1e-30]" in message
    assert "both entries got the slope left of it" in message


def leaky(slope_at_0):
    class Leaky:
        def forward(self, x):
            self.slope = np.where(x == 0, slope_at_0, np.where(x > 0, 1, 0.2))
            return np.where(x > 0, x, 0.2 * x)

        def backward(self, dy):
            return dy * self.slope

    return Leaky(), lambda t: torch.nn.functional.leaky_relu(t, 0.2), X, "Leaky()"


@pytest.mark.parametrize("slope_at_0", [0.2, 0.6, 1.0])
def test_torch_takes_the_slope_of_either_side_at_0(slope_at_0):
    checks.assert_same_as_torch(*leaky(slope_at_0))


@pytest.mark.parametrize(
    ("slope_at_0", "said"),
    [
        (0.0, "x = 0 was left out"),
        (1.2, "the slopes of both were added"),
        (np.nan, "0/0 has no value"),
        (np.inf, "want: [-2., 3.]"),
        (0.1, "want: [-0.4, 0.6]"),
    ],
)
def test_torch_refuses_any_other_slope_at_0(slope_at_0, said):
    message = failure(checks.assert_same_as_torch, *leaky(slope_at_0))
    assert "Leaky().backward(dy) at x = 0" in message
    assert said in message


def test_torch_notices_a_value_at_0_that_is_none():
    def forward(self, x):
        self.x = x
        with np.errstate(all="ignore"):
            return np.sin(x) / x * x

    said = failure(checks.assert_same_as_torch, spoiled(forward=forward), torch.sin, X, "Sine()")
    assert "0/0 has no value" in said


def test_torch_notices_two_layers_that_share_their_memory():
    class Shared:
        def forward(self, x):
            type(self).x = x
            return np.sin(x)

        def backward(self, dy):
            return dy * np.cos(self.x)

    checks.assert_same_as_torch(Shared(), torch.sin, X, "Shared()")
    message = failure(checks.assert_same_as_torch, Shared(), torch.sin, X, "Shared()", another=Shared())
    assert "two layers share what they keep" in message


def test_untouched_tells_changed_from_unchanged():
    checks.assert_untouched(X.copy(), X, "f", "x")
    message = failure(checks.assert_untouched, np.array([1, 3]), np.array([1, 2]), "f", "x")
    assert "f changed its argument x from [1, 2] to [1, 3]" in message


def test_untouched_names_one_place_of_a_large_array():
    before = np.arange(24.0).reshape(4, 3, 2)
    message = failure(checks.assert_untouched, np.maximum(before, 2.5), before, "f", "x")
    assert "f changed its argument x: 3 of 24 entries, at [0, 0, 0] from 0 to 2.5.\n" in message
    assert len(message) < 200


@pytest.mark.parametrize("overflow", [lambda: np.exp(np.float64(1e4)), lambda: math.exp(1e4)])
def test_overflow_becomes_a_failed_check_with_advice(overflow):
    with (
        np.errstate(over="raise"),
        pytest.raises(AssertionError, match=r"f at 1e4: (.|\n)*Likely mistake: take less"),
        checks.stays_finite("f at 1e4", "take less"),
    ):
        overflow()


def test_stays_finite_lets_other_errors_through():
    with pytest.raises(KeyError), checks.stays_finite("f", "advice"):
        raise KeyError("x")


def test_a_mistake_that_fits_exactly_is_named_before_one_that_only_comes_near():
    mistakes = {"only near": 5_288_900, "this very number": 5_288_700}
    with pytest.raises(AssertionError, match="this very number"):
        checks.assert_close(5_288_700, 5_290_000, "the count", mistakes=mistakes, rtol=1e-9)
    with pytest.raises(AssertionError, match="only near"):
        checks.assert_close(5_288_800, 5_290_000, "the count", mistakes=mistakes, rtol=1e-9)


def test_one_mistake_may_give_any_of_several_values():
    mistakes = {"squared": checks.AnyOf([[1, 4], [1, -4]]), "halved": [0.5, -1]}
    for got in ([1, 4], [1, -4]):
        with pytest.raises(AssertionError, match="squared"):
            checks.assert_close(got, [1, -2], "f([1, -2])", mistakes=mistakes)
    with pytest.raises(AssertionError) as caught:
        checks.assert_close([1, 3], [1, -2], "f([1, -2])", mistakes=mistakes)
    assert "Likely mistake" not in str(caught.value)


def test_a_mistake_may_be_computed_when_it_is_needed():
    calls = []

    def squared():
        calls.append("squared")
        return [1, 4]

    for mistakes in ({"squared": squared}, {"squared": checks.AnyOf([[3, 3], squared])}):
        calls.clear()
        checks.assert_close([1, -2], [1, -2], "f([1, -2])", mistakes=mistakes)
        assert calls == []
        with pytest.raises(AssertionError, match="squared"):
            checks.assert_close([1, 4], [1, -2], "f([1, -2])", mistakes=mistakes)
        assert calls == ["squared"]
