"""Small stand-ins for the files of CIFAR-10 and Fashion-MNIST, byte for byte of their formats."""

from __future__ import annotations

import gzip
import io
import struct
import tarfile

import numpy as np

BATCHES = (*(f"data_batch_{i}" for i in range(1, 6)), "test_batch")


def idx(array):
    """A gzipped IDX file of unsigned bytes."""
    head = bytes([0, 0, 8, array.ndim]) + struct.pack(f">{array.ndim}I", *array.shape)
    return gzip.compress(head + array.astype(np.uint8).tobytes(), mtime=0)


def cifar_batch(images, labels):
    """A batch as Python 2 pickled it: its own kind of strings, NumPy's modules by their old names."""
    pixels = images.reshape(len(images), -1)
    parts = [b"\x80\x02}(", string(b"labels"), b"](", *map(integer, labels), b"e", string(b"data")]
    parts += [b"cnumpy.core.multiarray\n_reconstruct\ncnumpy\nndarray\nK\x00\x85U\x01b\x87R"]
    parts += [b"(K\x01", *map(integer, pixels.shape), b"\x86cnumpy\ndtype\nU\x02u1K\x00K\x01\x87R"]
    parts += [
        b"(K\x03U\x01|NNNJ\xff\xff\xff\xffJ\xff\xff\xff\xffK\x00tb\x89",
        string(pixels.tobytes()),
        b"tb",
    ]
    return b"".join([*parts, b"u."])


def string(value):
    """Python 2's str."""
    return b"T" + struct.pack("<i", len(value)) + value


def integer(value):
    return b"J" + struct.pack("<i", int(value))


def cifar_archive(batches):
    """The tar file. batches: name -> content of the member."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as archive:
        for name, content in {"batches.meta": b"", **batches, "readme.html": b"<html>"}.items():
            member = tarfile.TarInfo(f"cifar-10-batches-py/{name}")
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    return out.getvalue()


def random_cifar(count=4, seed=0):
    """An archive with `count` images a batch, and the images (6·count, 3, 32, 32) and labels in it."""
    rng = np.random.default_rng(seed)
    images = rng.integers(0, 256, (6 * count, 3, 32, 32), dtype=np.uint8)
    labels = rng.integers(0, 10, 6 * count)
    parts = zip(BATCHES, np.split(images, 6), np.split(labels, 6), strict=True)
    return cifar_archive({name: cifar_batch(*part) for name, *part in parts}), images, labels
