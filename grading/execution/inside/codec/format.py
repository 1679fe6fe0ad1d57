"""Values as bytes: what may cross between the student's process and the trusted one.

Only plain values cross: None, bool, int, float, complex, str, bytes, list, tuple, dict, set, arrays,
tensors and what `types.py` lists. A value of a subclass is written as its plain base type, so that no
method of a student's class ever runs in the trusted process. What is not plain goes to the caller's `other`,
which writes a handle, the number of an object that stays where it is. A reader trusts no length that a
message announces: it compares each with the bytes that are there.
"""

from __future__ import annotations

import struct
from typing import Any, TypeAlias

__all__ = ["ERROR", "VALUE", "VALUE_AND_MORE", "GraphRef", "UnsendableError", "Value", "WireError"]

# A request holds the tuple (operation, *arguments); then a byte, 1 where gradients are wanted; then the
# changes of mirrored modules, if there are any. A reply holds one of these bytes and a value, which is for
#   VALUE           the result alone
#   VALUE_AND_MORE  (result, changed arguments, printed text, changes of mirrored modules, graph)
#   ERROR           (type, message, traceback, printed text, changes of mirrored modules)
VALUE, VALUE_AND_MORE, ERROR = b"v", b"m", b"e"

# A value whose type is known only when the program runs: what a student's code made, or what a message holds.
# It is called, unpacked or computed with as it is; what is only passed on or checked is an `object`.
Value: TypeAlias = Any
GraphRef = tuple[int, tuple[int, ...]]  # a graph's id, and the numbers of the mirrored tensors it starts from

MAX_DEPTH = 32
MAX_ITEMS = 1_000_000
MAX_KEYS = 20_000  # of all dicts and sets together: keys with one hash are each compared with all others
MAX_INT_BYTES = 4096
MAX_DIMENSIONS = 32
NUMBER_KINDS = "biufc"

LENGTH = struct.Struct("<I")
INT64 = struct.Struct("<q")
FLOAT64 = struct.Struct("<d")
COMPLEX = struct.Struct("<dd")


class WireError(Exception):
    """Bytes that our writer never writes: the other side forged them."""


class UnsendableError(TypeError):
    """A value that cannot cross. The message says what to do instead."""
