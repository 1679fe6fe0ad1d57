"""The gradients of a model's weights are right, and the model is left as it was found."""

from __future__ import annotations

import copy

import pytest
import torch
from torch import nn

from course_utils.inspection.probes import weight_gradients


class Block(nn.Module):
    """A residual block with an activation in place that runs twice."""

    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(4, 4, 3, padding=1)
        self.norm = nn.BatchNorm2d(4)
        self.relu = nn.ReLU(inplace=True)

    def forward(self, x):
        return self.relu(x + self.norm(self.conv(self.relu(x))))


@pytest.fixture
def model():
    torch.manual_seed(0)
    return nn.Sequential(nn.Conv2d(3, 4, 3), Block(), nn.Dropout(0.5), nn.Flatten(), nn.Linear(144, 5))


@pytest.fixture
def batch():
    generator = torch.Generator().manual_seed(1)
    return torch.randn(6, 3, 8, 8, generator=generator), torch.arange(6) % 5


def state_of(model):
    return copy.deepcopy(model.state_dict()), [module.training for module in model.modules()]


def assert_same_state(model, before):
    values, modes = before
    for name, tensor in model.state_dict().items():
        assert torch.equal(tensor, values[name]), name
    assert [module.training for module in model.modules()] == modes


@pytest.mark.parametrize("training", [True, False])
def test_the_model_stays_as_it_was(model, batch, training):
    model.train(training)
    model(batch[0]).sum().backward()
    before, gradient, random = state_of(model), model[0].weight.grad.clone(), torch.get_rng_state()
    weight_gradients(model, *batch)
    assert_same_state(model, before)
    assert torch.equal(model[0].weight.grad, gradient)
    assert torch.equal(torch.get_rng_state(), random)


def test_weight_gradients_are_those_of_a_backward_pass(model, batch):
    model.eval()
    got = weight_gradients(model, *batch)
    nn.functional.cross_entropy(model(batch[0]), batch[1]).backward()
    assert list(got) == ["0.weight", "1.conv.weight", "4.weight"]
    for name, gradient in got.items():
        torch.testing.assert_close(gradient, model.get_parameter(name).grad)


def test_frozen_and_unused_weights_are_left_out(batch):
    model = nn.Sequential(nn.Flatten(), nn.Linear(192, 8), nn.Linear(8, 5))
    model.unused = nn.Linear(3, 3)
    model.forward = lambda x: model[2](model[1](model[0](x)))
    model[1].requires_grad_(False)
    assert list(weight_gradients(model, *batch)) == ["2.weight"]
