"""The NumPy network: its gradients against finite differences and against PyTorch, and what it refuses."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from course_utils.checks import numeric_gradient
from course_utils.models.mlp import MLP, cross_entropy

SIZES = [5, 7, 6, 4]


class Tanh:
    def forward(self, x):
        self.y = np.tanh(x)
        return self.y

    def backward(self, dy):
        return dy * (1 - self.y**2)


class Slope:
    """Leaky ReLU with a learned slope."""

    def __init__(self, alpha=0.25):
        self.alpha = alpha

    def forward(self, x):
        self.x = x
        return np.where(x > 0, x, self.alpha * x)

    def backward(self, dy):
        return np.where(self.x > 0, dy, self.alpha * dy), float((dy * np.minimum(self.x, 0)).sum())


def network(activation=Tanh, sizes=SIZES, seed=3, **options):
    """A network in double precision, so that finite differences tell."""
    made = MLP(sizes, activation, seed=seed, bias=0.1, **options)
    made.weights = [w.astype(np.float64) for w in made.weights]
    made.biases = [b.astype(np.float64) for b in made.biases]
    made.velocity = [v.astype(np.float64) for v in made.velocity]
    return made


def batch(seed=0, n=8):
    rng = np.random.default_rng(seed)
    return rng.normal(size=(n, SIZES[0])), rng.integers(0, SIZES[-1], n)


def loss_of(net, x, labels):
    return cross_entropy(net.forward(x), labels)[0]


@pytest.mark.parametrize("activation", [Tanh, Slope])
@pytest.mark.parametrize("kind", ["weights", "biases"])
@pytest.mark.parametrize("level", range(3))
def test_gradients_equal_finite_differences(activation, kind, level):
    net, (x, labels) = network(activation), batch()
    net.backward(cross_entropy(net.forward(x), labels)[1])
    gradient = (net.weight_gradients if kind == "weights" else net.bias_gradients)[level]
    values = getattr(net, kind)
    given_values = values[level]

    def loss(value):
        values[level] = value
        return loss_of(net, x, labels)

    np.testing.assert_allclose(gradient, numeric_gradient(loss, given_values), rtol=1e-6, atol=1e-8)


@pytest.mark.parametrize("activation", [Tanh, Slope])
def test_input_gradient_equals_finite_differences(activation):
    net, (x, labels) = network(activation), batch()
    gradient = net.backward(cross_entropy(net.forward(x), labels)[1])
    want = numeric_gradient(lambda x: loss_of(net, x, labels), x)
    np.testing.assert_allclose(gradient, want, rtol=1e-6, atol=1e-8)


def test_gradients_equal_those_of_torch():
    net, (x, labels) = network(), batch()
    parameters = [torch.tensor(p, requires_grad=True) for p in net.weights + net.biases]
    h = torch.tensor(x)
    for i in range(3):
        h = h @ parameters[i] + parameters[3 + i]
        h = torch.tanh(h) if i < 2 else h
    want = torch.nn.functional.cross_entropy(h, torch.tensor(labels))
    want.backward()
    loss, dscores = cross_entropy(net.forward(x), labels)
    net.backward(dscores)
    assert loss == pytest.approx(want.item(), rel=1e-12)
    for gradient, parameter in zip(net.weight_gradients + net.bias_gradients, parameters, strict=True):
        np.testing.assert_allclose(gradient, parameter.grad.numpy(), rtol=1e-9, atol=1e-12)


def test_training_equals_torchs_sgd_with_momentum():
    net, (x, labels) = network(), batch()
    parameters = [torch.tensor(p, requires_grad=True) for p in net.weights + net.biases]
    optimiser = torch.optim.SGD(parameters, lr=0.2, momentum=0.9)
    for _ in range(5):
        net.train_step(x, labels, rate=0.2, momentum=0.9)
        h = torch.tensor(x)
        for i in range(3):
            h = h @ parameters[i] + parameters[3 + i]
            h = torch.tanh(h) if i < 2 else h
        optimiser.zero_grad()
        torch.nn.functional.cross_entropy(h, torch.tensor(labels)).backward()
        optimiser.step()
    for ours, theirs in zip(net.weights + net.biases, parameters, strict=True):
        np.testing.assert_allclose(ours, theirs.detach().numpy(), rtol=1e-9, atol=1e-12)


def test_train_step_returns_the_loss_before_it_and_lowers_it():
    net, (x, labels) = network(), batch()
    before = loss_of(net, x, labels)
    assert net.train_step(x, labels, rate=0.1) == pytest.approx(before, rel=1e-12)
    assert loss_of(net, x, labels) < before


def test_learned_slope_moves_down_its_own_gradient_at_a_tenth_of_the_rate():
    net, (x, labels) = network(Slope), batch()

    def loss(alpha):
        net.layers[0].alpha = float(alpha)
        return loss_of(net, x, labels)

    slope_gradient = numeric_gradient(loss, np.array(0.25)).item()
    net.layers[0].alpha = 0.25
    net.train_step(x, labels, rate=0.5)
    assert abs(slope_gradient) > 1e-3
    assert net.layers[0].alpha == pytest.approx(0.25 - 0.1 * 0.5 * slope_gradient, rel=1e-6)
    assert net.layers[1].alpha != 0.25


def test_each_hidden_level_has_its_own_layer():
    net = network()
    assert len({id(layer) for layer in net.layers}) == len(net.layers) == 2


def test_forward_keeps_what_experiments_look_at():
    net, (x, _) = network(), batch()
    scores = net.forward(x)
    assert [i.shape for i in net.inputs] == [(8, 5), (8, 7), (8, 6)]
    assert [h.shape for h in net.hidden] == [(8, 7), (8, 6)]
    np.testing.assert_allclose(net.hidden[0], np.tanh(x @ net.weights[0] + net.biases[0]))
    np.testing.assert_allclose(scores, net.hidden[1] @ net.weights[2] + net.biases[2])


@pytest.mark.parametrize("gain", [1.0, 2**0.5])
def test_weights_start_with_deviation_gain_over_root_fan_in(gain):
    net = MLP([400, 300, 200], Tanh, gain=gain, bias=-2.0)
    for weight, (fan_in, _) in zip(net.weights, pairwise([400, 300, 200]), strict=True):
        assert weight.dtype == np.float32
        assert weight.std() == pytest.approx(gain / fan_in**0.5, rel=0.02)
        assert weight.mean() == pytest.approx(0, abs=5 * gain / (fan_in * weight.shape[1]) ** 0.5)
    assert all((bias == -2.0).all() for bias in net.biases)


def test_seed_decides_the_weights():
    first, again, other = (MLP(SIZES, Tanh, seed=seed) for seed in (0, 0, 1))
    np.testing.assert_array_equal(first.weights[0], again.weights[0])
    assert not np.array_equal(first.weights[0], other.weights[0])


def test_error_is_the_share_of_wrong_answers():
    net, (x, _) = network(), batch()
    answers = net.forward(x).argmax(axis=1)
    wrong = answers.copy()
    wrong[:2] = (wrong[:2] + 1) % 4
    assert net.error(x, answers) == 0
    assert net.error(x, wrong) == 0.25


@settings(deadline=None)
@given(st.integers(0, 2**31), st.floats(0.1, 30), st.floats(-1000, 1000))
def test_cross_entropy_equals_torchs_wherever_the_scores_lie(seed, scale, offset):
    rng = np.random.default_rng(seed)
    scores, labels = scale * rng.uniform(-0.4, 0.4, (6, 4)) + offset, rng.integers(0, 4, 6)
    tensor = torch.tensor(scores, requires_grad=True)
    want = torch.nn.functional.cross_entropy(tensor, torch.tensor(labels))
    want.backward()
    loss, gradient = cross_entropy(scores, labels)
    assert loss == pytest.approx(want.item(), rel=1e-9, abs=1e-12)
    np.testing.assert_allclose(gradient, tensor.grad.numpy(), atol=1e-12)


def test_cross_entropy_of_a_hopeless_answer_is_finite():
    with np.errstate(all="raise"):
        loss, gradient = cross_entropy(np.array([[0.0, 700.0]]), np.array([0]))
    assert loss == pytest.approx(-np.log(1e-12))
    assert gradient.tolist() == [[-1, 1]]


def test_cross_entropy_leaves_its_arguments_alone():
    scores, labels = np.ones((2, 3)), np.array([0, 2])
    cross_entropy(scores, labels)
    assert (scores == 1).all()
    assert labels.tolist() == [0, 2]


@pytest.mark.parametrize("sizes", [[], [5], [5, 0, 3], [5, -1]])
def test_sizes_that_make_no_network_are_refused(sizes):
    with pytest.raises(ValueError, match="sizes are units a level"):
        MLP(sizes, Tanh)


@pytest.mark.parametrize("shape", [(5,), (2, 4), (2, 5, 1)])
def test_inputs_of_another_shape_are_refused(shape):
    with pytest.raises(ValueError, match=r"x should have shape \(N, 5\), got .*flatten"):
        network().forward(np.zeros(shape))


def test_backward_before_forward_is_refused():
    with pytest.raises(RuntimeError, match="call forward first"):
        network().backward(np.zeros((2, 4)))


@pytest.mark.parametrize(
    ("labels", "said"),
    [
        ([0, 1, 2], "labels \\(N,\\); got \\(2, 3\\) and \\(3,\\)"),
        ([[0], [1]], "got \\(2, 3\\) and \\(2, 1\\)"),
        ([0, 3], "from 0 to 2, got int64 from 0 to 3"),
        ([-1, 0], "from 0 to 2, got int64 from -1 to 0"),
        ([0.0, 1.0], "integers from 0 to 2, got float64"),
    ],
)
def test_labels_that_fit_no_class_are_refused(labels, said):
    with pytest.raises(ValueError, match=said):
        cross_entropy(np.zeros((2, 3)), np.array(labels))


def test_an_empty_batch_is_refused():
    with pytest.raises(ValueError, match="got"):
        cross_entropy(np.zeros((0, 3)), np.array([], dtype=int))
