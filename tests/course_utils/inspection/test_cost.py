"""What a model costs: known networks, counts by hand, and nothing computed or changed."""

from __future__ import annotations

import pytest
import torch
from torch import nn

from course_utils.inspection.cost import OTHER, model_cost


class Residual(nn.Module):
    """ResNet-18's block, here to be counted."""

    def __init__(self, inputs, outputs, stride):
        super().__init__()
        self.first = conv(inputs, outputs, 3, stride)
        self.second = conv(outputs, outputs, 3, 1)
        self.shortcut = (
            nn.Identity() if stride == 1 and inputs == outputs else conv(inputs, outputs, 1, stride)
        )

    def forward(self, x):
        return torch.relu(self.second(torch.relu(self.first(x))) + self.shortcut(x))


def conv(inputs, outputs, size, stride):
    layer = nn.Conv2d(inputs, outputs, size, stride, size // 2, bias=False)
    return nn.Sequential(layer, nn.BatchNorm2d(outputs))


def resnet18():
    stages, width = [], 64
    for stage in range(4):
        for i in range(2):
            stages.append(Residual(width, 64 * 2**stage, 2 if stage and not i else 1))
            width = 64 * 2**stage
    stem = [conv(3, 64, 7, 2), nn.ReLU(), nn.MaxPool2d(3, 2, 1)]
    return nn.Sequential(*stem, *stages, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(512, 1000))


def vgg16():
    layers, width = [], 3
    for outputs, depth in ((64, 2), (128, 2), (256, 3), (512, 3), (512, 3)):
        for _ in range(depth):
            layers += [nn.Conv2d(width, outputs, 3, padding=1), nn.ReLU()]
            width = outputs
        layers.append(nn.MaxPool2d(2))
    head = [nn.Linear(25088, 4096), nn.ReLU(), nn.Linear(4096, 4096), nn.ReLU(), nn.Linear(4096, 1000)]
    return nn.Sequential(*layers, nn.Flatten(), *head)


@pytest.mark.parametrize(
    ("make", "params", "macs"),
    [(resnet18, 11_689_512, 1_814_073_344), (vgg16, 138_357_544, 15_470_264_320)],
)
def test_published_networks_cost_what_is_published(make, params, macs):
    cost = model_cost(make, (1, 3, 224, 224))
    assert (cost.params, cost.macs) == (params, macs)


def test_a_convolution_is_counted_as_by_hand():
    layer = nn.Conv2d(6, 8, (3, 5), stride=2, padding=1, groups=2)
    cost = model_cost(layer, (4, 6, 11, 13))
    height, width = (11 + 2 - 3) // 2 + 1, (13 + 2 - 5) // 2 + 1
    assert cost.params == 8 * 3 * 3 * 5 + 8
    assert cost.activations == 4 * 8 * height * width
    assert cost.macs == cost.activations * 3 * 3 * 5
    assert cost.layers[0].output == (4, 8, height, width)
    assert cost.saved == 4 * 4 * 6 * 11 * 13  # its input, in float32


def test_macs_and_activations_grow_with_the_batch_and_parameters_do_not():
    one, three = (model_cost(resnet18, (n, 3, 64, 64)) for n in (1, 3))
    assert three.params == one.params
    assert three.macs == 3 * one.macs
    assert three.activations == 3 * one.activations


def saved_by_running(model, x):
    """The oracle: run it, and add up the different pieces of memory that autograd holds."""
    weights = {p.untyped_storage().data_ptr() for p in [*model.parameters(), *model.buffers()]}
    kept = {}

    def pack(tensor):
        kept[tensor.untyped_storage().data_ptr()] = tensor
        return tensor

    with torch.autograd.graph.saved_tensors_hooks(pack, lambda tensor: tensor):
        output = model(x)
    total = sum(t.untyped_storage().nbytes() for p, t in kept.items() if p not in weights)
    return total, output


@pytest.mark.parametrize("in_place", [True, False])
def test_saved_memory_is_what_autograd_holds_when_it_runs(in_place):
    body = [nn.Conv2d(3, 8, 3, padding=1), nn.BatchNorm2d(8), nn.ReLU(in_place), nn.MaxPool2d(2)]
    head = [nn.Flatten(), nn.Linear(144, 10), nn.GELU(), nn.Linear(10, 2)]
    model = nn.Sequential(*body, nn.Conv2d(8, 4, 3), nn.Tanh(), *head)
    total, _ = saved_by_running(model, torch.randn(2, 3, 16, 16))
    assert model_cost(model, (2, 3, 16, 16)).saved == total


def test_nothing_is_saved_for_weights_that_are_not_learned():
    model = nn.Sequential(nn.Linear(8, 8), nn.Tanh()).requires_grad_(False)
    assert model_cost(model, (1, 8)).saved == 0


class Loose(nn.Module):
    """A parameter of its own and functional calls: neither belongs to a layer."""

    def __init__(self):
        super().__init__()
        self.inner = nn.Linear(8, 16)
        self.scale = nn.Parameter(torch.ones(16, 4))

    def forward(self, x):
        return self.inner(x) @ self.scale


def test_what_belongs_to_no_layer_has_its_own_row():
    cost = model_cost(Loose(), (5, 8))
    rows = {layer.name: (layer.params, layer.macs) for layer in cost.layers}
    assert rows == {"inner": (8 * 16 + 16, 5 * 8 * 16), OTHER: (64, 5 * 16 * 4)}
    assert (cost.params, cost.macs) == (144 + 64, 640 + 320)


def test_a_shared_layer_counts_its_parameters_once_and_its_work_twice():
    shared = nn.Linear(8, 8, bias=False)
    cost = model_cost(nn.Sequential(shared, nn.ReLU(), shared), (1, 8))
    assert (cost.params, cost.macs, cost.activations) == (64, 128, 24)


def test_tied_weights_of_two_layers_count_once():
    model = nn.Sequential(nn.Linear(8, 8, bias=False), nn.Linear(8, 8, bias=False))
    model[1].weight = model[0].weight
    assert [layer.params for layer in model_cost(model, (1, 8)).layers] == [64, 0, 0]


def test_the_model_stays_as_it_was():
    model = nn.Sequential(nn.Conv2d(3, 4, 3), nn.BatchNorm2d(4), nn.Dropout())
    before = {name: tensor.clone() for name, tensor in model.state_dict().items()}
    random = torch.get_rng_state()
    model_cost(model, (2, 3, 8, 8))
    assert all(torch.equal(tensor, before[name]) for name, tensor in model.state_dict().items())
    assert {tensor.device.type for tensor in model.state_dict().values()} == {"cpu"}
    assert torch.equal(torch.get_rng_state(), random)
    assert model.training


def test_hooks_come_off_after_an_exception():
    model = nn.Sequential(nn.Conv2d(3, 4, 3), nn.ReLU())
    with pytest.raises(ValueError, match=r"an input of shape \(1, 5, 8, 8\) stops at 0: "):
        model_cost(model, (1, 5, 8, 8))
    assert not any(module._forward_hooks or module._forward_pre_hooks for module in model.modules())
    assert not torch.nn.modules.module._global_forward_hooks


def test_the_table_ends_in_the_total():
    cost = model_cost(resnet18, (1, 3, 224, 224))
    last = repr(cost).splitlines()[-1].split()
    assert last[:3] == ["total", "11,689,512", "1,814,073,344"]
    assert cost._repr_html_().count("<tr>") == len(cost.layers) + 2
    assert "64×112×112" in cost._repr_html_()
