"""The journal of grading: one file per submission, whole or absent, from which every run can go on.

A file has three lines: hashes of the other two, the summary, the graded notebooks.
"""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from grading.core.files import digest, stamp

FORMAT = 1
GRADED, UNREADABLE, FAILED = "graded", "unreadable", "failed"


@dataclass(frozen=True)
class NotebookResult:
    """What became of one notebook of a submission.

    status: "graded"; "unreadable" (the submission's fault: a retry would end the same) or "failed" (the
    grader's fault: the next run tries again). why: in words, where it could not be graded.
    scores: grade_id -> points, None where a human must decide. comments: grade_id -> nbgrader's automatic
    comment. faults: what went wrong while it ran. notes: what was odd about the file.
    """

    status: str
    why: str = ""
    scores: dict[str, float | None] = field(default_factory=dict)
    max_scores: dict[str, float] = field(default_factory=dict)
    comments: dict[str, str | None] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Result:
    """The outcome of grading one submission: all that the gradebook and the report need.

    key: a hash of what was graded and against what; the same key means that nothing needs to be graded anew.
    timestamp: when it was handed in, UTC, ISO format. peak_bytes: of the student's process.
    """

    assignment: str
    student: str
    key: str
    sandbox: str
    notebooks: dict[str, NotebookResult]
    timestamp: str | None = None
    graded_at: str = ""
    seconds: float = 0.0
    cpu_seconds: float = 0.0
    peak_bytes: int = 0

    @property
    def why(self) -> str:
        """Why it could not be graded, in words; "" where it was."""
        return "; ".join(f"{result.why}" for result in self.notebooks.values() if result.status != GRADED)

    @property
    def remarks(self) -> list[str]:
        """What a grader should know about the submission."""
        return [text for result in self.notebooks.values() for text in (*result.faults, *result.notes)]

    @property
    def is_final(self) -> bool:
        """False where the grader itself failed, so that another run should try again."""
        return all(result.status != FAILED for result in self.notebooks.values())

    @property
    def digest(self) -> str:
        """Identifies this grading, so that the gradebook takes it in once."""
        return digest(_dump(asdict(self)))


class Journal:
    """The results of one assignment, in `grading/results/<assignment>/`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, student: str) -> Path:
        """Where a student's result lies."""
        return self.folder / f"{student}.json"

    def tidy(self) -> None:
        """Remove what writers left unfinished when they were killed."""
        for path in self.folder.glob(".writing-*"):
            path.unlink(missing_ok=True)

    def students(self) -> list[str]:
        """Whose results there are, sorted."""
        return sorted(path.stem for path in self.folder.glob("*.json"))

    def write(self, result: Result, notebooks: dict[str, str]) -> Path:
        """Store a result and its graded notebooks (name -> text) in one step, never seen half done."""
        summary, graded = _dump(asdict(result)), _dump(notebooks)
        header = _dump({"format": FORMAT, "summary": digest(summary), "notebooks": digest(graded)})
        path = self.path(result.student)
        # Not forced to the disk here, where a worker would wait for it: `secure` does that for many at once.
        write_atomically(path, f"{header}\n{summary}\n{graded}\n".encode(), durable=False)
        return path

    def secure(self, students: Iterable[str]) -> None:
        """Make sure that these results outlive a power cut."""
        for student in students:
            with contextlib.suppress(FileNotFoundError), self.path(student).open("rb") as file:
                os.fsync(file.fileno())

    def read(self, student: str) -> Result | None:
        """A student's result; None where there is none. A damaged file is set aside, not deleted."""
        lines = self._sound(student)
        return None if lines is None else _result(lines[0])

    def load(self, student: str) -> tuple[Result, dict[str, str]] | None:
        """A result with its notebooks (name -> text); None where there is no sound one."""
        lines = self._sound(student)
        return None if lines is None else (_result(lines[0]), json.loads(lines[1]))

    def _sound(self, student: str) -> tuple[str, str] | None:
        """The summary and the notebooks as they were written."""
        path = self.path(student)
        try:
            text = path.read_text(encoding="utf-8")
            return _checked(text)
        except FileNotFoundError:
            return None
        except (ValueError, RecursionError):
            with contextlib.suppress(FileNotFoundError):
                path.rename(path.with_name(f"{path.name}.damaged-{stamp()}"))
            return None

    def results(self) -> dict[str, Result]:
        """Student -> result, of all sound files."""
        found = {student: self.read(student) for student in self.students()}
        return {student: result for student, result in found.items() if result is not None}


def _checked(text: str) -> tuple[str, str]:
    """Summary and notebooks, if they are the ones that were written. Raises ValueError otherwise."""
    header, summary, notebooks, *rest = text.split("\n")
    marks = {"format": FORMAT, "summary": digest(summary), "notebooks": digest(notebooks)}
    if rest != [""] or json.loads(header) != marks:
        raise ValueError("the result is damaged, or of another format")
    return summary, notebooks


def _result(summary: str) -> Result:
    fields = json.loads(summary)
    notebooks = {name: NotebookResult(**values) for name, values in fields.pop("notebooks").items()}
    return Result(notebooks=notebooks, **fields)


def _dump(value: Any) -> str:
    return json.dumps(value, sort_keys=True)


def write_atomically(path: Path, content: bytes, mode: int = 0o600, *, durable: bool = True) -> None:
    """Write a file so that whoever looks finds the old content or the new one.

    durable: even after a power cut, at the price of waiting for the disk.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=".writing-", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            if durable:
                os.fsync(file.fileno())
        os.chmod(name, mode)
        os.replace(name, path)
    except BaseException:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(name)
        raise
