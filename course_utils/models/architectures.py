"""Published architectures as data: lists of layers without any count, and what was published about them.

A layer is a dictionary. In a *chain* (`alexnet`, `zfnet`) its kind is "conv", "pool" or "linear", and its
input is the output of the layer before. A *convolution* (`googlenet`, `resnet`) carries its input's size
itself, since these networks branch; a fully connected layer is one with a 1×1 kernel on a 1×1 map.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

__all__ = [
    "ACCURACY",
    "EFFICIENCY",
    "GOOGLENET_ROWS",
    "ILSVRC",
    "INCEPTION",
    "VGG",
    "Efficiency",
    "Winner",
    "alexnet",
    "googlenet",
    "resnet",
    "zfnet",
]

Layer = dict[str, Any]


class Winner(NamedTuple):
    """A year's best entry of the ILSVRC classification task, with the challenge's own training data.

    top5: test error in %. layers: as the lecture counts them, 0 for none. note: what the entry was.
    """

    year: int
    entry: str
    top5: float
    layers: int
    note: str


class Efficiency(NamedTuple):
    """Training compute with which a network reached AlexNet's 79.1 % top-5 accuracy, and when.

    compute: in teraflop/s-days. factor: how many times less than AlexNet, as published.
    """

    network: str
    day: date
    compute: float
    factor: float


# Simonyan and Zisserman 2014, Table 1, by number of weight layers: the channels of 3×3 convolutions, and "M"
# for a 2×2 pooling with stride 2. Three fully connected layers follow.
VGG: dict[int, tuple[int | str, ...]] = {
    11: (64, "M", 128, "M", 256, 256, "M", 512, 512, "M", 512, 512, "M"),
    13: (64, 64, "M", 128, 128, "M", 256, 256, "M", 512, 512, "M", 512, 512, "M"),
    16: (64, 64, "M", 128, 128, "M", *3 * (256,), "M", *3 * (512,), "M", *3 * (512,), "M"),
    19: (64, 64, "M", 128, 128, "M", *4 * (256,), "M", *4 * (512,), "M", *4 * (512,), "M"),
}

# Szegedy et al. 2014, Table 1: channels of the input, of the 1×1, the 3×3 reduction, the 3×3, the 5×5
# reduction, the 5×5, and the projection after the pooling.
INCEPTION: dict[str, tuple[int, ...]] = {
    "3a": (192, 64, 96, 128, 16, 32, 32),
    "3b": (256, 128, 128, 192, 32, 96, 64),
    "4a": (480, 192, 96, 208, 16, 48, 64),
    "4b": (512, 160, 112, 224, 24, 64, 64),
    "4c": (512, 128, 128, 256, 24, 64, 64),
    "4d": (512, 112, 144, 288, 32, 64, 64),
    "4e": (528, 256, 160, 320, 32, 128, 128),
    "5a": (832, 256, 160, 320, 32, 128, 128),
    "5b": (832, 384, 192, 384, 48, 128, 128),
}

# The same table's last two columns: thousands of parameters, millions of operations.
GOOGLENET_ROWS: dict[str, tuple[float, float]] = {
    "7×7": (2.7, 34),
    "3×3": (112, 360),
    "3a": (159, 128),
    "3b": (380, 304),
    "4a": (364, 73),
    "4b": (437, 88),
    "4c": (463, 100),
    "4d": (580, 119),
    "4e": (840, 170),
    "5a": (1072, 54),
    "5b": (1388, 71),
    "linear": (1000, 1),
}

# One central crop of 224×224, ImageNet validation, in %: (top-1, top-5) of torchvision's IMAGENET1K_V1
# weights, from the pages docs.pytorch.org/vision/stable/models/generated/torchvision.models.<name>.html.
ACCURACY: dict[str, tuple[float, float]] = {
    "AlexNet": (56.522, 79.066),
    "VGG-16": (71.592, 90.382),
    "VGG-19": (72.376, 90.876),
    "GoogLeNet": (69.778, 89.530),
    "ResNet-18": (69.758, 89.078),
    "ResNet-34": (73.314, 91.420),
    "ResNet-50": (76.130, 92.862),
    "ResNet-101": (77.374, 93.546),
    "ResNet-152": (78.312, 94.046),
}

# The organisers' results pages, image-net.org/challenges/LSVRC/<year>/results; 2015 also He et al. 2015,
# Table 5, 2017 also Hu et al. 2017.
ILSVRC: tuple[Winner, ...] = (
    Winner(2010, "Lin et al.", 28.2, 0, "hand-made features, linear classifier"),
    Winner(2011, "Sánchez & Perronnin", 25.8, 0, "hand-made features, linear classifier"),
    Winner(2012, "Krizhevsky et al. (AlexNet)", 16.4, 8, "5 networks; 15.3 with more training data"),
    Winner(2013, "Zeiler & Fergus (Clarifai)", 11.7, 8, "several networks of Zeiler's company"),
    Winner(2014, "Szegedy et al. (GoogLeNet)", 6.7, 22, "7 networks, 144 crops"),
    Winner(2015, "He et al. (ResNet)", 3.57, 152, "6 networks"),
    Winner(2016, "Shao et al.", 2.99, 152, "several kinds of networks"),
    Winner(2017, "Hu et al. (SENet)", 2.25, 152, "several networks"),
)

# Hernandez and Brown 2020; the table of github.com/openai/ai-and-efficiency.
EFFICIENCY: tuple[Efficiency, ...] = (
    Efficiency("AlexNet", date(2012, 6, 1), 3.1, 1),
    Efficiency("GoogLeNet", date(2014, 9, 17), 0.71, 4.3),
    Efficiency("MobileNet", date(2017, 4, 17), 0.28, 11),
    Efficiency("ShuffleNet", date(2017, 7, 3), 0.15, 21),
    Efficiency("ShuffleNet v2", date(2018, 6, 30), 0.12, 25),
    Efficiency("EfficientNet", date(2019, 5, 28), 0.069, 44),
)


def alexnet(groups: int = 2, *, one_tower: bool = False) -> list[Layer]:
    """AlexNet's chain for an input of 3×227×227 (Krizhevsky et al. 2012, section 3.5).

    groups: 2 as published, where layers 2, 4 and 5 see only the maps of their own GPU; 1 without that split.
    one_tower: the later network that libraries call AlexNet (Krizhevsky 2014), ungrouped, for 3×224×224.
    """
    first, channels, groups = (
        (2, (64, 192, 384, 256, 256), 1) if one_tower else (0, (96, 256, 384, 384, 256), groups)
    )
    return [
        _conv(channels[0], 11, stride=4, padding=first),
        _pool(3, 2),
        _conv(channels[1], 5, padding=2, groups=groups),
        _pool(3, 2),
        _conv(channels[2], 3, padding=1),
        _conv(channels[3], 3, padding=1, groups=groups),
        _conv(channels[4], 3, padding=1, groups=groups),
        _pool(3, 2),
        *(_linear(units) for units in (4096, 4096, 1000)),
    ]


def zfnet() -> list[Layer]:
    """ZFNet's chain for an input of 3×224×224 (Zeiler and Fergus 2013, Figure 3)."""
    return [
        _conv(96, 7, stride=2, padding=1),
        _pool(3, 2, padding=1),
        _conv(256, 5, stride=2),
        _pool(3, 2, padding=1),
        _conv(384, 3, padding=1),
        _conv(384, 3, padding=1),
        _conv(256, 3, padding=1),
        _pool(3, 2),
        *(_linear(units) for units in (4096, 4096, 1000)),
    ]


def _conv(channels: int, kernel: int, *, stride: int = 1, padding: int = 0, groups: int = 1) -> Layer:
    window = {"kernel": kernel, "stride": stride, "padding": padding}
    return {"kind": "conv", "channels": channels, **window, "groups": groups}


def _pool(kernel: int, stride: int, *, padding: int = 0) -> Layer:
    return {"kind": "pool", "kernel": kernel, "stride": stride, "padding": padding}


def _linear(units: int) -> Layer:
    return {"kind": "linear", "units": units}


def googlenet(*, as_published: bool = True) -> list[Layer]:
    """GoogLeNet's convolutions for 3×224×224, without the two classifiers that only training uses.

    as_published: 5×5 kernels and biases (Szegedy et al. 2014, Table 1). Otherwise as libraries build it: 3×3
    kernels in place of the 5×5, and a normalisation after each convolution, which makes its bias superfluous.
    """
    bias, wide = as_published, 5 if as_published else 3
    layers = [
        _at(224, 3, 64, 7, stride=2, bias=bias),
        _at(56, 64, 64, 1, bias=bias),
        _at(56, 64, 192, 3, bias=bias),
    ]
    sides = {"3": 28, "4": 14, "5": 7}
    for name, (came, one, reduce3, three, reduce5, five, project) in INCEPTION.items():
        side = sides[name[0]]
        ways = [(came, one, 1), (came, reduce3, 1), (reduce3, three, 3)]
        ways += [(came, reduce5, 1), (reduce5, five, wide), (came, project, 1)]
        layers += [_at(side, *way, bias=bias) for way in ways]
    return [*layers, _at(1, 1024, 1000, 1, bias=True)]


def resnet(depth: int, *, as_published: bool = True) -> list[Layer]:
    """A ResNet's convolutions for 3×224×224, projections included (He et al. 2015, Table 1, option B).

    depth: 18, 34, 50, 101 or 152; otherwise ValueError. Each convolution without a bias is normalised.
    as_published: from 50 layers on, the first 1×1 of a stage has its stride 2; otherwise its 3×3 has, as in
    libraries.
    """
    blocks = {18: (2, 2, 2, 2), 34: (3, 4, 6, 3), 50: (3, 4, 6, 3), 101: (3, 4, 23, 3), 152: (3, 8, 36, 3)}
    if depth not in blocks:
        raise ValueError(f"there are ResNets of {', '.join(map(str, blocks))} layers, not of {depth}")
    layers, came, expansion = [_at(224, 3, 64, 7, stride=2, bias=False)], 64, 1 if depth < 50 else 4
    for stage, count in enumerate(blocks[depth]):
        width = 64 * 2**stage
        for block in range(count):
            down = 2 if stage and not block else 1
            side = 56 // 2**stage * down
            ways = _basic(came, width) if expansion == 1 else _bottleneck(came, width, as_published)
            for input_channels, channels, kernel, strided in ways:
                stride = down if strided else 1
                layers.append(_at(side, input_channels, channels, kernel, stride=stride, bias=False))
                side //= stride
            if came != expansion * width:
                layers.append(_at(56 // 2**stage * down, came, expansion * width, 1, stride=down, bias=False))
            came = expansion * width
    return [*layers, _at(1, came, 1000, 1, bias=True)]


def _basic(came: int, width: int) -> Iterator[tuple[int, int, int, bool]]:
    """Channels in and out, kernel, and whether it strides, for each convolution of Figure 5, left."""
    yield came, width, 3, True
    yield width, width, 3, False


def _bottleneck(came: int, width: int, early: bool) -> Iterator[tuple[int, int, int, bool]]:
    """The same for Figure 5, right. early: the first 1×1 strides, not the 3×3."""
    yield came, width, 1, early
    yield width, width, 3, not early
    yield width, 4 * width, 1, False


def _at(side: int, came: int, channels: int, kernel: int, *, stride: int = 1, bias: bool) -> Layer:
    """A convolution on a square map, padded so that only its stride makes the map smaller."""
    window = {"kernel": kernel, "stride": stride, "padding": kernel // 2}
    return {
        "in_channels": came,
        "out_channels": channels,
        "size": (side, side),
        **window,
        "groups": 1,
        "bias": bias,
    }
