"""What a student's function returned, taken apart with messages that teach."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course_utils.differences import plain

__all__ = ["raises", "unpack"]


def unpack(result: Any, names: Sequence[str], what: str) -> list[NDArray]:
    """The parts of a returned tuple as arrays, in the order of `names`.

    result: what was returned: a tuple, a list, or one array with as many rows as there are names.
    what: the call, for messages.
    Raises AssertionError if there are not as many parts as names, or a part is no array of numbers.
    """
    wanted = f"return ({', '.join(names)})"
    if result is None:
        raise AssertionError(f"{what} is None.\nLikely mistake: the function ends without `return`.")
    if not isinstance(result, tuple | list) and np.shape(result)[:1] != (len(names),):
        raise AssertionError(f"{what} is a single {type(result).__name__}, but should {wanted}")
    if len(result) != len(names):
        raise AssertionError(f"{what} gives {len(result)} values, but should {wanted}")
    return [_numbers(part, f"{name} of {what}") for part, name in zip(result, names, strict=True)]


def _numbers(part: Any, what: str) -> NDArray:
    try:
        array = plain(part)
    except ValueError as error:
        raise AssertionError(f"{what} is not a rectangular array of numbers: {error}") from None
    if array.dtype.kind not in "biufc":
        raise AssertionError(f"{what} is {type(part).__name__}, but should be an array of numbers")
    return array.astype(np.result_type(array, np.float64))


@contextmanager
def raises(error: type[Exception], what: str, advice: str) -> Iterator[None]:
    """Check that the block raises `error`. advice: what to do where it does not.

    Raises AssertionError that says what happened instead.
    """
    try:
        yield
    except error:
        return
    except Exception as other:
        found = f"raises {type(other).__name__} ({other})"
        raise AssertionError(f"{what} should raise {error.__name__}, but {found}. {advice}") from None
    raise AssertionError(f"{what} should raise {error.__name__}, but raises nothing. {advice}")
