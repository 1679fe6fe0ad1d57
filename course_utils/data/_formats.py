"""Readers of the two file formats that downloaded data sets come in. The caller has checked the hash."""

from __future__ import annotations

import gzip
import io
import pickle
import tarfile
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["read_cifar10", "read_idx"]

_UNSIGNED_BYTES = 8  # the only type that (Fashion-)MNIST uses


def read_idx(path: Path) -> NDArray[np.uint8]:
    """Read a gzipped IDX file of unsigned bytes, MNIST's format.

    It holds two zeros, the type, the number of axes, their sizes (each in four bytes), then the values.
    Raises ValueError for another type, or if the sizes do not fit the values.
    """
    content = gzip.decompress(path.read_bytes())
    axes = content[3] if content[:3] == bytes([0, 0, _UNSIGNED_BYTES]) else 0
    shape = np.frombuffer(content, ">u4", axes, offset=4) if len(content) >= 4 + 4 * axes else ()
    if not axes or len(content) - 4 - 4 * axes != np.prod(shape):
        raise ValueError(f"{path} is no IDX file of unsigned bytes: it begins with {content[:16].hex()}")
    return np.frombuffer(content, np.uint8, offset=4 + 4 * axes).reshape(shape).copy()


def read_cifar10(path: Path) -> tuple[NDArray[np.uint8], NDArray[np.int64], int]:
    """Read CIFAR-10's Python archive.

    Returns images (N, 3, 32, 32), labels (N,), and how many of the last are for testing.
    Nothing is unpacked to disk. Raises ValueError if a batch is missing or not of that form.
    """
    names = [f"data_batch_{i}" for i in range(1, 6)] + ["test_batch"]
    with tarfile.open(path, "r:gz") as archive:
        members = {Path(m.name).name: archive.extractfile(m) for m in archive if m.isfile()}
        content = {name: found.read() for name, found in members.items() if found and name in names}
    if missing := [name for name in names if name not in content]:
        raise ValueError(f"{path} is not CIFAR-10's Python archive: it lacks {', '.join(missing)}")
    parts = [_read_batch(content[name], name) for name in names]
    images, labels = (np.concatenate(arrays) for arrays in zip(*parts, strict=True))
    return images, labels, len(parts[-1][1])


def _read_batch(content: bytes, name: str) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    batch = _ArrayUnpickler(io.BytesIO(content), encoding="bytes").load()
    pixels, labels = (batch.get(key) if isinstance(batch, dict) else None for key in (b"data", b"labels"))
    if not isinstance(pixels, np.ndarray) or pixels.dtype != np.uint8 or pixels.shape[1:] != (3 * 32 * 32,):
        raise ValueError(f"{name} holds no uint8 array of shape (N, 3072) under 'data'")
    if not isinstance(labels, list) or len(labels) != len(pixels):
        raise ValueError(f"{name} holds no list of {len(pixels)} labels under 'labels'")
    return pixels.reshape(-1, 3, 32, 32), np.array(labels, dtype=np.int64)


class _ArrayUnpickler(pickle.Unpickler):
    """Builds arrays, dicts, lists, numbers and strings. What else a pickle names is refused."""

    _ADMITTED = {  # noqa: RUF012 (never changed)
        ("numpy", "dtype"): np.dtype,
        ("numpy", "ndarray"): np.ndarray,
        # Python's own way to rebuild an array; its module was renamed in NumPy 2.
        ("numpy.core.multiarray", "_reconstruct"): np.empty(0).__reduce__()[0],
    }

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) not in self._ADMITTED:
            raise pickle.UnpicklingError(
                f"refused to load {module}.{name}: only NumPy arrays are expected here"
            )
        return self._ADMITTED[module, name]
