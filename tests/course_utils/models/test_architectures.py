"""The published architectures as data, against torch's own counts and the numbers of papers and libraries."""

from __future__ import annotations

import pytest
import torch
from torch import nn

from course_utils.inspection.cost import model_cost
from course_utils.models import architectures

# Parameters as torchvision's documentation gives them.
LIBRARY = {
    "AlexNet": 61_100_840,
    "GoogLeNet": 6_624_904,
    "ResNet-18": 11_689_512,
    "ResNet-34": 21_797_672,
    "ResNet-50": 25_557_032,
    "ResNet-152": 60_192_808,
}


def build(layers, channels):
    """The chain as a torch model."""
    parts, flat = [], False
    for layer in layers:
        window = {name: layer[name] for name in ("stride", "padding") if name in layer}
        match layer["kind"]:
            case "conv":
                groups = layer["groups"]
                parts.append(nn.Conv2d(channels, layer["channels"], layer["kernel"], groups=groups, **window))
                channels = layer["channels"]
            case "pool":
                parts.append(nn.MaxPool2d(layer["kernel"], **window))
            case "linear":
                parts += [] if flat else [nn.Flatten()]
                flat = True
                parts.append(nn.LazyLinear(layer["units"]))
    return nn.Sequential(*parts)


def cost_of_chain(layers, shape):
    with torch.device("meta"):
        model = build(layers, shape[0])
        model(torch.empty(1, *shape))
    return model_cost(model, (1, *shape))


def cost_of_convs(layers):
    """Parameters (normalisation included) and MACs of a list of convolutions, by torch."""
    params = macs = 0
    for layer in layers:
        given = {name: layer[name] for name in ("in_channels", "out_channels", "stride", "padding", "bias")}
        with torch.device("meta"):
            conv = nn.Conv2d(kernel_size=layer["kernel"], groups=layer["groups"], **given)
        cost = model_cost(conv, (1, layer["in_channels"], *layer["size"]))
        params += cost.params + (0 if layer["bias"] else 2 * layer["out_channels"])
        macs += cost.macs
    return params, macs


def test_alexnet_has_the_published_parameters():
    published = cost_of_chain(architectures.alexnet(), (3, 227, 227))
    assert published.params == 60_965_224  # the paper says 60 million
    assert cost_of_chain(architectures.alexnet(groups=1), (3, 227, 227)).params == 62_378_344
    one_tower = cost_of_chain(architectures.alexnet(one_tower=True), (3, 224, 224))
    assert (one_tower.params, round(one_tower.macs / 1e9, 2)) == (LIBRARY["AlexNet"], 0.71)


def test_zfnet_ends_in_the_published_maps():
    cost = cost_of_chain(architectures.zfnet(), (3, 224, 224))
    outputs = [layer.output for layer in cost.layers if layer.output is not None]
    assert [size[-1] for size in outputs[:8]] == [110, 55, 26, 13, 13, 13, 13, 6]  # Figure 3


@pytest.mark.parametrize(("depth", "millions"), [(11, 133), (13, 133), (16, 138), (19, 144)])
def test_vgg_has_the_published_parameters(depth, millions):
    channels, weights = 3, 0
    for entry in architectures.VGG[depth]:
        if entry != "M":
            weights += 9 * channels * entry + entry
            channels = entry
    weights += sum(a * b + b for a, b in ((512 * 49, 4096), (4096, 4096), (4096, 1000)))
    assert round(weights / 1e6) == millions  # Table 2
    assert sum(entry != "M" for entry in architectures.VGG[depth]) + 3 == depth


def test_googlenet_is_the_librarys_and_the_papers():
    params, macs = cost_of_convs(architectures.googlenet(as_published=False))
    assert (params, round(macs / 1e9, 2)) == (LIBRARY["GoogLeNet"], 1.50)
    params, macs = cost_of_convs(architectures.googlenet())
    assert (round(params / 1e6, 1), round(macs / 1e9, 2)) == (7.0, 1.58)
    for came, channels in zip(
        list(architectures.INCEPTION.values())[1:], architectures.INCEPTION.values(), strict=False
    ):
        assert came[0] == channels[1] + channels[3] + channels[5] + channels[6]


@pytest.mark.parametrize(("depth", "published"), [(18, 1.8), (34, 3.6), (50, 3.8), (101, 7.6), (152, 11.3)])
def test_resnet_is_the_librarys_and_the_papers(depth, published):
    params, macs = cost_of_convs(architectures.resnet(depth))
    assert params == LIBRARY.get(f"ResNet-{depth}", params)
    assert macs / 1e9 == pytest.approx(published, abs=0.12)  # Table 1
    assert cost_of_convs(architectures.resnet(depth, as_published=False))[0] == params


def test_strides_on_the_3x3_cost_more():
    early, late = (cost_of_convs(architectures.resnet(50, as_published=way))[1] for way in (True, False))
    assert (round(early / 1e9, 2), round(late / 1e9, 2)) == (3.86, 4.09)


def test_unknown_depth_says_which_there_are():
    with pytest.raises(ValueError, match=r"18, 34, 50, 101, 152 layers, not of 20"):
        architectures.resnet(20)


def test_each_call_gives_a_list_of_its_own():
    architectures.alexnet()[0]["channels"] = 1
    assert architectures.alexnet()[0]["channels"] == 96


def test_published_tables_are_in_order():
    assert [winner.year for winner in architectures.ILSVRC] == list(range(2010, 2018))
    errors = [winner.top5 for winner in architectures.ILSVRC]
    assert errors == sorted(errors, reverse=True)
    compute = [entry.compute for entry in architectures.EFFICIENCY]
    assert compute == sorted(compute, reverse=True)
    for entry in architectures.EFFICIENCY:  # both numbers are published, rounded
        assert compute[0] / entry.compute == pytest.approx(entry.factor, rel=0.05)
    assert all(0 < top1 < top5 < 100 for top1, top5 in architectures.ACCURACY.values())
