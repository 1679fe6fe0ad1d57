"""Trains the small networks of notebook 03, several seeds each, and logs what came out.

`python -m grading.recompute.variants` writes course_utils/files/variants.json. It takes about half an hour
of one processor core, and needs no network. The networks are made of the notebook's own cells, with its
reference solutions.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import torch
from torch import nn
from tqdm import tqdm

from course_utils.training import race
from grading.recompute.solved import solutions

SHIPPED = Path(__file__).parents[2] / "course_utils" / "files" / race.LOG
SEEDS, EPOCHS = range(5), (2, 5)


def networks() -> tuple[tuple[str, ...], Callable[[str], nn.Module]]:
    """The variants' names, and what makes one: the notebook's locked and solution cells, run."""
    namespace = solutions("03_resnet_variants")
    return namespace["VARIANTS"] + namespace["SMALL"], namespace["variant"]


def trained(names: Sequence[str], seeds: Sequence[int], epochs: Sequence[int]) -> list[race.Run]:
    """One run for each combination, one after the other on one thread."""
    torch.set_num_threads(1)
    make, data = networks()[1], race.fashion14()
    runs = []
    for name in tqdm(names):
        for length in epochs:
            for seed in seeds:
                torch.manual_seed(seed)
                runs.append(race.run(name, make(name), data, epochs=length, seed=seed))
    return runs


def main() -> None:
    """Write the log."""
    runs = trained(networks()[0], list(SEEDS), list(EPOCHS))
    about = {"command": "python -m grading.recompute.variants", "data": "fashion-mini, 14×14", "threads": 1}
    SHIPPED.write_text(race.as_json(runs, **about), encoding="utf-8")
    print(f"{len(runs)} runs in {SHIPPED}")


if __name__ == "__main__":
    main()
