"""What training saw, epoch by epoch: numbers that plot, save and load themselves."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # matplotlib takes a second to import, so only when something is drawn
    from matplotlib.axes import Axes

__all__ = ["CURVES", "History"]

CURVES = ("train_loss", "train_error", "validation_loss", "validation_error", "rate", "seconds")


@dataclass
class History:
    """One entry an epoch in every list, and how training ended.

    train_loss, train_error: means over the epoch, while the model was learning (and images were augmented).
    validation_loss, validation_error: of the model as it was after the epoch. Errors are fractions, 0 to 1.
    rate: the learning rate of the epoch. seconds: what its training took, validation not counted.
    settings: what `fit` was called with, and where it ran.
    interrupted: someone pressed stop. diverged: the loss became infinite or not a number.
    """

    settings: dict[str, Any] = field(default_factory=dict)
    train_loss: list[float] = field(default_factory=list)
    train_error: list[float] = field(default_factory=list)
    validation_loss: list[float] = field(default_factory=list)
    validation_error: list[float] = field(default_factory=list)
    rate: list[float] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    interrupted: bool = False
    diverged: bool = False

    def __len__(self) -> int:
        return len(self.train_loss)

    def __str__(self) -> str:
        ending = ", interrupted" if self.interrupted else ", diverged" if self.diverged else ""
        if not len(self):
            return f"no epoch finished{ending}"
        return (
            f"{len(self)} epochs in {sum(self.seconds):.1f} s{ending}: "
            f"train loss {self.train_loss[-1]:.4f}, train error {self.train_error[-1]:.2%}, "
            f"validation loss {self.validation_loss[-1]:.4f}, "
            f"validation error {self.validation_error[-1]:.2%} (best {min(self.validation_error):.2%})"
        )

    def append(self, **values: float) -> None:
        """Add one epoch: a value for each of the lists."""
        if set(values) != set(CURVES):
            raise ValueError(f"an epoch needs {', '.join(CURVES)}; got {', '.join(values)}")
        for name, value in values.items():
            getattr(self, name).append(float(value))

    def state_dict(self) -> dict[str, list[float]]:
        """The curves, for a checkpoint."""
        return {name: list(getattr(self, name)) for name in CURVES}

    def load_state_dict(self, state_dict: dict[str, list[float]], /) -> None:
        """Go on from the curves of a checkpoint; the settings stay those of this call."""
        for name in CURVES:
            setattr(self, name, list(state_dict[name]))

    def plot(self, axes: tuple[Axes, Axes] | None = None) -> tuple[Axes, Axes]:
        """Draw loss and error against epochs, on two new Axes unless given; returns the Axes.

        A vertical line marks where the learning rate fell. ValueError if no epoch was finished.
        """
        if not len(self):
            raise ValueError(f"there is nothing to draw: {self}")
        import matplotlib.pyplot as plt

        from course_utils import plots

        left, right = (
            axes if axes is not None else plt.subplots(1, 2, figsize=(9, 3.2), layout="constrained")[1]
        )
        loss = {"training": self.train_loss, "validation": self.validation_loss}
        error = {"training": self.train_error, "validation": self.validation_error}
        plots.curves(loss, left, xlabel="epoch", ylabel="loss")
        percent = {name: [100 * value for value in values] for name, values in error.items()}
        plots.curves(percent, right, xlabel="epoch", ylabel="error, %")
        for epoch in range(1, len(self)):
            if self.rate[epoch] < 0.2 * self.rate[epoch - 1]:
                for ax in (left, right):
                    ax.axvline(epoch + 0.5, color="0.6", linewidth=0.8, linestyle=":")
        return left, right

    def save(self, path: str | Path) -> None:
        """Write everything as JSON, so that other programs can read it."""
        Path(path).write_text(json.dumps(asdict(self), indent=1, allow_nan=False) + "\n", encoding="utf-8")

    @classmethod
    def load(cls, path: str | Path) -> History:
        """Read what `save` wrote. ValueError if the file holds something else."""
        try:
            values = json.loads(Path(path).read_text(encoding="utf-8"))
            history = cls(**values)
            lengths = {len(getattr(history, name)) for name in CURVES}
        except (TypeError, ValueError) as error:
            raise ValueError(f"{path} is not a history that History.save wrote: {error}") from None
        if len(lengths) != 1:
            raise ValueError(f"{path} is damaged: its lists have different lengths, {sorted(lengths)}")
        return history
