"""The one writer of results into nbgrader's gradebook: each once, and nothing of a human's is lost."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace, TracebackType
from typing import Any

from nbgrader.api import (
    Assignment,
    Comment,
    Grade,
    Notebook,
    Student,
    SubmittedAssignment,
    SubmittedNotebook,
    new_uuid,
)
from nbgrader.preprocessors import AssignLatePenalties
from sqlalchemy import Column, Integer, MetaData, String, Table, func, insert, select, update

from grading.core.course import Course, quiet
from grading.core.errors import CourseError
from grading.run.journal import Journal, Result, write_atomically

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
_HANDED_IN, _PART = SubmittedAssignment, SubmittedNotebook


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
        self._id, self._due = known.id, known.duedate
        self._cells = {notebook.name: _cells_of(notebook) for notebook in known.notebooks}
        self._notebooks = {notebook.id: notebook.name for notebook in known.notebooks}
        self._late = _late_penalties(course)
        self._mode = 0o664 if course.directory().groupshared else 0o444
        self._room = course.room("autograded")
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
        return self._room / student / self._name / f"{notebook}.ipynb"

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
        submission, is_new = self._submission(result)
        old = None if is_new else self._standing(submission.id)
        for part, notebook, _ in submission.parts:
            self._enter(part, notebook, result)
        self._penalize(submission)
        self._note(result, sum(map(len, contents.values())))
        return None if old is None else self._change(result.student, submission.id, old)

    def refresh_penalty(self, student: str) -> Change | None:
        """Compute a late penalty again, as an extension or a score given by hand may have changed it."""
        submission = self._find(student)
        if submission is None:
            return None
        old = self._standing(submission.id)
        self._penalize(submission)
        return self._change(student, submission.id, old)

    def _change(self, student: str, submission: str, old: tuple[float, float]) -> Change | None:
        new = self._standing(submission)
        return Change(student, old[0], new[0], old[1], new[1]) if new != old else None

    def _write_timestamp(self, result: Result) -> None:
        """nbgrader compares the dates of submitted, graded and commented folders."""
        path = self._room / result.student / self._name / "timestamp.txt"
        if result.timestamp is None:
            path.unlink(missing_ok=True)
        else:
            text = datetime.fromisoformat(result.timestamp).strftime("%Y-%m-%d %H:%M:%S.%f UTC")
            write_atomically(path, text.encode(), self._mode, durable=False)

    def _note(self, result: Result, size: int) -> None:
        now = datetime.now(UTC).isoformat(timespec="seconds")
        row = {"digest": result.digest, "assignment": self._name, "student": result.student}
        self._db.execute(insert(_TAKEN_IN).values(**row, size=size, taken_in=now))

    def _submission(self, result: Result) -> tuple[SimpleNamespace, bool]:
        """The student's submission in the gradebook, and whether it was made just now."""
        if is_new := self._find(result.student) is None:
            self._add(result.student)
        if result.timestamp is not None:
            when = datetime.fromisoformat(result.timestamp)
            mine = (_HANDED_IN.assignment_id == self._id) & (_HANDED_IN.student_id == result.student)
            self._db.execute(update(_HANDED_IN).where(mine).values(timestamp=when))
        submission = self._find(result.student)
        assert submission is not None
        return submission, is_new

    def _find(self, student: str) -> SimpleNamespace | None:
        """id, student, timestamp, extension, and parts: (id, notebook's name, penalty) of each notebook."""
        columns = (_HANDED_IN.id, _HANDED_IN.timestamp, _HANDED_IN.extension)
        of_student = (_HANDED_IN.assignment_id == self._id) & (_HANDED_IN.student_id == student)
        row = self._db.execute(select(*columns).where(of_student)).first()
        if row is None:
            return None
        query = select(_PART.id, _PART.notebook_id, _PART.late_submission_penalty)
        parts = self._db.execute(query.where(_PART.assignment_id == row.id))
        named = [(key, self._notebooks[notebook], penalty) for key, notebook, penalty in parts]
        return SimpleNamespace(
            id=row.id, student=student, timestamp=row.timestamp, extension=row.extension, parts=named
        )

    def _add(self, student: str) -> None:
        """nbgrader's `add_submission` without its commits; grades and comments follow in `_enter`."""
        if self._db.scalar(select(Student.id).where(Student.id == student)) is None:
            self._db.execute(insert(Student).values(id=student))
        key = new_uuid()
        self._db.execute(insert(_HANDED_IN).values(id=key, assignment_id=self._id, student_id=student))
        for notebook in self._notebooks:
            row = {"id": new_uuid(), "assignment_id": key, "notebook_id": notebook, "flagged": False}
            self._db.execute(insert(_PART).values(row))

    def _enter(self, part: str, notebook: str, result: Result) -> None:
        outcome = result.notebooks[notebook]
        grades, comments = self._cells[notebook]
        self._enter_grades(part, {grades[name]: score for name, score in outcome.scores.items()})
        self._enter_comments(part, {key: outcome.comments.get(name) for name, key in comments.items()})

    def _enter_grades(self, part: str, scores: dict[str, float | None]) -> None:
        """scores: cell id -> automatic score. The rules are those of nbgrader's SaveAutoGrades."""
        query = select(Grade.id, Grade.cell_id, Grade.manual_score).where(Grade.notebook_id == part)
        rows = {cell: (key, manual) for key, cell, manual in self._db.execute(query)}
        values = []
        for cell, score in scores.items():
            key, manual = rows.get(cell, (None, None))
            waits = manual is not None or score is None
            values.append({"id": key, "cell_id": cell, "auto_score": score, "needs_manual_grade": waits})
        self._write(Grade, part, values)

    def _enter_comments(self, part: str, comments: dict[str, str | None]) -> None:
        """comments: cell id -> automatic comment. Those that people wrote stand in another column."""
        query = select(Comment.cell_id, Comment.id).where(Comment.notebook_id == part)
        rows: dict[str, str] = dict(self._db.execute(query).all())
        values = [
            {"id": rows.get(key), "cell_id": key, "auto_comment": text} for key, text in comments.items()
        ]
        self._write(Comment, part, values)

    def _write(self, model: Any, part: str, rows: Iterable[dict[str, Any]]) -> None:
        """Update the rows that have an id, and add the others."""
        old = [row for row in rows if row["id"] is not None]
        new = [{**row, "id": new_uuid(), "notebook_id": part} for row in rows if row["id"] is None]
        if old:
            self._db.execute(update(model), old)
        if new:
            self._db.execute(insert(model), new)

    def _penalize(self, submission: SimpleNamespace) -> None:
        """The rules of nbgrader's AssignLatePenalties, with the course's own plugin."""
        late = _seconds_late(self._due, submission)
        for part, _, old in submission.parts:
            penalty = None
            if late > 0:
                scores = select(func.coalesce(func.sum(Grade.score), 0.0)).where(Grade.notebook_id == part)
                notebook = SimpleNamespace(score=self._db.scalar(scores))
                penalty = self._late.plugin_inst.late_submission_penalty(
                    submission.student, notebook.score, late
                )
                if penalty is not None:
                    penalty = self._late._check_late_penalty(notebook, penalty)
            if penalty != old:
                row = update(_PART).where(_PART.id == part)
                self._db.execute(row.values(late_submission_penalty=penalty))

    def _standing(self, submission: str) -> tuple[float, float]:
        """Points and late penalty as the gradebook has them."""
        parts = select(_PART.id).where(_PART.assignment_id == submission)
        score = self._db.scalar(select(func.sum(Grade.score)).where(Grade.notebook_id.in_(parts)))
        late = select(func.sum(_PART.late_submission_penalty)).where(_PART.assignment_id == submission)
        return float(score or 0), float(self._db.scalar(late) or 0)


def enter(writer: Writer, journal: Journal, students: Iterable[str]) -> None:
    """Make results count: first in the journal, so that the gradebook never knows more than it does."""
    journal.secure(students)
    writer.commit()


def _cells_of(notebook: Notebook) -> tuple[dict[str, str], dict[str, str]]:
    """Name -> id of the cells with a grade, and of those with a comment."""
    tasks = {cell.name: cell.id for cell in notebook.task_cells}
    grades = {cell.name: cell.id for cell in notebook.grade_cells}
    comments = {cell.name: cell.id for cell in notebook.solution_cells}
    return grades | tasks, comments | tasks


def _seconds_late(due: datetime | None, submission: SimpleNamespace) -> float:
    """nbgrader's `total_seconds_late`; 0 where there is no date to compare."""
    if due is None or submission.timestamp is None:
        return 0.0
    if submission.extension is not None:
        due += submission.extension
    return max(0.0, (submission.timestamp - due).total_seconds())


def _late_penalties(course: Course) -> AssignLatePenalties:
    with quiet():
        step = AssignLatePenalties(config=course.config)
        step.init_plugin()
    return step
