"""A few more types that cross by value, each taken apart into plain parts and built again from them.

A payload holds immutable plain values only. Symbolic expressions are a tree of allowed names: SymPy's own
text formats are read by `eval`, so they are not used.
"""

from __future__ import annotations

import decimal
import fractions
import functools
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from grading.execution.inside.codec.format import Value

if TYPE_CHECKING:
    import torch

__all__ = ["MUTABLE", "build", "name_of", "numpy_dtypes", "take_apart", "torch_dtypes"]

MUTABLE = frozenset({"Generator"})


@functools.cache
def numpy_dtypes() -> frozenset[str]:
    """The codes of every NumPy number type that can cross."""
    numbers = [code for code in "?bhilqBHILQefdgFDG" if code in np.typecodes["All"]]
    return frozenset(np.dtype(code).newbyteorder("<").str for code in numbers)


@functools.cache
def torch_dtypes() -> dict[str, torch.dtype]:
    """Name -> torch dtype, for every one that can cross."""
    import torch

    names = "bool uint8 int8 int16 int32 int64 float16 bfloat16 float32 float64 complex64 complex128"
    return {name: getattr(torch, name) for name in names.split()}


def name_of(kind: type) -> str | None:
    """The name under which objects of a type cross, or None if they do not."""
    return next((name for name, entry in _types().items() if issubclass(kind, entry.base)), None)


def take_apart(name: str, value: object) -> object:
    """The plain parts of a value. Raises TypeError for one that cannot cross after all."""
    return _types()[name].take_apart(value)


def build(name: str, payload: object) -> object:
    """The value of type `name` with these parts. Raises ValueError or TypeError if there is none."""
    if name not in _types():
        raise ValueError("no such type can cross")
    return _types()[name].build(payload)


class Entry(NamedTuple):
    """How values of one type cross: taken apart into plain parts there, built from them here."""

    base: type
    take_apart: Callable[[Value], object]  # gets a value of that type
    build: Callable[[object], object]  # may get forged parts; raises ValueError or TypeError for them


def _types() -> dict[str, Entry]:
    """The types that can cross; only of libraries that are imported already."""
    libraries = tuple(name for name in ("torch", "mpmath", "sympy") if name in sys.modules)
    return _types_of(libraries)


@functools.cache
def _types_of(libraries: tuple[str, ...]) -> dict[str, Entry]:
    table: dict[str, Entry] = {
        "Fraction": Entry(fractions.Fraction, lambda v: (v.numerator, v.denominator), _fraction),
        "Decimal": Entry(decimal.Decimal, str, _decimal),
        "slice": Entry(slice, lambda v: (v.start, v.stop, v.step), lambda p: slice(*_plain(p, 3))),
        "range": Entry(range, lambda v: (v.start, v.stop, v.step), lambda p: range(*_ints(p, 3))),
        "dtype": Entry(np.dtype, lambda v: v.newbyteorder("<").str, _numpy_dtype),
        "Generator": Entry(np.random.Generator, _generator_state, _generator),
    }
    if "torch" in libraries:
        import torch

        table["torch.dtype"] = Entry(torch.dtype, lambda v: str(v).removeprefix("torch."), _torch_dtype)
        table["torch.device"] = Entry(torch.device, lambda v: v.type, _torch_device)
    if "mpmath" in libraries:
        import mpmath

        table["mpf"] = Entry(mpmath.mpf, lambda v: tuple(int(part) for part in v._mpf_), _mpf)
    if "sympy" in libraries:
        from grading.execution.inside.codec import sympy_types

        table["sympy"] = Entry(*sympy_types.ENTRY)
    return table


def _plain(payload: object, count: int) -> tuple[Value, ...]:
    if type(payload) is not tuple or len(payload) != count:
        raise ValueError(f"wanted {count} parts")
    return payload


def _ints(payload: object, count: int) -> tuple[int, ...]:
    parts = _plain(payload, count)
    if any(type(part) is not int for part in parts):
        raise ValueError("wanted integers")
    return parts


def _fraction(payload: object) -> fractions.Fraction:
    return fractions.Fraction(*_ints(payload, 2))


def _decimal(payload: object) -> decimal.Decimal:
    if type(payload) is not str or len(payload) > 2000:
        raise ValueError("wanted at most 2000 digits")
    return decimal.Decimal(payload)


def _numpy_dtype(payload: object) -> np.dtype:
    if type(payload) is not str or payload not in numpy_dtypes():
        raise ValueError("no such dtype can cross")
    return np.dtype(payload)


def _torch_dtype(payload: object) -> torch.dtype:
    if type(payload) is not str or payload not in torch_dtypes():
        raise ValueError("no such dtype can cross")
    return torch_dtypes()[payload]


def _torch_device(payload: object) -> torch.device:
    import torch

    if type(payload) is not str or payload not in ("cpu", "cuda", "meta", "mps"):
        raise ValueError("no such device")
    return torch.device(payload)


def _mpf(payload: object) -> object:
    import mpmath

    sign, mantissa, exponent, _ = _ints(payload, 4)
    if abs(exponent) > 100_000 or mantissa < 0:
        raise ValueError("no such number")
    return mpmath.mpf((sign % 2, mantissa, exponent, mantissa.bit_length()))


def _generator_state(value: np.random.Generator) -> tuple[int, ...]:
    state = value.bit_generator.state
    if state["bit_generator"] != "PCG64":
        raise TypeError(
            f"a Generator on {state['bit_generator']} cannot be checked; use np.random.default_rng(seed)"
        )
    return state["state"]["state"], state["state"]["inc"], state["has_uint32"], state["uinteger"]


def _generator(payload: object) -> np.random.Generator:
    state, increment, has_half, half = _ints(payload, 4)
    source = np.random.PCG64(0)
    source.state = {
        "bit_generator": "PCG64",
        "state": {"state": state, "inc": increment},
        "has_uint32": has_half,
        "uinteger": half,
    }
    return np.random.Generator(source)
