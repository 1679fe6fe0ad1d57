"""What benchmarks/training.py compares `fit` with: each makes a function that passes over the images once."""

from __future__ import annotations

import importlib
import warnings
from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn.functional import cross_entropy, pad
from torch.utils.data import DataLoader, Dataset

from course_utils.data import ImageData
from course_utils.training._memory import keep_freed_memory


def sgd(model: nn.Module) -> torch.optim.SGD:
    """The optimiser that all of them use."""
    return torch.optim.SGD(model.parameters(), 0.01, momentum=0.9, weight_decay=1e-4)


def bare_loop(
    model: nn.Module, data: ImageData, batch: int, precision: str, device: torch.device
) -> Callable[[], None]:
    """The limit: images on the device, padded once; no bar, no accuracy, no checks, no validation. It keeps
    its memory from step to step, as `fit` does.
    """
    keep_freed_memory()
    model.to(device, memory_format=torch.channels_last)  # type: ignore[call-overload]
    optimiser, labels = sgd(model), data.train.labels
    windows = pad(data.train.images, (4, 4, 4, 4)).unfold(2, 32, 1).unfold(3, 32, 1)
    half = torch.autocast(device.type, torch.bfloat16, enabled=precision == "bfloat16")

    def once() -> None:
        model.train()
        for which in torch.randperm(len(labels), device=device).split(batch):
            down, right = torch.randint(9, (2, len(which)), device=device)
            images = windows[which, :, down, right]
            mirrored = torch.rand(len(which), 1, 1, 1, device=device) < 0.5
            images = torch.where(mirrored, images.flip(3), images)
            with half:
                loss = cross_entropy(model(images), labels[which])
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()

    return once


class Samples(Dataset[tuple[Tensor, Tensor]]):
    """Images one by one, changed one by one, as transforms do it."""

    def __init__(self, data: ImageData) -> None:
        self.images, self.labels = data.train.images, data.train.labels
        self.mean, self.std = data.mean[:, None, None], data.std[:, None, None]

    def __len__(self) -> int:
        return len(self.labels)

    def __getitem__(self, index: int) -> tuple[Tensor, Tensor]:
        image = pad(self.images[index], (4, 4, 4, 4))
        down, right = torch.randint(9, (2,)).tolist()
        image = image[:, down : down + 32, right : right + 32]
        if torch.rand(1) < 0.5:
            image = image.flip(2)
        return (image.float().div(255) - self.mean) / self.std, self.labels[index]


class Loader:
    """The usual DataLoader over `Samples`, and the device that its batches go to."""

    def __init__(self, data: ImageData, batch: int, workers: int, device: torch.device) -> None:
        self.device = device
        self.batches = DataLoader(
            Samples(data),
            batch,
            shuffle=True,
            num_workers=workers,
            persistent_workers=workers > 0,
            pin_memory=device.type == "cuda",
        )


def loader_loop(model: nn.Module, loader: Loader, *, amp: bool) -> Callable[[], None]:
    """The loop of the reference training scripts: loss and accuracy read at every step.

    amp: float16 with a gradient scaler on a GPU, as they do it; bfloat16 on a CPU, where they do not.
    """
    device = loader.device
    model.to(device)
    optimiser = sgd(model)
    kind = torch.float16 if device.type == "cuda" else torch.bfloat16
    scaler = torch.amp.GradScaler(device.type, enabled=amp and device.type == "cuda")

    def once() -> None:
        model.train()
        seen, total, right = 0, 0.0, 0
        for batch_images, batch_labels in loader.batches:
            images = batch_images.to(device, non_blocking=True)
            labels = batch_labels.to(device, non_blocking=True)
            with torch.autocast(device.type, kind, enabled=amp):
                scores = model(images)
                loss = cross_entropy(scores, labels)
            optimiser.zero_grad()
            scaler.scale(loss).backward()
            scaler.step(optimiser)
            scaler.update()
            seen += len(labels)
            total += loss.item() * len(labels)
            right += int((scores.argmax(1) == labels).sum())

    return once


def lightning_loop(model: nn.Module, loader: Loader, clock: Callable[[], float]) -> Callable[[], float]:
    """PyTorch Lightning's Trainer, without bar, logger and checkpoints; its setting up is not timed.

    clock: gives seconds.
    """
    import logging

    for name in ("lightning.pytorch", "lightning.pytorch.utilities.rank_zero", "lightning.fabric"):
        logging.getLogger(name).setLevel(logging.ERROR)
    lightning: Any = importlib.import_module("lightning")
    base: Any = lightning.LightningModule
    seconds: list[float] = []

    class Module(base):
        def __init__(self) -> None:
            super().__init__()
            self.model = model

        def training_step(self, batch: tuple[Tensor, Tensor], index: int) -> Tensor:
            return cross_entropy(self.model(batch[0]), batch[1])

        def configure_optimizers(self) -> torch.optim.Optimizer:
            return sgd(self.model)

        def on_train_epoch_start(self) -> None:
            self.began = clock()

        def on_train_epoch_end(self) -> None:
            if loader.device.type == "cuda":
                torch.cuda.synchronize()
            seconds.append(clock() - self.began)

    module = Module()
    precision = "16-mixed" if loader.device.type == "cuda" else "32-true"

    def once() -> float:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            trainer = lightning.Trainer(
                max_epochs=1,
                accelerator=loader.device.type,
                devices=1,
                precision=precision,
                logger=False,
                enable_checkpointing=False,
                enable_progress_bar=False,
                enable_model_summary=False,
            )
            trainer.fit(module, loader.batches)
        return seconds[-1]

    return once
