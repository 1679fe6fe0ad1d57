"""Where the data sets come from: files that packages ship, and files that are downloaded once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from course_utils.data import _formats
from course_utils.data._downloads import RemoteFile, fetch

__all__ = ["Raw", "cifar10", "digits", "fashion", "patches"]

_CLOTHES = (
    *("T-shirt/top", "Trouser", "Pullover", "Dress", "Coat"),
    *("Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot"),
)
_THINGS = ("airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck")
CIFAR10 = RemoteFile(
    "cifar-10-python.tar.gz",
    "https://www.cs.toronto.edu/~kriz/cifar-10-python.tar.gz",
    "6d958be074577803d12ecdefd02955f39262c83c16fe9348329d7fe0b5c001ce",
)
_FASHION_URL = "https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion"
FASHION = tuple(
    # The folder is torchvision's, so that COURSE_DATA can name a folder which that library filled.
    RemoteFile(f"FashionMNIST/raw/{name}-ubyte.gz", f"{_FASHION_URL}/{name}-ubyte.gz", sha256)
    for name, sha256 in (
        ("train-images-idx3", "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84"),
        ("train-labels-idx1", "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845"),
        ("t10k-images-idx3", "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073"),
        ("t10k-labels-idx1", "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5"),
    )
)
FASHION_MINI = Path(__file__).parents[1] / "files" / "fashion_mini.npz"


@dataclass(frozen=True)
class Raw:
    """A data set as its source has it.

    images: (N, C, H, W), uint8, or float32 from 0 to 1. labels: int64 (N,). classes: their names.
    test_size: so many of the last images are the source's own test split; 0 if it has none.
    """

    images: NDArray
    labels: NDArray[np.int64]
    classes: tuple[str, ...]
    test_size: int = 0


def digits() -> Raw:
    """1,797 handwritten digits, 1×8×8, that scikit-learn ships (Alpaydin and Kaynak's test set)."""
    from sklearn.datasets import load_digits  # slow to import, so only when used

    pixels, labels = load_digits(return_X_y=True)
    images = (pixels / 16).astype(np.float32).reshape(-1, 1, 8, 8)
    return Raw(images, labels.astype(np.int64), tuple("0123456789"))


def patches(size: int = 8) -> Raw:
    """Colour tiles, 3×size×size, of the two photographs that scikit-learn ships; the label says of which.

    The tiles do not overlap, so that no pixel is in two splits.
    """
    from sklearn.datasets import load_sample_images

    tiles = [_tiles(photograph, size) for photograph in load_sample_images().images]
    labels = np.repeat(np.arange(len(tiles)), [len(of_one) for of_one in tiles])
    return Raw(np.concatenate(tiles), labels.astype(np.int64), ("temple", "flower"))


def _tiles(photograph: NDArray[np.uint8], size: int) -> NDArray[np.uint8]:
    """Cut (height, width, 3) into tiles (N, 3, size, size), leaving out what is over at the edges."""
    rows, columns = photograph.shape[0] // size, photograph.shape[1] // size
    whole = photograph[: rows * size, : columns * size]
    grid = whole.reshape(rows, size, columns, size, 3)
    return grid.transpose(0, 2, 4, 1, 3).reshape(-1, 3, size, size)


def fashion_mini() -> Raw:
    """5,000 pieces of clothing, 1×28×28, which this package ships: 4,000 for training, 1,000 for testing."""
    with np.load(FASHION_MINI, allow_pickle=False) as file:
        images, labels = file["images"], file["labels"]
    return Raw(images[:, None], labels.astype(np.int64), _CLOTHES, test_size=1000)


def fashion(files: Sequence[RemoteFile] = FASHION) -> Raw:
    """Fashion-MNIST: 70,000 pieces of clothing, 1×28×28, the last 10,000 for testing (Xiao et al. 2017)."""
    train_images, train_labels, test_images, test_labels = [_formats.read_idx(fetch(file)) for file in files]
    images, labels = np.concatenate([train_images, test_images]), np.concatenate([train_labels, test_labels])
    return Raw(images[:, None], labels.astype(np.int64), _CLOTHES, test_size=len(test_labels))


def cifar10(file: RemoteFile = CIFAR10) -> Raw:
    """CIFAR-10: 60,000 photographs of ten kinds of things, 3×32×32, the last 10,000 for testing."""
    images, labels, test_size = _formats.read_cifar10(fetch(file))
    return Raw(images, labels, _THINGS, test_size)


SOURCES: dict[str, Callable[[], Raw]] = {
    "digits": digits,
    "patches": patches,
    "fashion-mini": fashion_mini,
    "fashion": fashion,
    "cifar10": cifar10,
}
