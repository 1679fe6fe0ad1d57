"""How to train: the lecture's settings, checked once, and the schedules of the learning rate."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from torch import Generator, Tensor, nn, optim
from torch.optim.lr_scheduler import (
    ConstantLR,
    CosineAnnealingLR,
    LRScheduler,
    MultiStepLR,
    ReduceLROnPlateau,
)

__all__ = ["PRECISIONS", "SCHEDULES", "Augmentation", "Recipe", "advance"]

Augmentation = Callable[[Tensor, Generator], Tensor]
SCHEDULES = ("plateau", "steps", "cosine", "constant")
PRECISIONS = ("auto", "float32", "bfloat16")
PATIENCE = 5


@dataclass(frozen=True)
class Recipe:
    """The settings that decide what training computes. ValueError or TypeError if one makes no sense.

    schedule: "plateau" divides the rate by 10 once the validation error has not fallen for 5 epochs;
    "steps" divides it by 10 after half and three quarters of the epochs, as He et al. 2015 did on CIFAR-10;
    "cosine" lets it fall to 0 along half a cosine; "constant" leaves it as it is.
    """

    epochs: int
    rate: float = 0.1
    batch_size: int = 256
    momentum: float = 0.9
    weight_decay: float = 1e-4
    schedule: str = "plateau"
    augment: Augmentation | None = None
    precision: str = "auto"
    seed: int = 0

    def __post_init__(self) -> None:
        for name, least in {"epochs": 1, "batch_size": 1, "seed": 0}.items():
            value = getattr(self, name)
            if not isinstance(value, int) or value < least:
                raise ValueError(f"{name} must be a whole number, at least {least}; got {value!r}")
        if not 0 < self.rate < math.inf:
            raise ValueError(f"rate must be positive and finite, got {self.rate!r}; the lecture's is 0.1")
        if not 0 <= self.momentum < 1:
            raise ValueError(f"momentum must be at least 0 and below 1, got {self.momentum!r}")
        if not 0 <= self.weight_decay < math.inf:
            raise ValueError(f"weight_decay must be at least 0, got {self.weight_decay!r}")
        for name, allowed in {"schedule": SCHEDULES, "precision": PRECISIONS}.items():
            if getattr(self, name) not in allowed:
                raise ValueError(f"{name} must be one of {', '.join(allowed)}; got {getattr(self, name)!r}")
        if self.augment is not None and not callable(self.augment):
            raise TypeError(f"augment must be called with images and a generator; got {self.augment!r}")

    def optimiser(self, model: nn.Module) -> optim.SGD:
        """SGD with momentum, and weight decay on every weight. ValueError if the model has none to learn."""
        weights = [weight for weight in model.parameters() if weight.requires_grad]
        if not weights:
            raise ValueError(f"{type(model).__name__} has no weights to learn; are all of them frozen?")
        return optim.SGD(weights, self.rate, self.momentum, weight_decay=self.weight_decay)

    def scheduler(self, optimiser: optim.SGD) -> LRScheduler:
        """What changes the optimiser's rate after an epoch; see `advance`."""
        if self.schedule == "plateau":
            return ReduceLROnPlateau(optimiser, factor=0.1, patience=PATIENCE)
        if self.schedule == "steps":
            return MultiStepLR(optimiser, [self.epochs // 2, self.epochs * 3 // 4], gamma=0.1)
        if self.schedule == "cosine":
            return CosineAnnealingLR(optimiser, self.epochs)
        return ConstantLR(optimiser, factor=1.0)

    def as_dict(self) -> dict[str, Any]:
        """The settings as plain values, with `augment` as text."""
        name = getattr(self.augment, "__qualname__", None) or repr(self.augment)
        return vars(self) | {"augment": name}

    def decisive(self) -> dict[str, Any]:
        """The settings that a resumed run must share with the run it goes on from.

        That is all of them; only epochs may be added, unless the schedule was laid out for their number.
        """
        settings = self.as_dict()
        if self.schedule in ("plateau", "constant"):
            del settings["epochs"]
        return settings


def advance(scheduler: LRScheduler, validation_error: float) -> None:
    """Tell the schedule that an epoch is over, and how it ended."""
    if isinstance(scheduler, ReduceLROnPlateau):
        scheduler.step(validation_error)
    else:
        scheduler.step()
