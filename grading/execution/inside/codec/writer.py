"""Writes values as bytes; see `format`."""

from __future__ import annotations

import functools
import struct
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

import numpy as np

from grading.execution.inside.codec import types
from grading.execution.inside.codec.format import (
    COMPLEX,
    FLOAT64,
    INT64,
    LENGTH,
    MAX_DEPTH,
    MAX_INT_BYTES,
    NUMBER_KINDS,
    UnsendableError,
    Value,
)

if TYPE_CHECKING:
    import torch  # the engine writes messages, too, and saves the second that it takes to import torch

__all__ = ["Writer"]

SHORT = 64

Write = Callable[["Writer", Value], None]  # writes a value of the type that it is listed under in WRITERS


class Writer:
    """Writes one value. mutables: the arrays and containers in it, in the order in which they were written.

    other: writes what is not a plain value; gets the writer and the value, raises UnsendableError.
    known: id(object) -> the reference to write for it; only tensors and objects behind handles have one.
    """

    def __init__(
        self, other: Callable[[Writer, object], None], *, known: dict[int, bytes] | None = None
    ) -> None:
        self.not_plain = other
        self.known = {} if known is None else known
        self.parts: list[bytes | memoryview] = []
        self.mutables: list[object] = []
        self.depth = 0

    def write(self, value: object) -> Writer:
        """Append `value`; raises UnsendableError."""
        (WRITERS.get(type(value)) or _inherited_writer(type(value)))(self, value)  # type: ignore[arg-type]
        return self

    def joined(self) -> bytes:
        """Everything written so far."""
        return b"".join(self.parts)

    def other(self, value: object) -> None:
        """Append what is not a plain value."""
        if id(value) in self.known:
            self.parts.append(self.known[id(value)])
        else:
            self.not_plain(self, value)

    def text(self, tag: bytes, value: str) -> None:
        """A tag, a length and text."""
        self.raw(tag, str.encode(value, "utf-8", "replace"))

    def raw(self, tag: bytes, value: bytes | memoryview) -> None:
        """A tag, a length and bytes."""
        self.parts += (tag + LENGTH.pack(len(value)), value)

    def items(self, tag: bytes, values: Iterable[object]) -> None:
        """A tag, a count and values."""
        values = tuple(values)
        self.deeper()
        self.parts.append(tag + LENGTH.pack(len(values)))
        for value in values:  # `write`, without a call for each
            (WRITERS.get(type(value)) or _inherited_writer(type(value)))(self, value)  # type: ignore[arg-type]
        self.depth -= 1

    def deeper(self) -> None:
        """Enter a container; raises UnsendableError where it is nested too deeply."""
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise UnsendableError(f"a value nested deeper than {MAX_DEPTH} levels cannot be checked")


def _write_int(writer: Writer, value: int) -> None:
    value = int.__add__(value, 0)
    if -(2**63) <= value < 2**63:
        writer.parts.append(b"i" + INT64.pack(value))
        return
    size = value.bit_length() // 8 + 1
    if size > MAX_INT_BYTES:
        raise UnsendableError(f"an integer of {size} bytes cannot be checked; the limit is {MAX_INT_BYTES}")
    writer.raw(b"I", value.to_bytes(size, "little", signed=True))


def _write_text(writer: Writer, value: str) -> None:
    """Write text. Short texts are mostly names, which cross again and again, so their bytes are kept."""
    if len(value) <= SHORT:
        writer.parts.append(_short_text(value))
    else:
        writer.text(b"s", value)


@functools.lru_cache(4096)
def _short_text(value: str) -> bytes:
    data = value.encode("utf-8", "replace")
    return b"s" + LENGTH.pack(len(data)) + data


def _write_mutable(tag: bytes, parts: Callable[[Value], Iterator[object]]) -> Write:
    def write(writer: Writer, value: object) -> None:
        writer.mutables.append(value)
        writer.items(tag, parts(value))

    return write


def _keys_and_values(value: dict[object, object]) -> Iterator[object]:
    return (part for pair in dict.items(value) for part in pair)


def _write_array(writer: Writer, value: np.ndarray) -> None:
    array = value if type(value) is np.ndarray else np.asarray(value)
    if array.dtype.kind not in NUMBER_KINDS:
        return writer.other(value)
    writer.mutables.append(value)
    _write_numbers(writer, b"a", array)
    return None


def _write_numbers(writer: Writer, tag: bytes, array: np.ndarray) -> None:
    dtype, head = _numbers_head(tag, array.dtype, array.shape)
    if dtype is not None:
        array = array.astype(dtype)
    data = array.tobytes()
    writer.parts += (head, LENGTH.pack(len(data)), data)


@functools.lru_cache(4096)
def _numbers_head(tag: bytes, dtype: np.dtype, shape: tuple[int, ...]) -> tuple[np.dtype | None, bytes]:
    """The dtype to convert an array to if it is not little-endian, else None; and what precedes its bytes."""
    little = dtype.newbyteorder("<")
    code = little.str.encode()
    head = tag + LENGTH.pack(len(code)) + code + _shape(shape)
    return (None if little == dtype else little), head


def _shape(shape: tuple[int, ...]) -> bytes:
    return bytes([len(shape)]) + struct.pack(f"<{len(shape)}Q", *shape)


def _write_tensor(writer: Writer, value: torch.Tensor) -> None:
    import torch

    if id(value) in writer.known:
        writer.parts.append(writer.known[id(value)])
        return None
    base = value.detach()
    if type(base) is not torch.Tensor:
        base = base.as_subclass(torch.Tensor)
    if base.layout is not torch.strided or base.dtype not in _names_of_torch_dtypes():
        return writer.other(value)
    writer.mutables.append(value)
    data = _bytes_of(base)
    head = _tensor_head(base.dtype, bool(value.requires_grad), tuple(base.shape))
    writer.parts += (head, LENGTH.pack(len(data)), data)
    return None


def _bytes_of(tensor: torch.Tensor) -> bytes:
    """A tensor's numbers in order, as NumPy gives them where it knows the dtype."""
    import torch

    plain = tensor.cpu().resolve_conj().resolve_neg()
    if plain.dtype is not torch.bfloat16:
        data: bytes = plain.numpy().tobytes()
        return data
    flat = plain.clone(memory_format=torch.contiguous_format).reshape(-1)
    return bytes(flat.view(torch.uint8).numpy().tobytes())


@functools.cache
def _names_of_torch_dtypes() -> dict[torch.dtype, bytes]:
    return {dtype: name.encode() for name, dtype in types.torch_dtypes().items()}


@functools.lru_cache(4096)
def _tensor_head(dtype: torch.dtype, needs_grad: bool, shape: tuple[int, ...]) -> bytes:
    name = _names_of_torch_dtypes()[dtype]
    return b"x" + LENGTH.pack(len(name)) + name + bytes([needs_grad]) + _shape(shape)


def _write_scalar(writer: Writer, value: np.generic) -> None:
    array = np.asarray(value)
    if array.dtype.kind not in NUMBER_KINDS or array.ndim:
        return writer.other(value)
    return _write_numbers(writer, b"g", array)


def _constant(tag: bytes) -> Write:
    return lambda writer, value: writer.parts.append(tag)


def _write_complex(writer: Writer, value: complex) -> None:
    value = complex.__add__(value, 0)
    writer.parts += (b"c", COMPLEX.pack(value.real, value.imag))


WRITERS: dict[type, Write] = {
    type(None): _constant(b"N"),
    type(...): _constant(b"."),
    bool: lambda writer, value: writer.parts.append(b"T" if value else b"F"),
    int: _write_int,
    float: lambda writer, value: writer.parts.append(b"d" + FLOAT64.pack(float.__float__(value))),
    complex: _write_complex,
    str: _write_text,
    bytes: lambda writer, value: writer.raw(b"b", bytes(value)),
    tuple: lambda writer, value: writer.items(b"t", tuple.__iter__(value)),
    list: _write_mutable(b"l", list.__iter__),
    dict: _write_mutable(b"D", _keys_and_values),
    set: _write_mutable(b"S", set.__iter__),
    frozenset: lambda writer, value: writer.items(b"Z", frozenset.__iter__(value)),
    np.ndarray: _write_array,
}
BASES = (int, float, complex, bytes, tuple, list, dict, set, frozenset)


@functools.lru_cache(1024)
def _inherited_writer(kind: type) -> Write:
    """The writer of the plain type that a class derives from. Only the class is asked: an object can lie."""
    if issubclass(kind, np.generic):
        return _write_scalar
    if issubclass(kind, np.ndarray):
        return _write_array
    torch = sys.modules.get("torch")
    if torch is not None and issubclass(kind, torch.Tensor):
        return _write_tensor
    if issubclass(kind, str):  # `_write_text` would call the subclass's own `__len__` and `__hash__`
        return lambda writer, value: writer.text(b"s", value)
    name = types.name_of(kind)
    if name is not None:
        return functools.partial(_write_extra, name)
    for base in BASES:
        if issubclass(kind, base):
            return WRITERS[base]
    return Writer.other


def _write_extra(name: str, writer: Writer, value: object) -> None:
    if name in types.MUTABLE:
        writer.mutables.append(value)
    writer.text(b"X", name)
    writer.deeper()
    writer.write(types.take_apart(name, value))
    writer.depth -= 1
