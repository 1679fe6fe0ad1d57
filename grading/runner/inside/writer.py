"""Writes values as bytes; see `wire`."""

from __future__ import annotations

import functools
import struct
import sys
from collections.abc import Callable
from typing import Any

import numpy as np

from . import extras
from .wire import COMPLEX, FLOAT64, INT64, LENGTH, MAX_DEPTH, MAX_INT_BYTES, NUMBER_KINDS, UnsendableError

__all__ = ["Writer"]


class Writer:
    """Writes one value. `mutables` lists the arrays and containers met, in order.

    other: writes what is not a plain value; gets the writer and the value, raises UnsendableError.
    known: id of an object -> the bytes that stand for it, tried before anything else.
    """

    def __init__(
        self, other: Callable[[Writer, Any], None], *, known: dict[int, bytes] | None = None
    ) -> None:
        self.other = other
        self.known = known or {}
        self.parts: list[bytes | memoryview] = []
        self.mutables: list[Any] = []
        self.depth = 0

    def write(self, value: Any) -> Writer:
        """Append `value`; raises UnsendableError."""
        if self.known and id(value) in self.known:
            self.parts.append(self.known[id(value)])
            return self
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise UnsendableError(f"a value nested deeper than {MAX_DEPTH} levels cannot cross")
        writer = WRITERS.get(type(value)) or _inherited_writer(type(value))  # type: ignore[arg-type]
        writer(self, value)
        self.depth -= 1
        return self

    def joined(self) -> bytes:
        """Everything written so far."""
        return b"".join(self.parts)

    def text(self, tag: bytes, value: str) -> None:
        """A tag, a length and text."""
        self.raw(tag, str.encode(value, "utf-8", "replace"))

    def raw(self, tag: bytes, value: bytes | memoryview) -> None:
        """A tag, a length and bytes."""
        self.parts += [tag, LENGTH.pack(len(value)), value]

    def items(self, tag: bytes, values: Any) -> None:
        """A tag, a count and values."""
        values = tuple(values)
        self.parts += [tag, LENGTH.pack(len(values))]
        for value in values:
            self.write(value)


def _write_int(writer: Writer, value: int) -> None:
    value = int.__add__(value, 0)
    if -(2**63) <= value < 2**63:
        writer.parts += [b"i", INT64.pack(value)]
        return
    size = value.bit_length() // 8 + 1
    if size > MAX_INT_BYTES:
        raise UnsendableError(f"an integer of {size} bytes cannot cross; the limit is {MAX_INT_BYTES}")
    writer.raw(b"I", value.to_bytes(size, "little", signed=True))


def _write_mutable(tag: bytes, base: type, pairs: bool = False) -> Callable[[Writer, Any], None]:
    def write(writer: Writer, value: Any) -> None:
        writer.mutables.append(value)
        if pairs:
            writer.items(tag, (part for pair in base.items(value) for part in pair))  # type: ignore[attr-defined]
        else:
            writer.items(tag, base.__iter__(value))  # type: ignore[attr-defined]

    return write


def _write_array(writer: Writer, value: np.ndarray) -> None:
    array = np.asarray(value)
    if array.dtype.kind not in NUMBER_KINDS:
        return writer.other(writer, value)
    writer.mutables.append(value)
    _write_numbers(writer, b"a", array)
    return None


def _write_numbers(writer: Writer, tag: bytes, array: np.ndarray) -> None:
    array = array.astype(array.dtype.newbyteorder("<"), copy=False)
    writer.text(tag, array.dtype.str)
    writer.parts += [bytes([array.ndim]), struct.pack(f"<{array.ndim}Q", *array.shape)]
    writer.raw(b"", array.tobytes())


def _write_tensor(writer: Writer, value: Any) -> None:
    import torch

    base = value.detach().as_subclass(torch.Tensor)
    if base.layout is not torch.strided or base.dtype not in extras.torch_dtypes().values():
        return writer.other(writer, value)
    writer.mutables.append(value)
    data = base.cpu().resolve_conj().resolve_neg().clone(memory_format=torch.contiguous_format)
    writer.text(b"x", str(base.dtype).removeprefix("torch."))
    writer.parts += [
        bytes([bool(value.requires_grad), data.ndim]),
        struct.pack(f"<{data.ndim}Q", *data.shape),
    ]
    writer.raw(b"", data.reshape(-1).view(torch.uint8).numpy().tobytes())
    return None


def _write_scalar(writer: Writer, value: Any) -> None:
    array = np.asarray(value)
    if array.dtype.kind not in NUMBER_KINDS or array.ndim:
        return writer.other(writer, value)
    return _write_numbers(writer, b"g", array)


def _constant(tag: bytes) -> Callable[[Writer, Any], None]:
    return lambda writer, value: writer.parts.append(tag)


def _write_complex(writer: Writer, value: complex) -> None:
    value = complex.__add__(value, 0)
    writer.parts += [b"c", COMPLEX.pack(value.real, value.imag)]


WRITERS: dict[type, Callable[[Writer, Any], None]] = {
    type(None): _constant(b"N"),
    type(...): _constant(b"."),
    bool: lambda writer, value: writer.parts.append(b"T" if value else b"F"),
    int: _write_int,
    float: lambda writer, value: writer.parts.extend((b"d", FLOAT64.pack(float.__float__(value)))),
    complex: _write_complex,
    str: lambda writer, value: writer.text(b"s", value),
    bytes: lambda writer, value: writer.raw(b"b", bytes(value)),
    tuple: lambda writer, value: writer.items(b"t", tuple.__iter__(value)),
    list: _write_mutable(b"l", list),
    dict: _write_mutable(b"D", dict, pairs=True),
    set: _write_mutable(b"S", set),
    frozenset: lambda writer, value: writer.items(b"Z", frozenset.__iter__(value)),
    np.ndarray: _write_array,
}
BASES = (int, float, complex, str, bytes, tuple, list, dict, set, frozenset)


@functools.lru_cache(1024)
def _inherited_writer(kind: type) -> Callable[[Writer, Any], None]:
    """The writer of a subclass: that of the plain type it derives from. Asks the type, not the object."""
    if issubclass(kind, np.generic):
        return _write_scalar
    if issubclass(kind, np.ndarray):
        return _write_array
    torch = sys.modules.get("torch")
    if torch is not None and issubclass(kind, torch.Tensor):
        return _write_tensor
    name = extras.name_of(kind)
    if name is not None:
        return functools.partial(_write_extra, name)
    for base in BASES:
        if issubclass(kind, base):
            return WRITERS[base]
    return lambda writer, value: writer.other(writer, value)


def _write_extra(name: str, writer: Writer, value: Any) -> None:
    if name in extras.MUTABLE:
        writer.mutables.append(value)
    writer.text(b"X", name)
    writer.write(extras.take_apart(name, value))
