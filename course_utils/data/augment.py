"""Random changes to a whole batch of images at once, on the device where the images are."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn.functional import pad

__all__ = ["Augment"]


@dataclass(frozen=True)
class Augment:
    """The usual augmentation of small images: each is mirrored or not, and shifted by a few pixels.

    flip: mirror each image left to right with probability 1/2; leave it out where left and right differ in
    meaning (digits). shift: at most so many pixels up or down, and left or right; the border is zero, which
    is the mean colour once the images are standardised.
    Source: He et al. 2015, section 4.2 (4 pixels on 32×32 images).
    """

    flip: bool = True
    shift: int = 4

    def __post_init__(self) -> None:
        if self.shift < 0:
            raise ValueError(f"shift is a number of pixels, 0 or more; got {self.shift}")

    def __call__(self, images: Tensor, generator: torch.Generator) -> Tensor:
        """Changed copies of images (N, C, H, W), same shape and dtype; `generator` decides every change."""
        if images.ndim != 4:
            raise ValueError(f"images should have shape (N, C, H, W), got {tuple(images.shape)}")
        n, device = len(images), generator.device
        if self.flip:
            mirrored = torch.rand(n, generator=generator, device=device) < 0.5
            images = _flip_some(images, mirrored.to(images.device))
        if self.shift:
            offsets = torch.randint(-self.shift, self.shift + 1, (2, n), generator=generator, device=device)
            images = _shift_each(images, *offsets.to(images.device), reach=self.shift)
        return images


def _flip_some(images: Tensor, mirrored: Tensor) -> Tensor:
    """Mirror image i left to right where mirrored[i]. images: (N, C, H, W); mirrored: bool (N,)."""
    return torch.where(mirrored[:, None, None, None], images.flip(3), images)


def _shift_each(images: Tensor, down: Tensor, right: Tensor, *, reach: int) -> Tensor:
    """Move image i by down[i] rows and right[i] columns; what comes in at the border is zero.

    images: (N, C, H, W). down, right: int64 (N,), from -reach to reach.
    """
    height, width = images.shape[2:]
    # The padded images seen through every possible window: a view, nothing is copied yet.
    windows = pad(images, (reach, reach, reach, reach)).unfold(2, height, 1).unfold(3, width, 1)
    return windows[torch.arange(len(images), device=images.device), :, reach - down, reach - right]
