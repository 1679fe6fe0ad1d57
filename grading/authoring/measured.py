"""Compares the numbers that a notebook's prose states about its own run with that run.

Below its text, a markdown cell of an exercise script says in a comment what its numbers are:

    <!-- measured:
    2.4 ± 0.5: 100 * errors["ReLU"].mean()
    19 to 76: 100 * whiskers
    12: len(front)
    true: errors["tanh"].max() < errors["sigmoid"].min()
    given: 6.43, 7.93
    -->

Left stands the number as the prose writes it, right an expression in the names that the notebook has by then.
`given` lists numbers that are not the run's: of a paper, a definition, a plain calculation. The build leaves
the comment out of what students get; `python -m tests.stated NN` runs the notebook and compares.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

__all__ = ["NUMBER", "Statement", "number", "statements", "without_comment"]

NUMBER = r"[-−]?\d+(?:,\d{3})*(?:\.\d+)?(?:e[-+−]?\d+)?"
_COMMENT = re.compile(r"\n*<!-- measured:\n(.*?)-->", re.DOTALL)
_LEFT = re.compile(rf"({NUMBER})(?:\s*(±|to)\s*({NUMBER}))?")


@dataclass(frozen=True)
class Statement:
    """One line of such a comment. low, high: the bounds that the expression's value must keep.

    written: the numbers as the prose has them. expression: "" for numbers that no run can change.
    offset: the line within the cell, from 0.
    """

    written: tuple[float, ...]
    expression: str
    low: float
    high: float
    offset: int

    def failure(self, namespace: Mapping[str, Any]) -> str | None:
        """What is wrong when the notebook has run up to here; None where the prose is right."""
        if not self.expression:
            return None
        try:
            value = np.asarray(eval(self.expression, dict(namespace)), dtype=float)
        except Exception as error:
            return f"{self.expression} raises {type(error).__name__}: {error}"
        if value.size and bool(((value >= self.low) & (value <= self.high)).all()):
            return None
        found = np.array2string(value, precision=5, threshold=8)
        return f"{self.expression} is {found}; the text says {self.low:.6g} to {self.high:.6g}"


def number(text: str) -> float:
    """The value of a number as prose writes it."""
    return float(text.replace(",", "").replace("−", "-"))


def without_comment(source: str) -> str:
    """A markdown cell's text as readers get it."""
    return _COMMENT.sub("", source)


def statements(source: str) -> list[Statement]:
    """What a markdown cell states about the run.

    Raises ValueError, whose message begins with the line's offset in the cell, for a line that is none.
    """
    found = []
    for comment in _COMMENT.finditer(source):
        first = source[: comment.start(1)].count("\n")
        for offset, line in enumerate(comment[1].splitlines(), first):
            if line.strip():
                found.append(_statement(line.strip(), offset))
    return found


def _statement(line: str, offset: int) -> Statement:
    left, colon, expression = (part.strip() for part in line.partition(":"))
    if left == "given" and colon:
        written = tuple(number(part) for part in re.findall(NUMBER, expression))
        return Statement(written, "", 0.0, 0.0, offset)
    if left == "true" and expression:
        return Statement((), expression, 1.0, 1.0, offset)
    match = _LEFT.fullmatch(left)
    if match is None or not expression:
        raise ValueError(
            f"{offset}: {line!r} is no statement; write `2.4 ± 0.5: expression`, `19 to 76: expression`, "
            "`12: expression`, `true: expression` or `given: 1, 2`"
        )
    value, kind, other = number(match[1]), match[2], match[3]
    if kind == "to":
        return Statement((value, number(other)), expression, value, number(other), offset)
    margin = number(other) if kind == "±" else 0.5000001 * _last_digit(match[1])
    return Statement((value,), expression, value - margin, value + margin, offset)


def _last_digit(text: str) -> float:
    """The value of one step in a number's last digit: 0.01 for 3.14, 1 for 12, 1e-6 for 2.5e-5."""
    mantissa, _, exponent = text.replace("−", "-").partition("e")
    places = len(mantissa.partition(".")[2])
    return float(10.0 ** (int(exponent or 0) - places))
