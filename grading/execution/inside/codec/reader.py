"""Reads values from bytes that may be forged; see `format`."""

from __future__ import annotations

import functools
import math
import struct
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from grading.execution.inside.codec import types
from grading.execution.inside.codec.format import (
    COMPLEX,
    FLOAT64,
    INT64,
    LENGTH,
    MAX_DEPTH,
    MAX_DIMENSIONS,
    MAX_INT_BYTES,
    MAX_ITEMS,
    MAX_KEYS,
    Value,
    WireError,
)

if TYPE_CHECKING:
    import torch  # the engine reads messages, too, and saves the second that it takes to import torch

__all__ = ["Reader"]

T = TypeVar("T")

SHAPES = tuple(struct.Struct(f"<{dimensions}Q") for dimensions in range(MAX_DIMENSIONS + 1))


class Reader:
    """Reads one value, made of plain built-in types. Raises WireError for bytes that our writer never writes.

    place: where in `data` the value starts.
    other: reads what the writer's `other` wrote; gets the tag and the reader.
    mutables: (object, start, end) of each array and container read, in the order in which they were written;
    start and end are its place in `data`.
    A message that ends too early makes `struct` or an index fail; `read_all` turns both into a WireError.
    """

    def __init__(self, data: bytes, other: Callable[[bytes, Reader], object], place: int = 0) -> None:
        self.data = data
        self.other = other
        self.place = place
        self.depth = 0
        self.count = 0
        self.keys = 0
        self.mutables: list[tuple[object, int, int]] = []

    def read_all(self) -> Value:
        """The one value in `data`; more bytes after it are an error."""
        try:
            value = self.read()
        except (IndexError, struct.error):
            raise WireError("a message that ends too early") from None
        if self.place != len(self.data):
            raise WireError(f"{len(self.data) - self.place} bytes left over after a value")
        return value

    def read(self) -> Value:
        """The next value."""
        tag = self.data[self.place]
        self.place += 1
        return READERS[tag](self)

    def hashed(self) -> list[object]:
        """Values after their count, for the keys and values of a dict or the members of a set."""
        values = self.items()
        self.keys += len(values)
        if self.keys > MAX_KEYS:
            raise WireError(f"dicts and sets of more than {MAX_KEYS} keys")
        return values

    def take(self, size: int) -> bytes:
        """The next `size` bytes."""
        end = self.place + size
        if size < 0 or end > len(self.data):
            raise WireError(f"a message that ends {end - len(self.data)} bytes too early")
        part, self.place = self.data[self.place : end], end
        return part

    def integer(self, form: struct.Struct) -> int:
        """The next integer of that form."""
        value: int = form.unpack_from(self.data, self.place)[0]
        self.place += form.size
        return value

    def raw(self) -> bytes:
        """Bytes after their length."""
        return self.take(self.integer(LENGTH))

    def text(self) -> str:
        """Text after its length."""
        try:
            return self.raw().decode("utf-8")
        except UnicodeDecodeError as error:
            raise WireError(f"text that is not UTF-8: {error}") from None

    def items(self) -> list[object]:
        """Values after their count."""
        data, count = self.data, self.integer(LENGTH)
        if count > len(data) - self.place:
            raise WireError(f"{count} values announced in {len(data) - self.place} bytes")
        self.deeper(count)
        values: list[object] = []
        for _ in range(count):  # `read`, without a call for each
            tag = data[self.place]
            self.place += 1
            values.append(READERS[tag](self))
        self.depth -= 1
        return values

    def deeper(self, parts: int) -> None:
        """Enter a container of so many parts. Raises WireError where parts or levels are too many."""
        self.count += parts
        self.depth += 1
        if self.count > MAX_ITEMS or self.depth > MAX_DEPTH:
            raise WireError(f"a value with more than {MAX_ITEMS} parts or {MAX_DEPTH} levels")


def _read_mutable(reader: Reader, empty: T, fill: Callable[[T, list[object]], None]) -> T:
    start, index = reader.place - 1, len(reader.mutables)
    reader.mutables.append((empty, start, start))
    try:
        fill(empty, reader.items() if type(empty) is list else reader.hashed())
    except (TypeError, ValueError) as error:
        raise WireError(f"a {type(empty).__name__} that cannot be: {error}") from None
    reader.mutables[index] = (empty, start, reader.place)
    return empty


def _fill_dict(target: dict[object, object], parts: list[object]) -> None:
    target.update(zip(parts[::2], parts[1::2], strict=True))


def _read_frozen(reader: Reader) -> frozenset[object]:
    try:
        return frozenset(reader.hashed())
    except TypeError as error:
        raise WireError(f"a frozenset that cannot be: {error}") from None


def _shape(reader: Reader) -> tuple[int, ...]:
    dimensions = reader.data[reader.place]
    if dimensions > MAX_DIMENSIONS:
        raise WireError(f"an array of {dimensions} dimensions")
    shape: tuple[int, ...] = SHAPES[dimensions].unpack_from(reader.data, reader.place + 1)
    reader.place += 1 + 8 * dimensions
    return shape


@functools.cache
def _dtypes() -> dict[bytes, np.dtype]:
    return {code.encode(): np.dtype(code) for code in types.numpy_dtypes()}


def _numbers(reader: Reader) -> np.ndarray:
    code = reader.raw()
    dtype = _dtypes().get(code)
    if dtype is None:
        raise WireError(f"an array of dtype {code[:20]!r}")
    shape, data = _shape(reader), reader.raw()
    _check_size(shape, dtype.itemsize, data)
    if dtype.kind == "b":  # a byte that is neither 0 nor 1 makes a bool that is neither true nor false
        return (np.frombuffer(data, np.uint8) != 0).reshape(shape)
    return np.ndarray(shape, dtype, bytearray(data)) if data else np.empty(shape, dtype)


def _check_size(shape: tuple[int, ...], itemsize: int, data: bytes) -> None:
    """Raise WireError unless the bytes fit the shape. An empty array's other lengths are bounded as well."""
    size = itemsize * math.prod(length or 1 for length in shape)
    if len(data) != (0 if 0 in shape else size) or size >= 2**48:
        raise WireError(f"{len(data)} bytes for an array of shape {shape[:8]}")


def _read_array(reader: Reader) -> np.ndarray:
    start = reader.place - 1
    array = _numbers(reader)
    reader.mutables.append((array, start, reader.place))
    return array


def _read_scalar(reader: Reader) -> object:
    array = _numbers(reader)
    if array.ndim:
        raise WireError("a NumPy scalar with dimensions")
    return array[()]


@functools.cache
def _torch_dtypes() -> dict[bytes, torch.dtype]:
    return {name.encode(): dtype for name, dtype in types.torch_dtypes().items()}


def _read_tensor(reader: Reader) -> torch.Tensor:
    import torch

    start, name = reader.place - 1, reader.raw()
    dtype = _torch_dtypes().get(name)
    if dtype is None:
        raise WireError(f"a tensor of dtype {name[:20]!r}")
    needs_grad = reader.take(1) != b"\0"
    shape, data = _shape(reader), reader.raw()
    _check_size(shape, dtype.itemsize, data)
    if not data:
        tensor = torch.empty(shape, dtype=dtype)
    elif dtype is torch.bool:
        tensor = (torch.frombuffer(bytearray(data), dtype=torch.uint8) != 0).reshape(shape)
    else:
        tensor = torch.frombuffer(bytearray(data), dtype=dtype).reshape(shape)
    if needs_grad and (dtype.is_floating_point or dtype.is_complex):
        tensor.requires_grad_(True)
    reader.mutables.append((tensor, start, reader.place))
    return tensor


def _read_big_int(reader: Reader) -> int:
    data = reader.raw()
    if len(data) > MAX_INT_BYTES:
        raise WireError(f"an integer of {len(data)} bytes")
    return int.from_bytes(data, "little", signed=True)


def _read_float(reader: Reader) -> float:
    value: float = FLOAT64.unpack_from(reader.data, reader.place)[0]
    reader.place += FLOAT64.size
    return value


def _read_extra(reader: Reader) -> object:
    start, name = reader.place - 1, reader.text()
    reader.deeper(1)
    payload = reader.read()
    reader.depth -= 1
    try:
        value = types.build(name, payload)
    except Exception as error:  # whatever a forged payload makes a constructor do
        raise WireError(f"a {name[:40]} that cannot be: {error}") from None
    if name in types.MUTABLE:
        reader.mutables.append((value, start, reader.place))
    return value


def _read_other(reader: Reader) -> object:
    return reader.other(reader.data[reader.place - 1 : reader.place], reader)


BY_TAG: dict[bytes, Callable[[Reader], object]] = {
    b"N": lambda reader: None,
    b".": lambda reader: ...,
    b"T": lambda reader: True,
    b"F": lambda reader: False,
    b"i": lambda reader: reader.integer(INT64),
    b"I": _read_big_int,
    b"d": _read_float,
    b"c": lambda reader: complex(*COMPLEX.unpack(reader.take(16))),
    b"s": Reader.text,
    b"b": Reader.raw,
    b"t": lambda reader: tuple(reader.items()),
    b"l": lambda reader: _read_mutable(reader, [], list.extend),
    b"D": lambda reader: _read_mutable(reader, {}, _fill_dict),
    b"S": lambda reader: _read_mutable(reader, set(), set.update),
    b"Z": _read_frozen,
    b"a": _read_array,
    b"g": _read_scalar,
    b"x": _read_tensor,
    b"X": _read_extra,
}
READERS = [BY_TAG.get(bytes([tag]), _read_other) for tag in range(256)]
