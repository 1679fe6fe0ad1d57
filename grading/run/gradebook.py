"""The one writer of results into nbgrader's gradebook: each once, and nothing of a human's is lost."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from nbgrader.api import Assignment
from sqlalchemy import Column, Integer, MetaData, String, Table, insert, select

from grading.core.course import Course
from grading.core.errors import CourseError
from grading.run.gradebook_rows import Rows
from grading.run.journal import Journal, Result, write_atomically
from grading.run.late_penalties import LatePenalties

# Which gradings have been taken in. It stands in nbgrader's own database because only there can it change in
# the same transaction as the scores; nbgrader takes no notice of it.
_TAKEN_IN = Table(
    "course_grading",
    MetaData(),
    Column("digest", String(64), primary_key=True),
    Column("assignment", String(128), nullable=False),
    Column("student", String(128), nullable=False),
    Column("size", Integer, nullable=False),  # of the graded notebooks, to notice files that were lost
    Column("taken_in", String(32), nullable=False),
)


@dataclass(frozen=True)
class Change:
    """A score that is another one than before: points before the late penalty, and the penalty."""

    student: str
    old: float
    new: float
    old_penalty: float = 0.0
    new_penalty: float = 0.0


class Writer:
    """Puts results into a course's gradebook, and the graded notebooks where nbgrader looks for them.

    A context manager. What was put in counts once `commit` has run; leaving without it drops what came after
    the last one. Only one writer may be open at a time; the run's lock sees to that.
    """

    def __init__(self, course: Course, assignment: str) -> None:
        self._name = assignment
        self._gradebook = course.gradebook()
        self._db = self._gradebook.db
        _TAKEN_IN.create(self._gradebook.engine, checkfirst=True)
        known = self._db.scalar(select(Assignment).where(Assignment.name == assignment))
        if known is None:
            raise CourseError(f"the gradebook knows no {assignment}; run `course build {assignment}` first")
        self._rows = Rows(self._db, known, LatePenalties(course))
        self._mode = 0o664 if course.directory().groupshared else 0o444
        self._autograded = course.folder("autograded")
        self._db.rollback()

    def __enter__(self) -> Writer:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._db.rollback()
        self._gradebook.close()

    def commit(self) -> None:
        """Make everything count that was put in."""
        self._db.commit()

    def has(self, result: Result) -> bool:
        """True where this very grading is in the gradebook and its notebooks are in their place."""
        query = select(_TAKEN_IN.c.size).where(_TAKEN_IN.c.digest == result.digest)
        size = self._db.scalar(query)
        paths = [self.path(result.student, name) for name in result.notebooks]
        return size is not None and size == sum(path.stat().st_size for path in paths if path.is_file())

    def path(self, student: str, notebook: str) -> Path:
        """Where nbgrader's formgrader and feedback expect a graded notebook."""
        return self._autograded / student / self._name / f"{notebook}.ipynb"

    def put(self, result: Result, notebooks: dict[str, str]) -> Change | None:
        """Take a result in, unless it is in already. Returns the change of an earlier score, if there is one.

        Scores and comments that people gave stay. A cell without an automatic score, or with a score given by
        hand before, waits for a human, as after `nbgrader autograde`.
        """
        contents = {name: text.encode() for name, text in notebooks.items()}
        for name, content in contents.items():
            write_atomically(self.path(result.student, name), content, self._mode, durable=False)
        self._write_timestamp(result)
        if self._db.scalar(select(_TAKEN_IN.c.digest).where(_TAKEN_IN.c.digest == result.digest)):
            return None
        submission, is_new = self._rows.submission(result.student, result.timestamp)
        old = None if is_new else self._rows.standing(submission.id)
        for part, notebook, _ in submission.parts:
            self._rows.enter(part, notebook, result.notebooks[notebook])
        self._rows.penalize(submission)
        self._note(result, sum(map(len, contents.values())))
        return None if old is None else self._change(result.student, submission.id, old)

    def refresh_penalty(self, student: str) -> Change | None:
        """Compute a late penalty again, as an extension or a score given by hand may have changed it."""
        submission = self._rows.find(student)
        if submission is None:
            return None
        old = self._rows.standing(submission.id)
        self._rows.penalize(submission)
        return self._change(student, submission.id, old)

    def _change(self, student: str, submission: str, old: tuple[float, float]) -> Change | None:
        new = self._rows.standing(submission)
        return Change(student, old[0], new[0], old[1], new[1]) if new != old else None

    def _write_timestamp(self, result: Result) -> None:
        """nbgrader compares the dates of submitted, graded and commented folders."""
        path = self._autograded / result.student / self._name / "timestamp.txt"
        if result.timestamp is None:
            path.unlink(missing_ok=True)
        else:
            text = datetime.fromisoformat(result.timestamp).strftime("%Y-%m-%d %H:%M:%S.%f UTC")
            write_atomically(path, text.encode(), self._mode, durable=False)

    def _note(self, result: Result, size: int) -> None:
        now = datetime.now(UTC).isoformat(timespec="seconds")
        row = {"digest": result.digest, "assignment": self._name, "student": result.student}
        self._db.execute(insert(_TAKEN_IN).values(**row, size=size, taken_in=now))


def enter(writer: Writer, journal: Journal, students: Iterable[str]) -> None:
    """Make results count: first in the journal, so that the gradebook never holds one that it lacks."""
    journal.secure(students)
    writer.commit()
