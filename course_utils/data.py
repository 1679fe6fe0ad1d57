"""Real data that needs no network."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["Digits", "load_digits"]


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
    """Load the 1,797 digits, shuffled by `seed`, the last `test_size` of them for testing.

    Raises ValueError unless both splits keep at least one image.
    """
    from sklearn.datasets import load_digits as sklearn_digits  # slow to import, so only when used

    raw, labels = sklearn_digits(return_X_y=True)
    if not 0 < test_size < len(raw):
        raise ValueError(f"test_size must be between 1 and {len(raw) - 1}, got {test_size}")
    order = np.random.default_rng(seed).permutation(len(raw))
    images = (raw[order] / 16).astype(np.float32).reshape(-1, 1, 8, 8)
    labels = labels[order].astype(np.int64)
    train = images[:-test_size]
    mean, std = float(train.mean()), float(train.std())
    images = (images - mean) / np.float32(std)
    return Digits(
        images[:-test_size], labels[:-test_size], images[-test_size:], labels[-test_size:], mean, std
    )
