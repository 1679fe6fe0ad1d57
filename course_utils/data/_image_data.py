"""Image data sets as tensors in memory: splits, statistics of the training split, batches."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from course_utils.data import sources
from course_utils.data._downloads import DataUnavailableError

__all__ = [
    "DataUnavailableError",
    "Digits",
    "ImageData",
    "Split",
    "batches",
    "channel_statistics",
    "load",
    "load_digits",
    "split_up",
]


@dataclass(frozen=True)
class Split:
    """A set of images with their labels, checked when it is made.

    images: (N, C, H, W), uint8 from 0 to 255, or float32 without NaN or infinity (from 0 to 1, or
    standardised). labels: (N,), int64, 0 or more. Both on one device.
    Raises ValueError for anything else.
    """

    images: Tensor
    labels: Tensor

    def __post_init__(self) -> None:
        images, labels = self.images, self.labels
        if images.ndim != 4 or labels.shape != images.shape[:1]:
            raise ValueError(
                f"images should have shape (N, C, H, W) and labels (N,); got {tuple(images.shape)} and "
                f"{tuple(labels.shape)}"
            )
        if not images.numel():
            raise ValueError(f"a split needs at least one image, got images of shape {tuple(images.shape)}")
        if images.dtype not in (torch.uint8, torch.float32):
            raise ValueError(f"images should be uint8 (0 to 255) or float32, got {images.dtype}")
        if labels.dtype != torch.int64:
            raise ValueError(f"labels should be int64, got {labels.dtype}; convert them with .long()")
        if labels.min() < 0:
            raise ValueError(f"labels count from 0, got {int(labels.min())}")
        low, high = images.aminmax()  # quicker than isfinite for every pixel; NaN comes through
        if not (low.isfinite() and high.isfinite()):
            bad = int((~images.isfinite()).sum())
            raise ValueError(f"images hold {bad} values that are NaN or infinite; look where they come from")

    def __len__(self) -> int:
        return len(self.labels)

    def to(self, device: torch.device | str) -> Split:
        """The same split on another device."""
        return Split(self.images.to(device), self.labels.to(device))

    def subset(self, which: int | Tensor) -> Split:
        """The first `which` images (all, if there are fewer), or those at the indices `which`, int64 (M,)."""
        if isinstance(which, int):
            return Split(self.images[: max(which, 0)], self.labels[: max(which, 0)])
        which = which.to(self.labels.device)
        return Split(self.images[which], self.labels[which])


@dataclass(frozen=True)
class ImageData:
    """A data set in three splits of equal image shape.

    classes: their names; labels index into them.
    mean, std: (C,), of the training split's pixels on the scale from 0 to 1, whatever the images hold now.
    is_standardised: whether the images were standardised with them.
    Raises ValueError if a label has no class or the shapes differ.
    """

    name: str
    train: Split
    validation: Split
    test: Split
    classes: tuple[str, ...]
    mean: Tensor
    std: Tensor
    is_standardised: bool = False

    def __post_init__(self) -> None:
        shape = self.train.images.shape[1:]
        for part, split in self._splits().items():
            if split.images.shape[1:] != shape:
                raise ValueError(
                    f"{part} images have shape {tuple(split.images.shape[1:])}, training {tuple(shape)}"
                )
            if split.labels.max() >= len(self.classes):
                raise ValueError(
                    f"{part} labels reach {int(split.labels.max())}, but count from 0 and there are "
                    f"{len(self.classes)} classes"
                )

    def _splits(self) -> dict[str, Split]:
        return {"train": self.train, "validation": self.validation, "test": self.test}

    def to(self, device: torch.device | str) -> ImageData:
        """The same data on another device."""
        train, validation, test = (split.to(device) for split in self._splits().values())
        mean, std = self.mean.to(device), self.std.to(device)
        return replace(self, train=train, validation=validation, test=test, mean=mean, std=std)

    def standardised(self) -> ImageData:
        """float32 images (pixel - mean) / std, channel by channel, with the training split's statistics.

        Raises ValueError if they are standardised already, or if a channel is constant (std 0).
        """
        if self.is_standardised:
            raise ValueError(f"{self.name} is standardised already")
        if not (self.std > 0).all():
            raise ValueError(f"a channel of {self.name} is constant: std {self.std.tolist()}; leave it out")
        train, validation, test = (
            Split(_standardise(split.images, self.mean, self.std), split.labels)
            for split in self._splits().values()
        )
        return replace(self, train=train, validation=validation, test=test, is_standardised=True)


def _standardise(images: Tensor, mean: Tensor, std: Tensor) -> Tensor:
    scale = _white(images)  # the statistics are stretched, not the images: one copy of them less
    return torch.sub(images, scale * mean[:, None, None]).div_(scale * std[:, None, None])


def _white(images: Tensor) -> int:
    """What 1 means on the scale from 0 to 1."""
    return 255 if images.dtype == torch.uint8 else 1


def load(name: str, *, validation: float = 0.1, seed: int = 0, limit: int | None = None) -> ImageData:
    """Load a data set by name.

    "digits" (1,797 of 1×8×8), "patches" (8,480 of 3×8×8, tiles of two photographs) and "fashion-mini" (5,000
    of 1×28×28) need no network; "fashion" (70,000 of 1×28×28) and "cifar10" (60,000 of 3×32×32) are
    downloaded once. Where the source names a test split, that is `test`; else `seed` draws a fifth.
    validation: share of the training images that is held out, drawn by `seed`.
    limit: at most so many images in each split.
    Raises ValueError for another name or an empty split, DataUnavailableError if the data cannot be had.
    """
    if name not in sources.SOURCES:
        raise ValueError(f"no data set is called {name!r}; there are {', '.join(map(repr, sources.SOURCES))}")
    return split_up(name, sources.SOURCES[name](), validation=validation, seed=seed, limit=limit)


def split_up(
    name: str, raw: sources.Raw, *, validation: float = 0.1, seed: int = 0, limit: int | None = None
) -> ImageData:
    """Shuffle by `seed`, hold out test and validation images, and measure those left for training.

    Arguments as for `load`.
    """
    if not 0 < validation < 1:
        raise ValueError(f"validation is a share between 0 and 1, both excluded; got {validation}")
    if limit is not None and limit < 1:
        raise ValueError(f"limit is a number of images, 1 or more; got {limit}")
    order = np.random.default_rng(seed).permutation(len(raw.labels))
    if raw.test_size:
        is_test = order >= len(order) - raw.test_size
        test, rest = order[is_test], order[~is_test]
    else:
        test, rest = np.split(order, [len(order) // 5])
    held_out, train = np.split(rest, [max(1, round(validation * len(rest)))])
    train_split, validation_split, test_split = (
        Split(torch.from_numpy(raw.images[which[:limit]]), torch.from_numpy(raw.labels[which[:limit]]))
        for which in (train, held_out, test)
    )
    mean, std = channel_statistics(train_split.images)
    return ImageData(name, train_split, validation_split, test_split, raw.classes, mean, std)


def channel_statistics(images: Tensor) -> tuple[Tensor, Tensor]:
    """Mean and standard deviation of each channel over all images and pixels, on the scale from 0 to 1.

    images: (N, C, H, W), uint8 or float32. Returns two float32 tensors (C,); summed in float64.
    """
    channels = [images[:, c].flatten() for c in range(images.shape[1])]
    if images.dtype == torch.uint8:  # counting the 256 values is exact, and ten times quicker
        share = torch.stack([torch.bincount(c, minlength=256) for c in channels]).double() / len(channels[0])
        values = torch.arange(256, dtype=torch.float64) / 255
        mean = share @ values
        return mean.float(), (share * (values - mean[:, None]) ** 2).sum(dim=1).sqrt().float()
    pairs = [torch.std_mean(c.double(), correction=0) for c in channels]
    std, mean = torch.tensor(pairs, dtype=torch.float32).T
    return mean, std


def batches(
    split: Split,
    batch_size: int,
    *,
    generator: torch.Generator | None = None,
    augment: Callable[[Tensor, torch.Generator], Tensor] | None = None,
) -> Iterator[tuple[Tensor, Tensor]]:
    """Go once through a split: images (B, C, H, W) and labels (B,), where only the last B may be smaller.

    generator: shuffles, and makes the random choices of `augment`; without it the order stays.
    """
    if batch_size < 1:
        raise ValueError(f"batch_size is a number of images, 1 or more; got {batch_size}")
    if augment is not None and generator is None:
        raise ValueError("augment draws random numbers: pass generator=torch.Generator().manual_seed(0)")
    return _batches(split, batch_size, generator, augment)


def _batches(
    split: Split,
    batch_size: int,
    generator: torch.Generator | None,
    augment: Callable[[Tensor, torch.Generator], Tensor] | None,
) -> Iterator[tuple[Tensor, Tensor]]:
    """The loop of `batches`, apart from it so that bad arguments raise at once, not at the first batch."""
    if generator is None:
        yield from zip(split.images.split(batch_size), split.labels.split(batch_size), strict=True)
        return
    order = torch.randperm(len(split), generator=generator, device=generator.device)
    for which in order.to(split.labels.device).split(batch_size):
        images = split.images.index_select(0, which)
        yield augment(images, generator) if augment else images, split.labels.index_select(0, which)


@dataclass(frozen=True)
class Digits:
    """Handwritten digits, split once and standardised with the training split's own mean and deviation.

    x_train, x_test: float32 images of shape (N, 1, 8, 8), mean 0 and deviation 1 over the training split.
    y_train, y_test: int64 labels 0 to 9 of shape (N,).
    mean, std: of the raw training pixels, which lie between 0 and 1.
    Source: Alpaydin and Kaynak's test set of optical digits, as scikit-learn ships it (1,797 images).
    """

    x_train: NDArray[np.float32]
    y_train: NDArray[np.int64]
    x_test: NDArray[np.float32]
    y_test: NDArray[np.int64]
    mean: float
    std: float


def load_digits(*, test_size: int = 360, seed: int = 0) -> Digits:
    """Load the 1,797 digits as arrays, shuffled by `seed`, the last `test_size` of them for testing.

    Raises ValueError unless both splits keep at least one image.
    """
    raw = sources.digits()
    if not 0 < test_size < len(raw.labels):
        raise ValueError(f"test_size must be between 1 and {len(raw.labels) - 1}, got {test_size}")
    order = np.random.default_rng(seed).permutation(len(raw.labels))
    images, labels = raw.images[order], raw.labels[order]
    train = images[:-test_size]
    mean, std = float(train.mean()), float(train.std())
    images = ((images - mean) / np.float32(std)).astype(np.float32)
    return Digits(
        images[:-test_size], labels[:-test_size], images[-test_size:], labels[-test_size:], mean, std
    )
