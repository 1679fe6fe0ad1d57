"""Messages between the engine and its own processes, and the kinds of cells that they speak of."""

from __future__ import annotations

from typing import Any

from grading.execution.inside.codec.reader import Reader
from grading.execution.inside.codec.writer import Writer

__all__ = ["LOCKED", "STUDENT", "TEST", "decode", "encode"]

STUDENT, LOCKED, TEST = "student", "locked", "test"


def encode(message: tuple[Any, ...]) -> bytes:
    """A message between trusted processes: plain values only."""
    return Writer(_nothing_else).write(message).joined()


def decode(frame: bytes) -> Any:
    """The message that `encode` wrote."""
    return Reader(frame, _nothing_else).read_all()


def _nothing_else(*_: Any) -> Any:
    raise TypeError("only plain values are sent between the engine and its processes")
