"""Image sets as tensors in memory: splits, statistics of the training split, batches.

The raw arrays and where they come from: `sources`. Random changes of training images: `augment`.
"""

from course_utils.data._image_data import (
    DataUnavailableError,
    Digits,
    ImageData,
    Split,
    batches,
    load,
    load_digits,
)

__all__ = [
    "DataUnavailableError",
    "Digits",
    "ImageData",
    "Split",
    "augment",
    "batches",
    "load",
    "load_digits",
    "sources",
]
