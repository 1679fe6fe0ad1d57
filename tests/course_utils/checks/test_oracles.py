"""Comparing a module with one that is known to be right."""

from __future__ import annotations

import copy

import pytest
import torch
from torch import nn
from torch.nn.functional import relu

from course_utils.checks.oracles import assert_same_module

BATCHES = [torch.randn(5, 3, generator=torch.Generator().manual_seed(i)) for i in range(2)]


class Net(nn.Module):
    """Linear, BN, ReLU, Linear; with one mistake if asked for."""

    def __init__(self, slip="", bias=True):
        super().__init__()
        self.first = nn.Linear(3, 4, bias=bias)
        self.norm = nn.BatchNorm1d(4)
        self.second = nn.Linear(4, 4)
        self.slip = slip

    def forward(self, x):
        y = self.norm(self.first(x))
        y = self.second(y if self.slip == "linear" else relu(y))
        return y.detach() if self.slip == "detached" else y


class Backwards(nn.Module):
    """Net with other names, defined from the last layer to the first."""

    def __init__(self):
        super().__init__()
        self.c = nn.Linear(4, 4)
        self.parts = nn.Sequential(nn.Linear(3, 4), nn.BatchNorm1d(4), nn.ReLU())

    def forward(self, x):
        return self.c(self.parts(x))


class Square(nn.Module):
    """Two matrices of equal shape, applied in the order of definition or against it."""

    def __init__(self, turned=False):
        super().__init__()
        self.a, self.b = (nn.Parameter(torch.randn(3, 3)) for _ in range(2))
        self.turned = turned

    def forward(self, x):
        first, second = (self.b, self.a) if self.turned else (self.a, self.b)
        return relu(x @ first) @ second


@pytest.mark.parametrize("got", [Net, Backwards])
def test_same_module_written_another_way_passes(got):
    assert_same_module(got(), Net(), BATCHES, "Net()")


@pytest.mark.parametrize("turned", [False, True])
def test_order_of_definition_is_free(turned):
    assert_same_module(Square(turned), Square(), BATCHES, "Square()")


@pytest.mark.parametrize(
    ("got", "says"),
    [
        (Net("linear"), "output in training mode.*Likely mistake: the ReLU is missing"),
        (Net("detached"), "gradient with respect to its input"),
        (
            Net(bias=False),
            r"right parameters.*too few of shape \[\(4,\)\].*Likely mistake: the bias is missing",
        ),
        (None, "should be an nn.Module, but is NoneType"),
    ],
)
def test_mistakes_are_named(got, says):
    mistakes = {"the ReLU is missing": Net("linear"), "the bias is missing": Net(bias=False)}
    with pytest.raises(AssertionError, match=f"(?s){says}"):
        assert_same_module(got, Net(), BATCHES, "Net()", mistakes=mistakes)


def test_running_averages_are_compared():
    got = Net()
    got.norm = nn.BatchNorm1d(4, momentum=0.5)
    with pytest.raises(AssertionError, match="output in"):
        assert_same_module(got, Net(), BATCHES, "Net()")


def test_a_frozen_weight_is_noticed():
    got = Net()
    got.second.weight.requires_grad_(False)
    with pytest.raises(
        AssertionError, match=r"(?s)gradient of its weights of shape \(4, 4\).*something is frozen"
    ):
        assert_same_module(got, Net(), BATCHES, "Net()")


@pytest.mark.parametrize("name", ["weight", "bias", "running_mean", "running_var"])
def test_batch_norm_must_start_as_wanted(name):
    got = Net()
    nn.init.constant_(getattr(got.norm, name), 0.5)
    with pytest.raises(AssertionError, match=f"{name} of a new BatchNorm layer"):
        assert_same_module(got, Net(), BATCHES, "Net()")


@pytest.mark.parametrize("value", [0.0, 1.0])
def test_weights_may_start_anyhow(value):
    got = Net()
    for layer in (got.first, got.second):
        nn.init.constant_(layer.weight, value)
        nn.init.constant_(layer.bias, value)
    assert_same_module(got, Net(), BATCHES, "Net()")


class Unwired(Net):
    """The right parameters, all of which start at 0, and nothing but the last bias as output."""

    def __init__(self):
        super().__init__()
        for weight in (*self.first.parameters(), *self.second.parameters()):
            nn.init.zeros_(weight)

    def forward(self, x):
        return 0 * x.sum() + self.second.bias.expand(len(x), 4)


class WithoutNorm(Net):
    """Passes BN by; where the first layer's output is 0, no one sees it."""

    def __init__(self):
        super().__init__()
        nn.init.zeros_(self.first.weight)
        nn.init.zeros_(self.first.bias)

    def forward(self, x):
        return self.second(relu(self.first(x)))


@pytest.mark.parametrize("wrong", [Unwired, WithoutNorm])
def test_weights_that_start_at_zero_hide_nothing(wrong):
    with pytest.raises(AssertionError, match="output in training mode"):
        assert_same_module(wrong(), Net(), BATCHES, "Net()")


def test_batch_norm_is_known_by_what_it_does():
    got = Net()
    got.norm = nn.BatchNorm1d(4, eps=1e-4)
    with pytest.raises(AssertionError, match="output in"):
        assert_same_module(got, Net(), BATCHES, "Net()")
    got.norm = nn.GroupNorm(2, 4)
    with pytest.raises(AssertionError, match=r"for \[4\] channels, but has them for \[\]"):
        assert_same_module(got, Net(), BATCHES, "Net()")


def test_a_mistake_is_recognised_in_another_order_of_definition():
    class Wrong(Square):
        def forward(self, x):
            return (x @ self.b) @ self.a

    class Slip(Square):
        def forward(self, x):
            return (x @ self.a) @ self.b

    with pytest.raises(AssertionError, match="Likely mistake: no ReLU"):
        assert_same_module(Wrong(), Square(), BATCHES, "Square()", mistakes={"no ReLU": Slip()})


@pytest.mark.parametrize(
    ("output", "says"),
    [
        (None, "is None.\nLikely mistake: the method ends without `return`"),
        ((1,), "is tuple, but should be one tensor"),
    ],
)
def test_outputs_that_are_no_tensors_are_named(output, says):
    got = Net()
    got.forward = lambda x: output
    with pytest.raises(AssertionError, match=says):
        assert_same_module(got, Net(), BATCHES, "Net()")


def test_a_changed_input_is_noticed():
    class InPlace(Net):
        def forward(self, x):
            y = super().forward(x)
            x.detach().mul_(2)
            return y

    with pytest.raises(AssertionError, match="changes its input in place"):
        assert_same_module(InPlace(), Net(), BATCHES, "Net()")


def test_a_convolution_of_single_pixels_may_be_a_matrix():
    class Matrix(nn.Module):
        def __init__(self):
            super().__init__()
            self.linear = nn.Linear(3, 2)

        def forward(self, x):
            return self.linear(x.movedim(1, -1)).movedim(-1, 1)

    images = [torch.randn(2, 3, 4, 4) for _ in range(2)]
    assert_same_module(Matrix(), nn.Sequential(nn.Conv2d(3, 2, 1)), images, "Matrix()")


def test_the_wanted_module_stays_as_it_was():
    want = Net()
    before = copy.deepcopy(want.state_dict())
    assert_same_module(Net(), want, BATCHES, "Net()")
    assert all(torch.equal(value, before[name]) for name, value in want.state_dict().items())
