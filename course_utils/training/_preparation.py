"""What `fit` does before the first step: put things on the device, see that they fit, choose a precision."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import torch
from torch import nn, optim
from torch.nn.functional import cross_entropy
from torch.optim.lr_scheduler import LRScheduler

from course_utils.data._image_data import ImageData, Split
from course_utils.training import _checkpoints
from course_utils.training._devices import Team, autocast, faster_precision, own_random_numbers
from course_utils.training._history import History
from course_utils.training._recipe import Recipe

__all__ = ["Run", "choose_precision", "prepare", "start"]

PROBE_IMAGES = 64  # on a CPU; a GPU is timed with whole batches, which small ones would not fill


def prepare(
    model: nn.Module,
    data: ImageData,
    recipe: Recipe,
    device: torch.device,
    team: Team,
    *,
    channels_last: bool,
) -> ImageData:
    """Move the model to the device, and return the data there.

    TypeError or ValueError if they are not what `fit` takes, or do not fit together.
    """
    if not isinstance(model, nn.Module):
        raise TypeError(f"model must be an nn.Module, got {type(model).__name__}; did you forget to call it?")
    if not isinstance(data, ImageData):
        raise TypeError(f"data must be ImageData, got {type(data).__name__}; see course_utils.data.load")
    least = min(recipe.batch_size, 2 * team.size)
    if recipe.batch_size < team.size or len(data.train) < least:
        shared = f"{len(data.train)} training images in batches of {recipe.batch_size}"
        raise ValueError(
            f"{shared} are too few for {team.size} processes; start fewer, or take larger batches"
        )
    if data.train.images.dtype == torch.uint8:
        raise ValueError(f"{data.name} holds uint8 images; pass data.standardised(), which are float32")
    model.to(device)
    if channels_last and device.type != "mps":  # MPS has its own layout
        model.to(memory_format=torch.channels_last)  # type: ignore[call-overload]
    data = data.to(device)
    _try_out(model, data)
    return data


@dataclass
class Run:
    """One run of training: what it works on, and the parts of it that change and go into a checkpoint."""

    model: nn.Module
    data: ImageData
    recipe: Recipe
    team: Team
    optimiser: optim.SGD
    scheduler: LRScheduler
    history: History

    def parts(self) -> dict[str, _checkpoints.Part]:
        """What a checkpoint keeps. The random numbers are not among it: each epoch's follow from the seed."""
        return {
            "model": self.model,
            "optimiser": self.optimiser,
            "scheduler": self.scheduler,
            "history": self.history,
        }

    def settings(self) -> dict[str, Any]:
        """What must be the same when the run is resumed."""
        return self.recipe.decisive() | _describe(self.data)


def start(
    model: nn.Module, data: ImageData, recipe: Recipe, team: Team, resume: str | Path | None = None
) -> Run:
    """A run at its beginning, or at the end of the last epoch that the checkpoint `resume` knows of."""
    optimiser = recipe.optimiser(model)
    saved = _checkpoints.load(resume) if resume else None
    if recipe.precision == "auto":
        earlier = saved["settings"]["precision"] if saved else None
        recipe = replace(recipe, precision=earlier or choose_precision(model, data.train, recipe, team))
    where = {"device": str(data.train.images.device), "processes": team.size, "torch": str(torch.__version__)}
    history = History({"model": type(model).__name__} | _describe(data) | recipe.as_dict() | where)
    run = Run(model, data, recipe, team, optimiser, recipe.scheduler(optimiser), history)
    if resume and saved:
        _checkpoints.restore(resume, saved, run.parts(), run.settings())
        if not team.agrees(len(run.history), data.train.images.device):
            raise _checkpoints.CheckpointError(
                f"{resume} is not the same file for all processes; share one folder"
            )
    return run


def _describe(data: ImageData) -> dict[str, Any]:
    return {"data": data.name, "images": list(data.train.images.shape), "standardised": data.is_standardised}


def choose_precision(model: nn.Module, split: Split, recipe: Recipe, team: Team) -> str:
    """ "float32" or "bfloat16", whichever trains this model faster on its device, for all processes alike.

    Leaves weights, statistics and random numbers as they were.
    """
    device = split.images.device
    count = min(recipe.batch_size, PROBE_IMAGES) if device.type == "cpu" else recipe.batch_size
    part = split.subset(max(2, count // team.size))
    before = {name: value.clone() for name, value in model.state_dict().items()}

    def step(precision: str) -> None:
        with autocast(device, precision):
            loss = cross_entropy(model(part.images), part.labels)
        loss.backward()

    model.train()
    with own_random_numbers(device):
        choice = faster_precision(step, device)
    model.load_state_dict(before)
    model.zero_grad()
    faster = torch.tensor(int(choice == "bfloat16"), device=device)
    team.copy_from_leader(faster)
    return "bfloat16" if faster else "float32"


def _try_out(model: nn.Module, data: ImageData) -> None:
    """One forward pass on two images. ValueError if it fails, or does not give a score for each class."""
    images = data.train.images[:2]
    model.eval()
    try:
        with torch.no_grad():
            scores = model(images)
    except RuntimeError as error:
        advice = (
            ". Write x.flatten(1) for x.view(...), or pass channels_last=False"
            if "view size" in str(error)
            else ""
        )
        shape = tuple(images.shape[1:])
        raise ValueError(f"the model cannot take images of shape {shape}: {error}{advice}") from error
    got = tuple(scores.shape) if isinstance(scores, torch.Tensor) else type(scores).__name__
    if not isinstance(got, tuple) or len(got) != 2 or got[0] != len(images) or got[1] < len(data.classes):
        wanted = f"scores of shape (N, {len(data.classes)}), one for each class of {data.name}"
        raise ValueError(f"the model must return {wanted}; for {len(images)} images it returned {got}")
