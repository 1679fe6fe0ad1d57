"""Looking into a model: what is seen is right, and the model is left as it was found."""

from __future__ import annotations

import copy

import numpy as np
import pytest
import torch
from torch import nn

from course_utils.inspection import probes
from course_utils.inspection._hooks import layer_statistics, watch, weight_gradients


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


def hook_count(model):
    kinds = ("_forward_hooks", "_forward_pre_hooks", "_backward_hooks", "_backward_pre_hooks")
    return sum(len(getattr(module, kind)) for module in model.modules() for kind in kinds)


def state_of(model):
    return copy.deepcopy(model.state_dict()), [module.training for module in model.modules()]


def assert_same_state(model, before):
    values, modes = before
    for name, tensor in model.state_dict().items():
        assert torch.equal(tensor, values[name]), name
    assert [module.training for module in model.modules()] == modes


def test_activations_are_what_the_layers_returned(batch):
    images, _ = batch
    first, second = nn.Conv2d(3, 4, 3), nn.Tanh()
    with watch(nn.Sequential(first, second)) as record:
        second(first(images))
    assert torch.equal(record.activations["0"], first(images))
    assert torch.equal(record.activations["1"], torch.tanh(first(images)))


def test_a_layer_that_works_in_place_does_not_change_what_was_recorded(batch):
    images, _ = batch
    conv = nn.Conv2d(3, 4, 3)
    with watch(model := nn.Sequential(conv, nn.ReLU(inplace=True))) as record:
        model(images)
    assert torch.equal(record.activations["0"], conv(images))
    assert record.activations["0"].min() < 0 == record.activations["1"].min()


def test_a_layer_that_runs_twice_has_two_entries(model, batch):
    with watch(model) as record:
        model(batch[0])
    assert [name for name in record.activations if "relu" in name] == ["1.relu", "1.relu#2"]


def test_gradients_are_those_of_autograd(batch):
    images, labels = batch
    torch.manual_seed(0)
    layers = [nn.Conv2d(3, 4, 3), nn.Tanh(), nn.Flatten(), nn.Linear(144, 5)]
    with watch(model := nn.Sequential(*layers)) as record:
        nn.functional.cross_entropy(model(images), labels).backward()
    outputs = [images]
    for layer in layers:
        outputs.append(layer(outputs[-1]))
    want = torch.autograd.grad(nn.functional.cross_entropy(outputs[-1], labels), outputs[1:])
    for got, expected in zip((record.gradients[str(i)] for i in range(4)), want, strict=True):
        torch.testing.assert_close(got, expected)


def test_gradients_of_a_layer_changed_in_place_are_those_of_its_own_output(batch):
    images, labels = batch
    torch.manual_seed(0)
    model = nn.Sequential(nn.Conv2d(3, 4, 3), nn.ReLU(), nn.Flatten(), nn.Linear(144, 5))
    in_place = copy.deepcopy(model)
    in_place[1].inplace = True
    seen = []
    for each in (model, in_place):
        with watch(each) as record:
            nn.functional.cross_entropy(each(images), labels).backward()
        seen.append(record.gradients)
    for name in seen[0]:
        torch.testing.assert_close(seen[1][name], seen[0][name])


def test_only_the_kinds_asked_for_are_recorded(model, batch):
    with watch(model, (nn.Conv2d, nn.Linear)) as record:
        model(batch[0])
    assert list(record.activations) == ["0", "1.conv", "4"]
    with watch(model, Block) as record:
        model(batch[0])
    assert list(record.activations) == ["1"]


def test_kinds_that_the_model_lacks_are_refused(model):
    message = r"no layer of these kinds: .*LSTM.*; it has BatchNorm2d, Block, Conv2d"
    with pytest.raises(ValueError, match=message), watch(model, nn.LSTM):
        pass


def test_hooks_come_off(model, batch):
    with watch(model):
        assert hook_count(model) == 7
        model(batch[0])
    assert hook_count(model) == 0


def test_hooks_come_off_after_an_exception_in_the_block(model, batch):
    def look():
        with watch(model):
            model(batch[0])
            assert hook_count(model) > 0
            raise KeyError

    with pytest.raises(KeyError):
        look()
    assert hook_count(model) == 0


def test_hooks_come_off_after_an_exception_in_the_model(model, batch):
    with pytest.raises(RuntimeError), watch(model):
        model(batch[0][:, :2])
    assert hook_count(model) == 0


def test_hooks_on_tensors_come_off_too(batch):
    images, labels = batch
    model = nn.Sequential(nn.Flatten(), nn.Linear(192, 5))
    with watch(model) as record:
        loss = nn.functional.cross_entropy(model(images), labels)
    loss.backward()
    assert record.gradients == {}


def test_hooks_come_off_when_a_statistic_fails(model, batch):
    before = state_of(model)
    with pytest.raises(RuntimeError):
        layer_statistics(model, batch[0][:, :2])
    with pytest.raises(IndexError):
        layer_statistics(model, batch[0], batch[1] + 5)
    assert hook_count(model) == 0
    assert_same_state(model, before)


def test_statistics_are_numpys(model, batch):
    images, labels = batch
    with watch(model) as record:
        torch.manual_seed(5)
        nn.functional.cross_entropy(model(images), labels).backward()
    torch.manual_seed(5)
    statistics = layer_statistics(model, images, labels)
    assert [layer.name for layer in statistics.layers] == list(record.activations)
    for layer in statistics.layers:
        output = record.activations[layer.name].numpy().astype(np.float64)
        gradient = record.gradients[layer.name].numpy().astype(np.float64)
        assert layer.shape == output.shape[1:]
        got = [layer.mean, layer.std, layer.zeros, layer.gradient_std]
        want = [output.mean(), output.std(), (output == 0).mean(), gradient.std()]
        np.testing.assert_allclose(got, want, rtol=1e-5, atol=1e-8)


def test_without_labels_there_is_no_gradient(model, batch):
    assert {layer.gradient_std for layer in layer_statistics(model, batch[0]).layers} == {None}


@pytest.mark.parametrize("training", [True, False])
def test_the_model_stays_as_it_was(model, batch, training):
    model.train(training)
    model(batch[0]).sum().backward()
    before, gradient, random = state_of(model), model[0].weight.grad.clone(), torch.get_rng_state()
    layer_statistics(model, *batch)
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


def test_the_table_shows_every_layer(model, batch):
    statistics = probes.layer_statistics(model, *batch)
    text, html = repr(statistics), statistics._repr_html_()
    for layer in statistics.layers:
        assert layer.name in text
        assert f"{layer.std:.3g}" in text
        assert f">{layer.name}<" in html
    assert len(set(map(len, text.splitlines()))) <= 2  # columns stand below each other
    assert html.count("<tr>") == 1 + len(statistics.layers)
