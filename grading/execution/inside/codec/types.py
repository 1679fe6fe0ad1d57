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
from typing import Any

import numpy as np

__all__ = ["MUTABLE", "build", "name_of", "numpy_dtypes", "take_apart", "torch_dtypes"]

MUTABLE = frozenset({"Generator"})


@functools.cache
def numpy_dtypes() -> frozenset[str]:
    """The codes of every NumPy number type that can cross."""
    numbers = [code for code in "?bhilqBHILQefdgFDG" if code in np.typecodes["All"]]
    return frozenset(np.dtype(code).newbyteorder("<").str for code in numbers)


@functools.cache
def torch_dtypes() -> dict[str, Any]:
    """Name -> torch dtype, for every one that can cross."""
    import torch

    names = "bool uint8 int8 int16 int32 int64 float16 bfloat16 float32 float64 complex64 complex128"
    return {name: getattr(torch, name) for name in names.split()}


def name_of(kind: type) -> str | None:
    """The name under which objects of a type cross, or None if they do not."""
    return next((name for name, (base, _, _) in _types().items() if issubclass(kind, base)), None)


def take_apart(name: str, value: Any) -> Any:
    """The plain parts of a value. Raises TypeError for one that cannot cross after all."""
    return _types()[name][1](value)


def build(name: str, payload: Any) -> Any:
    """The value of type `name` with these parts. Raises ValueError or TypeError if there is none."""
    if name not in _types():
        raise ValueError("no such type can cross")
    return _types()[name][2](payload)


Entry = tuple[Any, Callable[[Any], Any], Callable[[Any], Any]]


def _types() -> dict[str, Entry]:
    """Type, how to take it apart, how to build it; only of libraries that are imported already."""
    libraries = tuple(name for name in ("torch", "mpmath", "sympy") if name in sys.modules)
    return _types_of(libraries)


@functools.cache
def _types_of(libraries: tuple[str, ...]) -> dict[str, Entry]:
    table: dict[str, Entry] = {
        "Fraction": (fractions.Fraction, lambda v: (v.numerator, v.denominator), _fraction),
        "Decimal": (decimal.Decimal, str, _decimal),
        "slice": (slice, lambda v: (v.start, v.stop, v.step), lambda p: slice(*_plain(p, 3))),
        "range": (range, lambda v: (v.start, v.stop, v.step), lambda p: range(*_ints(p, 3))),
        "dtype": (np.dtype, lambda v: v.newbyteorder("<").str, _numpy_dtype),
        "Generator": (np.random.Generator, _generator_state, _generator),
    }
    if "torch" in libraries:
        import torch

        table["torch.dtype"] = (
            torch.dtype,
            lambda v: str(v).removeprefix("torch."),
            torch_dtypes().__getitem__,
        )
        table["torch.device"] = (torch.device, lambda v: v.type, _torch_device)
    if "mpmath" in libraries:
        import mpmath

        table["mpf"] = (mpmath.mpf, lambda v: tuple(int(part) for part in v._mpf_), _mpf)
    if "sympy" in libraries:
        from grading.execution.inside.codec import sympy_types

        table["sympy"] = sympy_types.ENTRY
    return table


def _plain(payload: Any, count: int) -> tuple[Any, ...]:
    if type(payload) is not tuple or len(payload) != count:
        raise ValueError(f"wanted {count} parts")
    return payload


def _ints(payload: Any, count: int) -> tuple[int, ...]:
    parts = _plain(payload, count)
    if any(type(part) is not int for part in parts):
        raise ValueError("wanted integers")
    return parts


def _fraction(payload: Any) -> fractions.Fraction:
    return fractions.Fraction(*_ints(payload, 2))


def _decimal(payload: Any) -> decimal.Decimal:
    if type(payload) is not str or len(payload) > 2000:
        raise ValueError("wanted at most 2000 digits")
    return decimal.Decimal(payload)


def _numpy_dtype(payload: Any) -> np.dtype:
    if payload not in numpy_dtypes():
        raise ValueError("no such dtype can cross")
    return np.dtype(payload)


def _torch_device(payload: Any) -> Any:
    import torch

    if payload not in ("cpu", "cuda", "meta", "mps"):
        raise ValueError("no such device")
    return torch.device(payload)


def _mpf(payload: Any) -> Any:
    import mpmath

    sign, mantissa, exponent, _ = _ints(payload, 4)
    if abs(exponent) > 100_000 or mantissa < 0:
        raise ValueError("no such number")
    return mpmath.mpf((sign % 2, mantissa, exponent, mantissa.bit_length()))


def _generator_state(value: np.random.Generator) -> tuple[Any, ...]:
    state = value.bit_generator.state
    if state["bit_generator"] != "PCG64":
        raise TypeError(
            f"a Generator on {state['bit_generator']} cannot be checked; use np.random.default_rng(seed)"
        )
    return state["state"]["state"], state["state"]["inc"], state["has_uint32"], state["uinteger"]


def _generator(payload: Any) -> np.random.Generator:
    state, increment, has_half, half = _ints(payload, 4)
    source: Any = np.random.PCG64(0)
    numbers = {"state": state, "inc": increment}
    source.state = {"bit_generator": "PCG64", "state": numbers, "has_uint32": has_half, "uinteger": half}
    return np.random.Generator(source)
