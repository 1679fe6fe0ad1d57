"""Make the Fashion-MNIST subset that course_utils ships: `python -m grading.recompute.fashion_subset FOLDER`.

FOLDER holds the four files of Fashion-MNIST, for instance /usr/share/datasets/fashion-mnist, where Debian's
package dataset-fashion-mnist puts them, or FashionMNIST/raw in the cache after load("fashion").
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from course_utils.data._formats import read_idx
from course_utils.data.sources import FASHION_MINI

TRAIN, TEST = 400, 100  # images of each class


def first_of_each_class(labels: NDArray, count: int) -> NDArray[np.intp]:
    """Indices of the first `count` images of every class, in the order of the file.

    Raises ValueError if a class has fewer.
    """
    classes, sizes = np.unique(labels, return_counts=True)
    if sizes.min() < count:
        raise ValueError(f"class {classes[sizes.argmin()]} has {sizes.min()} images, {count} are wanted")
    return np.sort(np.concatenate([np.flatnonzero(labels == c)[:count] for c in classes]))


def subset(folder: Path) -> dict[str, NDArray[np.uint8]]:
    """Images (5000, 28, 28) and labels (5000,), 4,000 from the training, 1,000 from the test file."""
    images, labels = [], []
    for part, count in (("train", TRAIN), ("t10k", TEST)):
        found = read_idx(folder / f"{part}-labels-idx1-ubyte.gz")
        which = first_of_each_class(found, count)
        images.append(read_idx(folder / f"{part}-images-idx3-ubyte.gz")[which])
        labels.append(found[which])
    return {"images": np.concatenate(images), "labels": np.concatenate(labels)}


if __name__ == "__main__":
    np.savez_compressed(FASHION_MINI, **subset(Path(sys.argv[1])))  # type: ignore[arg-type]
    print(f"wrote {FASHION_MINI}, {FASHION_MINI.stat().st_size / 1e6:.1f} MB")
