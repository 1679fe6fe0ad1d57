"""Taking apart what a student's function returned."""

from __future__ import annotations

import re

import numpy as np
import pytest
import torch

from course_utils.checks import results


def test_unpack_gives_the_parts_as_float64_arrays():
    tensor = torch.ones(2, requires_grad=True)
    mean, std, number = results.unpack((np.arange(3), tensor, 2), ("mean", "std", "n"), "f(x)")
    assert (mean.dtype, std.shape, number.shape) == (np.float64, (2,), ())
    assert np.array_equal(mean, [0, 1, 2])


def test_unpack_accepts_one_array_with_a_row_a_name():
    rate, factor = results.unpack(np.array([0.5, 0.25]), ("rate", "factor"), "f(x)")
    assert (rate, factor) == (0.5, 0.25)


def test_unpack_keeps_complex_numbers():
    (part,) = results.unpack([np.array([1j])], ("spectrum",), "f(x)")
    assert part[0] == 1j


@pytest.mark.parametrize(
    ("result", "message"),
    [
        (None, "ends without `return`"),
        (np.ones(3), r"f\(x\) is a single ndarray, but should return \(mean, std\)"),
        ((1, 2, 3), r"gives 3 values, but should return \(mean, std\)"),
        ((1, "one"), "std of f(x) is str".replace("(", r"\(").replace(")", r"\)")),
        (([1, [2, 3]], 1), "not a rectangular array"),
    ],
)
def test_unpack_says_what_is_wrong(result, message):
    with pytest.raises(AssertionError, match=message):
        results.unpack(result, ("mean", "std"), "f(x)")


def test_raises_accepts_the_error_and_its_kin():
    with results.raises(ArithmeticError, "1 / 0", "Divide by something else."):
        1 / 0  # noqa: B018


def test_raises_reports_silence():
    with pytest.raises(AssertionError, match=r"raises nothing\. Say so\."), _wanting_a_value_error():
        pass


def test_raises_reports_another_error():
    message = r"should raise ValueError, but raises KeyError \('k'\)"
    with pytest.raises(AssertionError, match=message), _wanting_a_value_error():
        raise KeyError("k")


def _wanting_a_value_error():
    return results.raises(ValueError, "f()", "Say so.")


@pytest.mark.parametrize(
    ("got", "said"),
    [
        (None, "f(x) is None.\nLikely mistake: the method ends without `return`"),
        ((torch.ones(2),), "f(x) is tuple, but should be one tensor"),
        (torch.ones(2, 1), r"f(x) has shape (2, 1), but should have shape (2,)"),
    ],
    ids=["None", "tuple", "shape"],
)
def test_tensor_says_what_came_instead(got, said):
    with pytest.raises(AssertionError, match=re.escape(said)):
        results.tensor(got, "f(x)", (2,))


def test_tensor_gives_a_tensor_back():
    given = torch.ones(2)
    assert results.tensor(given, "f(x)", (2,)) is given
    assert results.tensor(given, "f(x)") is given
