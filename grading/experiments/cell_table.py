"""Train randomly drawn cells on digits and on clothing: `python -m grading.experiments.cell_table`.

On one thread, some five minutes. Writes course_utils/files/cell_table.npz.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from tqdm import tqdm

from course_utils import data
from course_utils.race import fashion14
from course_utils.search_space import CELL_OPERATIONS, Block, cell_of, operation, reward
from grading.experiments.search_table import digits

SHIPPED = Path(__file__).parents[2] / "course_utils" / "files" / "cell_table.npz"
CELLS, WIDTH = 40, 8


class Cell(nn.Module):
    """One cell; with stride 2 a reduction cell."""

    def __init__(self, in_channels: int, channels: int, blocks: Sequence[Block], stride: int) -> None:
        super().__init__()
        self.blocks = blocks
        squeeze = nn.Conv2d(in_channels, channels, 1, bias=False)
        self.squeeze = nn.Sequential(squeeze, nn.BatchNorm2d(channels), nn.ReLU())
        wires = [wire for a, first, b, second in blocks for wire in ((a, first), (b, second))]
        self.operations = nn.ModuleList(
            operation(name, channels, 1 if state else stride) for state, name in wires
        )
        used = {state for state, _ in wires}
        self.loose = [state for state in range(1, len(blocks) + 1) if state not in used]
        self.out_channels = channels * len(self.loose)

    def forward(self, x: Tensor) -> Tensor:
        """(N, in_channels, H, W) to (N, out_channels, ⌈H/stride⌉, ⌈W/stride⌉)."""
        states, operations = [self.squeeze(x)], iter(self.operations)
        for a, _, b, _ in self.blocks:
            states.append(next(operations)(states[a]) + next(operations)(states[b]))
        return torch.cat([states[state] for state in self.loose], dim=1)


def build(
    cell: dict[str, list[Block]], n: int, width: int = WIDTH, in_channels: int = 1, classes: int = 10
) -> nn.Module:
    """n normal cells, a reduction cell, n normal cells, a reduction cell, n normal cells, and the scores."""
    layers: list[nn.Module] = [
        nn.Sequential(
            nn.Conv2d(in_channels, width, 3, padding=1, bias=False), nn.BatchNorm2d(width), nn.ReLU()
        )
    ]
    channels = width
    for stage in range(3):
        kinds = (["reduction"] if stage else []) + ["normal"] * n
        for kind in kinds:
            stride = 2 if kind == "reduction" else 1
            made = Cell(channels, width * 2**stage, cell[kind], stride)
            layers.append(made)
            channels = made.out_channels
    return nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(channels, classes))


def drawn(seed: int = 0) -> np.ndarray:
    """CELLS different cells, (CELLS, 10) genes."""
    rng, kinds = np.random.default_rng(seed), len(CELL_OPERATIONS)
    bounds = np.array([kinds, kinds, 2, kinds, kinds] * 2)
    return np.unique(rng.integers(0, bounds, (4 * CELLS, 10)), axis=0)[rng.permutation(3 * CELLS)[:CELLS]]


def trained(genes: Sequence[int], n: int, images: data.ImageData, epochs: int) -> tuple[float, float]:
    """Validation and test accuracy of a stack of one cell."""
    with torch.random.fork_rng():
        torch.manual_seed(0)
        network = build(cell_of(genes), n)
    return reward(network, images, epochs=epochs)


def main() -> None:
    """Write the table."""
    torch.set_num_threads(1)
    small, large, cells = digits(), fashion14(), drawn()
    on_digits, on_fashion = [], []
    for genes in tqdm(cells, mininterval=10):
        on_digits.append(trained(genes, 1, small, epochs=4))
        on_fashion.append(trained(genes, 2, large, epochs=2))
    np.savez_compressed(
        SHIPPED,
        cells=cells.astype(np.int8),
        digits_validation=np.array([pair[0] for pair in on_digits], dtype=np.float32),
        digits_test=np.array([pair[1] for pair in on_digits], dtype=np.float32),
        fashion_test=np.array([pair[1] for pair in on_fashion], dtype=np.float32),
    )


if __name__ == "__main__":
    main()
