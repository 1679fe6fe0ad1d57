"""Small networks compared fairly: one data set, one recipe, several seeds, and the log of such runs."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from importlib.resources import files

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn
from torch.nn import functional

from course_utils import training
from course_utils.data._image_data import ImageData, Split, channel_statistics, load
from course_utils.inspection.cost import model_cost

__all__ = ["Run", "errors", "fashion14", "logged", "run"]

LOG = "variants.json"  # made by `python -m grading.recompute.variants`


@dataclass(frozen=True)
class Run:
    """One training run. params: weights and biases. macs: multiplications for one image.

    cpu_seconds: processor time that training took, of all threads. test_error: share of wrong answers on
    the test images after the last epoch.
    """

    variant: str
    seed: int
    epochs: int
    params: int
    macs: int
    cpu_seconds: float
    test_error: float


def fashion14() -> ImageData:
    """The embedded Fashion-MNIST subset at 14×14 (means of 2×2 pixels), standardised; 1,000 test images."""
    full = load("fashion-mini")
    train, validation, test = (
        Split(functional.avg_pool2d(split.images.float() / 255, 2), split.labels)
        for split in (full.train, full.validation, full.test)
    )
    mean, std = channel_statistics(train.images)
    return replace(full, train=train, validation=validation, test=test, mean=mean, std=std).standardised()


def run(
    variant: str, network: nn.Module, data: ImageData, *, epochs: int, seed: int, rate: float = 0.1
) -> Run:
    """Train `network` in place on the CPU, in batches of 64 with a cosine schedule, and measure it.

    seed: decides the order of the images; the first weights are the network's own.
    """
    shape = (1, *data.train.images.shape[1:])
    cost = model_cost(network, shape)
    begin = time.process_time()
    training.fit(
        network,
        data,
        epochs=epochs,
        rate=rate,
        batch_size=64,
        schedule="cosine",
        precision="float32",
        device="cpu",
        seed=seed,
        progress=False,
    )
    seconds = time.process_time() - begin
    error = training.evaluate(network, data.test)[1]
    return Run(variant, seed, epochs, cost.params, cost.macs, round(seconds, 2), round(error, 4))


def logged() -> list[Run]:
    """The runs that ship with the course; see `grading/recompute/variants.py`."""
    text = (files("course_utils") / "files" / LOG).read_text(encoding="utf-8")
    return [Run(**record) for record in json.loads(text)["runs"]]


def errors(runs: Iterable[Run], variant: str, epochs: int) -> NDArray[np.float64]:
    """Test errors of one variant's runs of this length, by seed.

    Raises ValueError if there is none.
    """
    chosen = sorted((r for r in runs if (r.variant, r.epochs) == (variant, epochs)), key=lambda r: r.seed)
    if not chosen:
        raise ValueError(f"there is no run of {variant!r} with {epochs} epochs")
    return np.array([one.test_error for one in chosen])


def as_json(runs: Iterable[Run], **about: object) -> str:
    """The log's text: what it is about, then one run a line."""
    lines = ",\n".join("  " + json.dumps(asdict(one)) for one in runs)
    head = json.dumps(about | {"torch": torch.__version__}, indent=1)[:-2]
    return f'{head},\n "runs": [\n{lines}\n ]\n}}\n'
