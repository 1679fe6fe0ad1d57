"""What a failed test cell says besides its exception: the student's own line, or why a name is missing.

The harness of the tests uses the same words, so that both ways of grading say the same of an answer.
"""

from __future__ import annotations

import builtins
import re
from collections.abc import Mapping

__all__ = ["STUDENTS_FILE", "explained", "first_line", "nearest", "plainly"]

STUDENTS_FILE = "<ipython-input"  # how the file names of students' cells begin
MAX_LINE = 120
_PLACE = re.compile(rf'File "{STUDENTS_FILE}[^"]*", line (\d+), in ([^\n]*)\n +([^\n]*)')
_MISSING = re.compile(r"name '(\w+)' is not defined")
_SAID_ALREADY = ("AssertionError", "TimeoutError", "FaultError", "UnsendableError")
_NO_RETURN = "Likely mistake: a function or method that ends without `return` gives None."


def nearest(kind: type[BaseException]) -> str:
    """The name of the nearest built-in exception: all that is told of a student's own exception class."""
    names = (base.__name__ for base in kind.__mro__ if getattr(builtins, base.__name__, None) is base)
    return next(names, "Exception")


def plainly(error: BaseException) -> tuple[str, str]:
    """Class and message of an exception as the test cells get it; one that ends Python is a RuntimeError."""
    kind, text = nearest(type(error)), str(error)
    if isinstance(error, Exception):
        return kind, text
    return "RuntimeError", f"{kind}: {text}"


def explained(kind: str, text: str, trace: str, cells: Mapping[str, str | None]) -> str:
    """The message of an exception that ended a test cell, with what helps its reader.

    kind: the exception's class. trace: its traceback as text; lines of the student's cells are known by
    their file name. cells: exercise -> the first line of what its own cell failed with, or None.
    """
    if places := _PLACE.findall(trace):
        line, function, code = places[-1]
        where = f"in {function}, " if function != "<module>" else ""
        return f"{_meant(kind, text)}\nIn your code, {where}line {line} of the cell: {code[:MAX_LINE]}"
    missing = _MISSING.fullmatch(text) if kind == "NameError" else None
    if missing and missing[1] in cells:
        return f"{text}: {_why(missing[1], cells[missing[1]])}"
    if kind in _SAID_ALREADY:
        return text
    hint = f"\n{_NO_RETURN}" if "NoneType" in text else ""
    return f"{text}\nThe check cannot use what your code gave it.{hint}"


def _meant(kind: str, text: str) -> str:
    if kind == "NotImplementedError" and not text:
        return "this exercise is still open"
    if text.startswith(("SystemExit:", "KeyboardInterrupt:")):
        return f"{text} Your code ends Python itself; leave out exit(), quit() and sys.exit()."
    return text


def first_line(kind: str, text: str) -> str:
    """What a student's cell failed with, in one line; a syntax error without the file that nobody knows."""
    line = f"{kind}: {text}".partition("\n")[0]
    return re.sub(r"\((?:<[^<>]*>|[\w.]+), line (\d+)\)", r"(line \1)", line)


def _why(name: str, failure: str | None) -> str:
    if failure is None:
        return f"its cell ran, but defines no {name}. Was it renamed, or the cell emptied?"
    return f"its cell stopped before that, with {failure}"
