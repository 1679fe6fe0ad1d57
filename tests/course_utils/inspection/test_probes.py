"""Numbers about the inside of a network, against values that are known some other way."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from course_utils.inspection import probes
from course_utils.models.mlp import MLP, cross_entropy


class Square:
    def forward(self, x):
        self.x = x
        return x**2

    def backward(self, dy):
        return 2 * self.x * dy


class SquareWithSlope(Square):
    def backward(self, dy):
        return super().backward(dy), 7.0


@pytest.mark.parametrize("layer", [Square(), SquareWithSlope()], ids=["dx", "pair"])
def test_local_slope_is_the_derivative(layer):
    x = np.array([[-1.0, 0.0], [0.5, 3.0]])
    np.testing.assert_array_equal(probes.local_slope(layer, x), 2 * x)


def test_mean_and_std_of_each_layer():
    means, stds = probes.mean_and_std([np.array([[1.0, 3.0]]), np.full((2, 2), 5, dtype=np.float32)])
    assert means.tolist() == [2, 5]
    assert stds.tolist() == [1, 0]
    assert means.dtype == stds.dtype == np.float64


def test_mean_and_std_are_summed_in_double_precision():
    activations = np.full(1_000_000, 0.1, dtype=np.float32)
    means, _ = probes.mean_and_std([activations])
    assert means[0] == pytest.approx(float(np.float32(0.1)), rel=1e-12)


def test_weight_gradient_norms_are_those_of_the_hidden_to_hidden_matrices():
    network = MLP([3, 4, 5, 6, 2], Square, gain=0.5)
    rng = np.random.default_rng(0)
    x, labels = rng.normal(size=(7, 3)), rng.integers(0, 2, 7)
    norms = probes.weight_gradient_norms(network, x, labels)
    network.backward(cross_entropy(network.forward(x), labels)[1])
    want = [np.sqrt((network.weight_gradients[i] ** 2).sum()) for i in (1, 2)]
    np.testing.assert_allclose(norms, want)
    assert (norms > 0).all()


def test_weight_gradient_norms_need_two_hidden_layers():
    with pytest.raises(ValueError, match="two hidden layers or more are needed, the network has 1"):
        probes.weight_gradient_norms(MLP([3, 4, 2], Square), np.zeros((1, 3)), np.array([0]))


@given(st.floats(1, 50), st.floats(0, 2 * np.pi))
def test_condition_number_is_the_squared_ratio_of_the_axes(ratio, angle):
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    x = np.array([[ratio, 0], [0, 1], [-ratio, 0], [0, -1]]) @ turn
    assert probes.hessian_condition(x) == pytest.approx(ratio**2, rel=1e-6)


def test_condition_number_grows_with_an_offset():
    x = np.random.default_rng(0).normal(size=(500, 4))
    assert probes.hessian_condition(x + 3) > 10 * probes.hessian_condition(x)


@pytest.mark.parametrize("shape", [(4,), (2, 2, 2)])
def test_condition_number_wants_examples_in_rows(shape):
    with pytest.raises(ValueError, match=r"x should have shape \(N, D\), got"):
        probes.hessian_condition(np.ones(shape))
