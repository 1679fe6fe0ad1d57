"""Training in one call, `fit`: the lecture's recipe, on whatever device is there.

The data lie on the device as one tensor, and a batch is a handful of its rows: no loader, no workers.
"""

from __future__ import annotations

import math
import time
import warnings
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn.functional import cross_entropy
from torch.nn.parallel import DistributedDataParallel
from tqdm.auto import tqdm

from course_utils.data._image_data import ImageData, Split, batches
from course_utils.training import _checkpoints
from course_utils.training._devices import Team, autocast, join_team, own_random_numbers, pick_device
from course_utils.training._history import History
from course_utils.training._memory import keep_freed_memory
from course_utils.training._preparation import Run, prepare, start
from course_utils.training._recipe import Augmentation, Recipe, advance

__all__ = ["Diverged", "History", "evaluate", "fit", "pick_device"]

LOOK_EVERY = 16  # steps between two looks at the loss: each makes a GPU wait


class Diverged(RuntimeWarning):
    """The loss became infinite or not a number, so training was stopped."""


def fit(
    model: nn.Module,
    data: ImageData,
    *,
    epochs: int,
    rate: float = 0.1,
    batch_size: int = 256,
    momentum: float = 0.9,
    weight_decay: float = 1e-4,
    schedule: str = "plateau",
    augment: Augmentation | None = None,
    precision: str = "auto",
    channels_last: bool = True,
    compile: bool = False,
    device: str | torch.device | None = None,
    seed: int = 0,
    checkpoint: str | Path | None = None,
    resume: str | Path | None = None,
    progress: bool = True,
) -> History:
    """Train `model` on data.train by SGD with momentum; measure it on data.validation after each epoch.

    model: maps images (N, C, H, W) to scores (N, classes). It is trained in place, and left on the device in
    evaluation mode. You may stop the cell at any time: the model keeps what it has learned so far.
    data: float images, used as they are: you will mostly want load(...).standardised().
    rate, batch_size, momentum, weight_decay, schedule: the lecture's, unless you change them; see `Recipe`.
    augment: changes a batch of images, given a generator; for example course_utils.data.augment.Augment().
    precision: "float32", "bfloat16" (autocast), or "auto": whichever a few timed steps find faster. Name one
    when two runs must agree in every bit.
    channels_last: lay the channels of a pixel side by side in memory, which convolutions prefer.
    compile: pass the model through torch.compile: a minute or more of waiting, for long runs.
    seed: decides the order of images, augmentation and dropout; the first weights are the model's own.
    checkpoint: file to write after each epoch. resume: such a file, to go on from as if nothing had happened.
    Under torchrun the processes share out every batch. The result is that of one process up to rounding,
    except that BatchNorm normalises each process's share by itself. Such a script ends in leave_team().
    Raises TypeError or ValueError for wrong input, CheckpointError for a checkpoint that is not this run's.
    Warns with Diverged, and returns, when the loss is no longer finite.
    """
    recipe = Recipe(epochs, rate, batch_size, momentum, weight_decay, schedule, augment, precision, seed)
    device = pick_device(device)
    if device.type == "cpu":
        keep_freed_memory()
    team = join_team(device)
    data = prepare(model, data, recipe, device, team, channels_last=channels_last)
    run = start(model, data, recipe, team, resume)
    network = _wrap(model, device, team, compile)
    try:
        with _bar(run, progress) as bar, own_random_numbers(device):
            for epoch in range(len(run.history) + 1, epochs + 1):
                bar.set_description(f"epoch {epoch}/{epochs}")
                learned = _learn(run, network, epoch, bar)
                loss, error = _measure(model, data.validation, run.recipe.precision, team)
                _check_finite(loss, run.recipe, epoch)
                run.history.append(**learned, validation_loss=loss, validation_error=error)
                advance(run.scheduler, error)
                if checkpoint:
                    if team.leads:
                        _checkpoints.save(checkpoint, run.parts(), run.settings())
                    team.wait()  # the others may want to read it
    except KeyboardInterrupt:
        run.history.interrupted = True
    except Diverged as reason:
        run.history.diverged = True
        if team.leads:
            warnings.warn(reason, stacklevel=2)
    model.eval()
    return run.history


def evaluate(
    model: nn.Module, split: Split, *, batch_size: int = 1024, precision: str = "float32"
) -> tuple[float, float]:
    """Mean cross-entropy, and share of wrong answers (0 to 1), of the model on a split.

    The model is measured in evaluation mode, on its own device, and then is in the mode it was in before.
    The images must be prepared like those it was trained on.
    """
    device = next(model.parameters(), split.images).device
    was_training = model.training
    try:
        return _measure(model, split.to(device), precision, Team(), batch_size)
    finally:
        model.train(was_training)


class _Tally:
    """Loss and wrong answers so far, summed on the device, so that a GPU need not wait at every step."""

    def __init__(self, device: torch.device, team: Team) -> None:
        self.sums = torch.zeros(2, device=device)
        self.team = team
        self.seen = 0
        self.batches = 0

    def add(self, scores: Tensor, labels: Tensor, loss: Tensor, seen: int) -> None:
        """Count one batch: this process's scores, labels and summed loss; `seen` images in all processes."""
        wrong = (scores.detach().argmax(dim=1) != labels).sum(dtype=torch.float32)
        self.sums += torch.stack([loss.detach().float(), wrong])
        self.seen += seen
        self.batches += 1

    def means(self) -> tuple[float, float]:
        """Loss and error, each as a mean over the images of all processes."""
        loss, wrong = (self.team.total(self.sums) / self.seen).tolist()
        return loss, wrong


def _learn(run: Run, network: nn.Module, epoch: int, bar: tqdm) -> dict[str, float]:
    """One epoch, a step of the optimiser for every batch. Returns what History keeps of it."""
    recipe, team, split, device = run.recipe, run.team, run.data.train, run.data.train.images.device
    start_time, rate = time.perf_counter(), run.optimiser.param_groups[0]["lr"]
    # Every epoch has random numbers of its own, so a resumed run draws what an unbroken one would have drawn.
    torch.manual_seed(_seed(recipe.seed, epoch, team.rank))  # for dropout: different in every process
    generator = torch.Generator().manual_seed(_seed(recipe.seed, epoch))  # for batches: the same in all
    tally = _Tally(device, team)
    network.train()
    for images, labels in batches(split, recipe.batch_size, generator=generator, augment=recipe.augment):
        size = len(labels)
        if size < min(recipe.batch_size, 2 * team.size):
            continue  # what is left over is too little for BatchNorm, or for every process to have some
        images, labels = team.share(images), team.share(labels)
        with autocast(device, recipe.precision):
            scores = network(images)
            loss = cross_entropy(scores, labels, reduction="sum")
        run.optimiser.zero_grad()
        (loss * (team.size / size)).backward()  # DDP averages over the processes, which makes it loss / size
        run.optimiser.step()
        tally.add(scores, labels, loss, size)
        if tally.batches % LOOK_EVERY == 1:
            _show(tally, bar, recipe, epoch)
        bar.update(size)
    loss_mean, error = _show(tally, bar, recipe, epoch)
    seconds = time.perf_counter() - start_time
    return {"train_loss": loss_mean, "train_error": error, "rate": rate, "seconds": seconds}


def _show(tally: _Tally, bar: tqdm, recipe: Recipe, epoch: int) -> tuple[float, float]:
    """Put loss and accuracy of the epoch so far on the bar, and return loss and error."""
    loss, error = tally.means()
    _check_finite(loss, recipe, epoch)
    bar.set_postfix(loss=f"{loss:.3f}", accuracy=f"{1 - error:.1%}", refresh=False)
    return loss, error


def _check_finite(loss: float, recipe: Recipe, epoch: int) -> None:
    """Raise Diverged, with advice, unless the loss is a finite number."""
    if not math.isfinite(loss):
        single = ', or precision="float32"' if recipe.precision == "bfloat16" else ""
        raise Diverged(
            f"training diverged in epoch {epoch}: the loss is {loss}. Try a rate below {recipe.rate:g}, "
            f"standardised images (data.standardised()), another initialisation, normalisation{single}."
        )


def _measure(
    model: nn.Module, split: Split, precision: str, team: Team, batch_size: int = 1024
) -> tuple[float, float]:
    """Loss and error on a split, each process on its share. Leaves the model in evaluation mode."""
    team.copy_from_leader(*model.buffers())  # every process has its own BatchNorm statistics
    tally = _Tally(split.images.device, team)
    model.eval()
    with torch.no_grad(), autocast(split.images.device, precision):
        for images, labels in batches(split, batch_size):
            images, part = team.share(images), team.share(labels)
            scores = model(images)
            tally.add(scores, part, cross_entropy(scores, part, reduction="sum"), len(labels))
    return tally.means()


def _wrap(model: nn.Module, device: torch.device, team: Team, compiled: bool) -> nn.Module:
    """The model as the training loop calls it; the weights are the model's own."""
    network: Any = model
    if team.size > 1:
        network = DistributedDataParallel(model, [device] if device.type == "cuda" else None)
    if compiled:
        network = torch.compile(network)
    return network


def _bar(run: Run, progress: bool) -> tqdm:
    """A progress bar that counts images; only the leading process shows one."""
    images = len(run.data.train)
    done, total = len(run.history) * images, run.recipe.epochs * images
    hidden = not (progress and run.team.leads)
    return tqdm(total=total, initial=done, unit="image", unit_scale=True, disable=hidden)


def _seed(*numbers: int) -> int:
    """One seed made of several numbers, such that neighbours have nothing in common."""
    return int(np.random.SeedSequence(numbers).generate_state(1)[0])
