"""Comparing a module with one that is known to be right."""

from __future__ import annotations

import copy

import pytest
import torch
from torch import nn
from torch.nn.functional import relu

from course_utils.oracles import assert_same_module

BATCHES = [torch.randn(5, 3, generator=torch.Generator().manual_seed(i)) for i in range(2)]


def linear(c_in, c_out, *, bias=True):
    """A linear layer whose bias starts at 0: vectors of equal shape must start alike."""
    layer = nn.Linear(c_in, c_out, bias=bias)
    if bias:
        nn.init.zeros_(layer.bias)
    return layer


class Net(nn.Module):
    """Linear, BN, ReLU, Linear; with one mistake if asked for."""

    def __init__(self, slip="", bias=True):
        super().__init__()
        self.first = linear(3, 4, bias=bias)
        self.norm = nn.BatchNorm1d(4)
        self.second = linear(4, 4)
        self.slip = slip

    def forward(self, x):
        y = self.norm(self.first(x))
        y = self.second(y if self.slip == "linear" else relu(y))
        return y.detach() if self.slip == "detached" else y


class Backwards(nn.Module):
    """Net with other names, defined from the last layer to the first."""

    def __init__(self):
        super().__init__()
        self.c = linear(4, 4)
        self.parts = nn.Sequential(linear(3, 4), nn.BatchNorm1d(4), nn.ReLU())

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
        (Net(bias=False), r"right parameters.*too few of \[\(4,\)\].*Likely mistake: the bias is missing"),
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
    with pytest.raises(AssertionError, match="output in evaluation mode"):
        assert_same_module(got, Net(), BATCHES, "Net()")


def test_a_frozen_weight_is_noticed():
    got = Net()
    got.second.weight.requires_grad_(False)
    with pytest.raises(AssertionError, match=r"gradients of its weights of shape \(4, 4\)"):
        assert_same_module(got, Net(), BATCHES, "Net()")


def test_vectors_must_start_as_wanted():
    got = Net()
    nn.init.zeros_(got.norm.weight)
    with pytest.raises(AssertionError, match="BatchNorm starts with weight 1, bias 0"):
        assert_same_module(got, Net(), BATCHES, "Net()")


def test_the_wanted_module_stays_as_it_was():
    want = Net()
    before = copy.deepcopy(want.state_dict())
    assert_same_module(Net(), want, BATCHES, "Net()")
    assert all(torch.equal(value, before[name]) for name, value in want.state_dict().items())
