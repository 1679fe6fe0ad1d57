"""Messages between the engine and its own processes, and the kinds of cells that they speak of."""

from __future__ import annotations

from typing import NoReturn, NotRequired, TypedDict

from grading.execution.inside.codec.format import Value
from grading.execution.inside.codec.reader import Reader
from grading.execution.inside.codec.writer import Writer

__all__ = ["LOCKED", "STUDENT", "TEST", "Cell", "Output", "decode", "encode"]

STUDENT, LOCKED, TEST = "student", "locked", "test"

# A cell's output in nbformat's shape: its output_type decides which other keys it has and what they hold.
Output = dict[str, Value]


class Cell(TypedDict):
    """A cell as the engine tells the examiner of it. index: its place in the notebook. name: its grade_id.

    Of an instructor's cell also: the names that it takes from outside, those that it assigns, and its
    compiled code (`grading.execution.cells`). stop: why it is not to be run, of a cell that hung before.
    """

    index: int
    kind: str
    source: str
    name: str
    names: NotRequired[tuple[str, ...]]
    assigned: NotRequired[tuple[str, ...]]
    code: NotRequired[tuple[bytes, ...]]
    stop: NotRequired[str]


def encode(message: tuple[object, ...]) -> bytes:
    """A message between trusted processes: plain values only."""
    return Writer(_nothing_else).write(message).joined()


def decode(frame: bytes) -> Value:
    """The message that `encode` wrote: a tuple, whose first part is its kind."""
    return Reader(frame, _nothing_else).read_all()


def _nothing_else(*_: object) -> NoReturn:
    raise TypeError("only plain values are sent between the engine and its processes")
