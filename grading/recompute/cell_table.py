"""Train randomly drawn cells on digits and on clothing: `python -m grading.recompute.cell_table`.

On one thread, some five minutes. Writes course_utils/files/cell_table.npz.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from tqdm import tqdm

from course_utils import data
from course_utils.models.search_space import CELL_OPERATIONS, cell_of, reward
from course_utils.training.race import fashion14
from grading.recompute.search_table import digits
from grading.recompute.solved import solutions

SHIPPED = Path(__file__).parents[2] / "course_utils" / "files" / "cell_table.npz"
CELLS = 40


def drawn(seed: int = 0) -> np.ndarray:
    """CELLS different cells, (CELLS, 10) genes."""
    rng, kinds = np.random.default_rng(seed), len(CELL_OPERATIONS)
    bounds = np.array([kinds, kinds, 2, kinds, kinds] * 2)
    return np.unique(rng.integers(0, bounds, (4 * CELLS, 10)), axis=0)[rng.permutation(3 * CELLS)[:CELLS]]


def trained(genes: Sequence[int], n: int, images: data.ImageData, epochs: int) -> tuple[float, float]:
    """Validation and test accuracy of a stack of one cell."""
    with torch.random.fork_rng():
        torch.manual_seed(0)
        network = solutions("04_architecture_search")["build_from_cell"](cell_of(genes), n)
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
