"""Values as bytes: what may cross between the student's process and the trusted one.

Only plain values cross: None, bool, int, float, complex, str, bytes, list, tuple, dict, set, arrays,
tensors and the few types of `extras`. Each is written by its exact base type, so that a subclass's own
methods run where the value comes from and never where it arrives. Anything else is left to the caller's
`other`, which writes a handle. A reader checks every length against what is really there.
"""

from __future__ import annotations

import struct
from typing import Any, TypeAlias

__all__ = ["ERROR", "VALUE", "VALUE_AND_MORE", "GraphRef", "UnsendableError", "Value", "WireError"]

# A request is (operation, *arguments), a byte that says whether gradients are wanted, and the state of
# mirrored modules if it has changed. A reply is one of these bytes and a value: a result alone; a result,
# changes of arguments, printed text, changes of mirrored modules, graph; or an exception's type, message and
# traceback, printed text, changes of mirrored modules.
VALUE, VALUE_AND_MORE, ERROR = b"v", b"m", b"e"

# A value whose type is known only when the program runs: what a student's code made, or what a message holds.
# It is called, unpacked or computed with as it is; what is only passed on or checked is an `object`.
Value: TypeAlias = Any
GraphRef = tuple[int, tuple[int, ...]]  # a graph's id, and the numbers of the mirrored tensors it starts from

MAX_DEPTH = 32
MAX_ITEMS = 1_000_000
MAX_KEYS = 20_000  # of all dicts and sets: keys can be chosen so that each is compared with all others
MAX_INT_BYTES = 4096
MAX_DIMENSIONS = 32
NUMBER_KINDS = "biufc"

LENGTH = struct.Struct("<I")
INT64 = struct.Struct("<q")
FLOAT64 = struct.Struct("<d")
COMPLEX = struct.Struct("<dd")


class WireError(Exception):
    """Bytes that no honest writer would send."""


class UnsendableError(TypeError):
    """A value that cannot cross. The message says what to do instead."""
