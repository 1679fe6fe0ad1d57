"""What a student's function returned, taken apart with messages that teach."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import numpy as np
from numpy.typing import NDArray

from course_utils.checks._differences import plain

__all__ = ["numbers", "raises", "tensor", "unpack"]


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
        raise AssertionError(f"{what} is a single {result.__class__.__name__}, but should {wanted}")
    if len(result) != len(names):
        raise AssertionError(f"{what} gives {len(result)} values, but should {wanted}")
    parts = [numbers(part, f"{name} of {what}") for part, name in zip(result, names, strict=True)]
    return [part.astype(np.result_type(part, np.float64)) for part in parts]


def numbers(got: Any, what: str, wanted: str = "an array of numbers") -> NDArray:
    """What a student's code returned, as an array of numbers.

    what: the expression that was computed. wanted: what it should be, for messages.
    Raises AssertionError that says what it was instead.
    """
    if got is None:
        raise AssertionError(f"{what} is None.\nLikely mistake: the function ends without `return`.")
    kind = got.__class__.__name__
    try:
        array = plain(got)
    except TypeError:
        raise AssertionError(f"{what} is {kind}, but should be {wanted}") from None
    except ValueError as error:
        raise AssertionError(f"{what} is not a rectangular array of numbers: {error}") from None
    if array.dtype.kind not in "biufc":
        shown = f"{kind} {got!r:.100}" if array.dtype.kind in "US" else kind
        raise AssertionError(f"{what} is {shown}, but should be {wanted}")
    return array


def tensor(got: Any, what: str, shape: Sequence[int] | None = None) -> Any:
    """What a student's module returned, if it is a tensor, and of this shape where one is given.

    Raises AssertionError that says what it was instead.
    """
    import torch

    if got is None:
        raise AssertionError(f"{what} is None.\nLikely mistake: the method ends without `return`.")
    if not isinstance(got, torch.Tensor):
        raise AssertionError(f"{what} is {got.__class__.__name__}, but should be one tensor")
    if shape is not None and tuple(got.shape) != tuple(shape):
        raise AssertionError(f"{what} has shape {tuple(got.shape)}, but should have shape {tuple(shape)}")
    return got


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
