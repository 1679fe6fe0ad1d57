"""Small data and networks for the tests of training, also for those that run in processes of their own."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from course_utils.data import ImageData, Split
from course_utils.data._image_data import channel_statistics


def patterns(count: int = 150, *, classes: int = 4, noise: float = 0.5, seed: int = 0) -> ImageData:
    """Each class is a fixed 2×6×6 image plus noise, so that any network learns it in a few epochs."""
    generator = torch.Generator().manual_seed(seed)
    means = torch.randn(classes, 2, 6, 6, generator=torch.Generator().manual_seed(99))

    def split(size: int) -> Split:
        labels = torch.randint(classes, (size,), generator=generator)
        return Split(means[labels] + noise * torch.randn(size, 2, 6, 6, generator=generator), labels)

    train = split(count)
    names = tuple("abcdefgh"[:classes])
    return ImageData("patterns", train, split(70), split(50), names, *channel_statistics(train.images))


def network(*, normalise: bool = True, dropout: float = 0.0, classes: int = 4, seed: int = 0) -> nn.Module:
    """A small convolutional network with BatchNorm (or GroupNorm, which treats every image by itself)."""
    torch.manual_seed(seed)
    return nn.Sequential(
        nn.Conv2d(2, 8, 3, padding=1),
        nn.BatchNorm2d(8) if normalise else nn.GroupNorm(2, 8),
        nn.ReLU(),
        nn.Dropout(dropout),
        nn.Flatten(),
        nn.Linear(8 * 36, classes),
    )


def same_weights(one: nn.Module, other: nn.Module) -> bool:
    """Whether two models agree in every bit of every weight and statistic."""
    pairs = zip(one.state_dict().values(), other.state_dict().values(), strict=True)
    return all(torch.equal(a, b) for a, b in pairs)


def shift_by_noise(images: Tensor, generator: torch.Generator) -> Tensor:
    """An augmentation that consumes random numbers for each image."""
    return images + 0.1 * torch.randn(images.shape, generator=generator)


class Interrupting:
    """An augmentation that presses stop at its `last` call, as a reader does in a notebook."""

    def __init__(self, last: int) -> None:
        self.last, self.calls = last, 0

    def __call__(self, images: Tensor, generator: torch.Generator) -> Tensor:
        self.calls += 1
        if self.calls == self.last:
            raise KeyboardInterrupt
        return shift_by_noise(images, generator)

    def __repr__(self) -> str:
        return "shift_by_noise"


class Watching:
    """An augmentation that takes down each batch as it came and as it left."""

    def __init__(self) -> None:
        self.batches: list[tuple[Tensor, Tensor]] = []

    def __call__(self, images: Tensor, generator: torch.Generator) -> Tensor:
        changed = shift_by_noise(images, generator)
        self.batches.append((images.clone(), changed.clone()))
        return changed

    def places(self, split: Split) -> list[Tensor]:
        """Of each batch, where its images stand in the split."""
        pairs = [images[:, None] == split.images for images, _ in self.batches]
        return [same.flatten(2).all(dim=2).float().argmax(dim=1) for same in pairs]

    def labelled(self, split: Split) -> list[tuple[Tensor, Tensor]]:
        """Each batch as the model got it, with its labels."""
        images = [changed for _, changed in self.batches]
        labels = [split.labels[places] for places in self.places(split)]
        return list(zip(images, labels, strict=True))


def for_digits() -> nn.Module:
    """What `python -m course_utils.training` may be told to train."""
    return nn.Sequential(nn.Flatten(), nn.Linear(64, 10))
