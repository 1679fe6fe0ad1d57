"""Image sets as tensors in memory: splits, statistics of the training split, batches.

The raw arrays and where they come from: `sources`. Random changes of training images: `augment`.
"""

from course_utils.data._image_data import (
    DataUnavailableError,
    Digits,
    ImageData,
    Split,
    batches,
    channel_statistics,
    load,
    load_digits,
    load_or_digits,
    split_up,
)

__all__ = [
    "DataUnavailableError",
    "Digits",
    "ImageData",
    "Split",
    "augment",
    "batches",
    "channel_statistics",
    "load",
    "load_digits",
    "load_or_digits",
    "sources",
    "split_up",
]
