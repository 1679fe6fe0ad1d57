"""Trains plain and residual networks of four depths on the digits, for notebook 01.

`python -m grading.recompute.degradation` writes course_utils/files/degradation.json. The networks are the
solutions of grading/exercises/01_resnet.py. It takes some five minutes on one core and needs no network.
"""

from __future__ import annotations

import json
import platform
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import torch
from torch import nn
from tqdm import tqdm

from course_utils import data, training
from grading.recompute.solved import solutions

SHIPPED = Path(__file__).parents[2] / "course_utils" / "files" / "degradation.json"
SETTINGS: dict[str, Any] = {"epochs": 8, "rate": 0.05, "batch_size": 64, "schedule": "cosine"}
DEPTHS, SEEDS, WIDTH = (20, 32, 44, 56), range(5), 8
KINDS = ("plain", "residual", "residual-zero")
MEASURES = {
    "train_loss": "train_loss",
    "train_error": "train_error",
    "test_loss": "validation_loss",  # the test digits take the place of the validation split
    "test_error": "validation_error",
}


def network(defined: dict[str, Any], kind: str, depth: int, seed: int) -> nn.Module:
    """A network with He's initialisation; "residual-zero": the last BN weight of each block starts at 0."""
    torch.manual_seed(seed)
    make, block = defined["CifarResNet"], defined["BasicBlock"]
    model = make((depth - 2) // 6, block, kind != "plain", in_channels=1, width=WIDTH)
    torch.manual_seed(seed)
    for module in model.modules():
        if isinstance(module, nn.Conv2d):
            nn.init.kaiming_normal_(module.weight, nonlinearity="relu")
        if kind == "residual-zero" and isinstance(module, block):
            nn.init.zeros_(module.residual[-1].weight)
    return model


def run(defined: dict[str, Any], kind: str, depth: int, seed: int) -> dict[str, list[float]]:
    """Train one network; measure -> one number an epoch."""
    digits = data.load("digits").standardised()
    history = training.fit(
        network(defined, kind, depth, seed),
        replace(digits, validation=digits.test),
        precision="float32",
        progress=False,
        device="cpu",
        seed=seed,
        **SETTINGS,
    )
    return {measure: [round(v, 5) for v in getattr(history, name)] for measure, name in MEASURES.items()}


def runs() -> Iterator[tuple[str, dict[str, list[list[float]]]]]:
    """Every network with its curves, one list for each seed."""
    defined = solutions("01_resnet")
    torch.set_num_threads(1)
    for kind in KINDS:
        for depth in tqdm(DEPTHS, desc=kind):
            found = [run(defined, kind, depth, seed) for seed in SEEDS]
            yield f"{kind}-{depth}", {measure: [one[measure] for one in found] for measure in MEASURES}


def main() -> None:
    """Write the log."""
    settings = SETTINGS | {
        "command": "python -m grading.recompute.degradation",
        "data": "digits, 1,294 training and 359 test images of 1×8×8, standardised",
        "width": WIDTH,
        "torch": str(torch.__version__),
        "machine": f"{platform.system()} {platform.machine()}, one CPU thread",
    }
    log = {"settings": settings, "seeds": list(SEEDS), "runs": dict(runs())}
    SHIPPED.write_text(json.dumps(log, separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"{len(log['runs'])} networks, {len(SEEDS)} runs each, in {SHIPPED}")


if __name__ == "__main__":
    main()
