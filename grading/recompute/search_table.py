"""Train all 1,125 architectures of `search_space`: `python -m grading.recompute.search_table`.

Two seeds each, on one thread, about four minutes a seed on a quiet machine. Writes
course_utils/files/search_table.npz.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch
from torch import nn
from tqdm import tqdm

from course_utils import data
from course_utils.inspection.cost import model_cost
from course_utils.models.search_space import architectures, reward
from grading.recompute.solved import solutions

SHIPPED = Path(__file__).parents[2] / "course_utils" / "files" / "search_table.npz"
SEEDS = 2


def build(text: str) -> nn.Module:
    """The network of an architecture's text."""
    network: nn.Module = solutions("04_architecture_search")["build_from_string"](text)
    return network


def digits() -> data.ImageData:
    """The digits as the table's networks see them: 1,078 to train, 360 to choose by, 359 to test."""
    return data.load("digits", validation=0.25, seed=0).standardised()


def trained(text: str, seed: int, images: data.ImageData) -> tuple[int, int]:
    """How many validation and test images one architecture gets right with the weights of one seed."""
    with torch.random.fork_rng():
        torch.manual_seed(seed)
        network = build(text)
    validation, test = reward(network, images, seed=seed)
    return round(validation * len(images.validation)), round(test * len(images.test))


def main() -> None:
    """Write the table, anew after each seed."""
    torch.set_num_threads(1)
    images, texts = digits(), architectures()
    costs = [model_cost(build(text), (1, 1, 8, 8)) for text in texts]
    right: list[list[tuple[int, int]]] = []
    for seed in range(SEEDS):
        bar = tqdm(texts, desc=f"seed {seed}", mininterval=10)
        right.append([trained(text, seed, images) for text in bar])
        found = np.array(right, dtype=np.int16)
        np.savez_compressed(
            SHIPPED,
            validation=found[..., 0],
            test=found[..., 1],
            images=np.array([len(images.validation), len(images.test)]),
            params=np.array([cost.params for cost in costs], dtype=np.int32),
            macs=np.array([cost.macs for cost in costs], dtype=np.int32),
        )


if __name__ == "__main__":
    main()
