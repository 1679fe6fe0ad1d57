"""A small space of networks whose every reward has been computed: 1,125 architectures on the digits.

An architecture is five tokens, such as "w8-c3-id-d3-p1": a width, three operations, and the layer after
which the image is halved. What the tokens mean as layers is `operation`; how they are put together to a
network is for the notebook.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn.functional import cross_entropy

from course_utils.data._image_data import ImageData, Split, batches

__all__ = [
    "CHOICES",
    "OPERATIONS",
    "CellTable",
    "RewardTable",
    "architecture",
    "architectures",
    "cell_of",
    "cell_table",
    "operation",
    "reward",
    "reward_table",
    "tokens_of",
]

OPERATIONS = ("id", "c1", "c3", "c5", "d3")
TOKENS: tuple[tuple[str, ...], ...] = (
    ("w4", "w8", "w12"),
    OPERATIONS,
    OPERATIONS,
    OPERATIONS,
    ("p1", "p2", "p3"),
)
CHOICES = tuple(len(options) for options in TOKENS)  # (3, 5, 5, 5, 3)
CELL_OPERATIONS = ("id", "c1", "c3", "d3", "m3")
Block = tuple[int, str, int, str]


class Subsample(nn.Module):
    """Every second row and column: what "id" does with stride 2."""

    def forward(self, x: Tensor) -> Tensor:
        """x: (N, C, H, W). Returns (N, C, ⌈H/2⌉, ⌈W/2⌉)."""
        return x[:, :, ::2, ::2]


def operation(name: str, channels: int, stride: int = 1) -> nn.Module:
    """The layer that a token stands for, from (N, channels, H, W) to (N, channels, ⌈H/stride⌉, ⌈W/stride⌉).

    "id": nothing (with stride 2, every second row and column). "c1", "c3", "c5": convolution with a filter
    of that size, without bias, then BatchNorm and ReLU. "d3": one 3×3 filter a channel, then a 1×1
    convolution, both without bias, then BatchNorm and ReLU. "m3": maximum of 3×3 pixels.
    Raises ValueError for another name.
    """
    if name == "id":
        return nn.Identity() if stride == 1 else Subsample()
    if name == "m3":
        return nn.MaxPool2d(3, stride, 1)
    if name in ("c1", "c3", "c5"):
        size = int(name[1])
        filters: list[nn.Module] = [nn.Conv2d(channels, channels, size, stride, size // 2, bias=False)]
    elif name == "d3":
        filters = [
            nn.Conv2d(channels, channels, 3, stride, 1, groups=channels, bias=False),
            nn.Conv2d(channels, channels, 1, bias=False),
        ]
    else:
        raise ValueError(f"no operation is called {name!r}; there are id, c1, c3, c5, d3 and m3")
    return nn.Sequential(*filters, nn.BatchNorm2d(channels), nn.ReLU())


def architecture(tokens: Sequence[int]) -> str:
    """The text of five token numbers: (1, 2, 0, 4, 0) is "w8-c3-id-d3-p1".

    Raises ValueError unless there are five, each within its options.
    """
    numbers = [int(token) for token in tokens]
    if len(numbers) != len(CHOICES) or any(not 0 <= n < c for n, c in zip(numbers, CHOICES, strict=False)):
        raise ValueError(f"tokens should be five numbers below {CHOICES}, got {numbers}")
    return "-".join(options[n] for options, n in zip(TOKENS, numbers, strict=True))


def tokens_of(text: str) -> tuple[int, ...]:
    """The token numbers of an architecture's text, the inverse of `architecture`.

    Raises ValueError for a text that is none, naming the part.
    """
    parts = text.split("-")
    if len(parts) != len(TOKENS):
        raise ValueError(f"an architecture has {len(TOKENS)} parts, got {len(parts)} in {text!r}")
    for part, options in zip(parts, TOKENS, strict=True):
        if part not in options:
            raise ValueError(f"{part!r} in {text!r} should be one of {', '.join(options)}")
    return tuple(options.index(part) for part, options in zip(parts, TOKENS, strict=True))


def architectures() -> list[str]:
    """All 1,125 texts, in the order of a table of shape CHOICES read row by row."""
    return [architecture(tokens) for tokens in itertools.product(*map(range, CHOICES))]


def reward(
    network: nn.Module,
    data: ImageData,
    *,
    epochs: int = 3,
    rate: float = 0.1,
    batch_size: int = 64,
    seed: int = 0,
) -> tuple[float, float]:
    """Train briefly and return (validation accuracy, test accuracy), each from 0 to 1.

    SGD with momentum 0.9 and weight decay 1e-4, the rate falling linearly to 0. seed: the order of images;
    the first weights are the network's own. data: standardised.
    """
    optimiser = torch.optim.SGD(network.parameters(), lr=rate, momentum=0.9, weight_decay=1e-4)
    generator = torch.Generator().manual_seed(seed)
    total, step = epochs * -(-len(data.train) // batch_size), 0
    network.train()
    for _ in range(epochs):
        for images, labels in batches(data.train, batch_size, generator=generator):
            for group in optimiser.param_groups:
                group["lr"] = rate * (1 - step / total)
            optimiser.zero_grad()
            cross_entropy(network(images), labels).backward()
            optimiser.step()
            step += 1
    network.eval()
    return _accuracy(network, data.validation), _accuracy(network, data.test)


@torch.no_grad()
def _accuracy(network: nn.Module, split: Split) -> float:
    return (network(split.images).argmax(dim=1) == split.labels).double().mean().item()


@dataclass(frozen=True)
class RewardTable:
    """Every architecture of the space, trained: arrays of shape (seeds, *CHOICES), or CHOICES for costs.

    validation, test: accuracies, 0 to 1. params: weights and biases. macs: for one image of 8×8.
    """

    validation: NDArray[np.float64]
    test: NDArray[np.float64]
    params: NDArray[np.int64]
    macs: NDArray[np.int64]


def reward_table() -> RewardTable:
    """The table that ships with the course; `python -m grading.recompute.search_table` computed it."""
    with np.load(str(files("course_utils") / "files" / "search_table.npz"), allow_pickle=False) as file:
        seeds = len(file["validation"])
        validation, test = (
            (file[part].astype(np.float64) / file["images"][i]).reshape(seeds, *CHOICES)
            for i, part in enumerate(("validation", "test"))
        )
        costs = [file[part].astype(np.int64).reshape(CHOICES) for part in ("params", "macs")]
    return RewardTable(validation, test, *costs)


def cell_of(genes: Sequence[int]) -> dict[str, list[Block]]:
    """The cell of ten genes, five for the normal and five for the reduction cell, of two blocks each.

    Block 1 adds two operations on the input (state 0), numbers CELL_OPERATIONS[genes[0]] and [genes[1]].
    Block 2 adds genes[3] on state genes[2] (0 or 1) and genes[4] on state 1, the output of block 1.
    """
    kinds = {"normal": genes[:5], "reduction": genes[5:]}
    return {kind: _blocks(*(int(gene) for gene in five)) for kind, five in kinds.items()}


def _blocks(first: int, second: int, state: int, third: int, fourth: int) -> list[Block]:
    a, b, c, d = (CELL_OPERATIONS[gene] for gene in (first, second, third, fourth))
    return [(0, a, 0, b), (state, c, 1, d)]


@dataclass(frozen=True)
class CellTable:
    """Randomly drawn cells, each trained on the digits and, stacked deeper, on 14×14 pieces of clothing.

    cells: (M, 10) genes, see `cell_of`. digits_validation, digits_test, fashion_test: (M,), accuracies.
    """

    cells: NDArray[np.int64]
    digits_validation: NDArray[np.float64]
    digits_test: NDArray[np.float64]
    fashion_test: NDArray[np.float64]


def cell_table() -> CellTable:
    """The table that ships with the course; `python -m grading.recompute.cell_table` computed it."""
    with np.load(str(files("course_utils") / "files" / "cell_table.npz"), allow_pickle=False) as file:
        accuracies = [
            file[part].astype(np.float64) for part in ("digits_validation", "digits_test", "fashion_test")
        ]
        return CellTable(file["cells"].astype(np.int64), *accuracies)
