"""The rows of nbgrader's gradebook that hold one assignment's submissions, scores, comments and penalties."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from types import SimpleNamespace
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
from sqlalchemy import ColumnElement, func, insert, select, update
from sqlalchemy.orm import Session

from grading.run.journal import NotebookResult
from grading.run.late_penalties import LatePenalties, seconds_late

__all__ = ["Rows"]

_HANDED_IN, _PART = SubmittedAssignment, SubmittedNotebook


class Rows:
    """Reads and writes these rows in the session's transaction; whoever has the session commits.

    late: the course's rule for late work.
    """

    def __init__(self, db: Session, assignment: Assignment, late: LatePenalties) -> None:
        self._db, self._late = db, late
        self._id, self._due = assignment.id, assignment.duedate
        self._cells = {notebook.name: _cells_of(notebook) for notebook in assignment.notebooks}
        self._notebooks = {notebook.id: notebook.name for notebook in assignment.notebooks}

    def find(self, student: str) -> SimpleNamespace | None:
        """id, student, timestamp, extension, and parts: (id, notebook's name, penalty) of each notebook."""
        columns = (_HANDED_IN.id, _HANDED_IN.timestamp, _HANDED_IN.extension)
        row = self._db.execute(select(*columns).where(self._handed_in_by(student))).first()
        if row is None:
            return None
        query = select(_PART.id, _PART.notebook_id, _PART.late_submission_penalty)
        parts = self._db.execute(query.where(_PART.assignment_id == row.id))
        named = [(key, self._notebooks[notebook], penalty) for key, notebook, penalty in parts]
        return SimpleNamespace(
            id=row.id, student=student, timestamp=row.timestamp, extension=row.extension, parts=named
        )

    def _handed_in_by(self, student: str) -> ColumnElement[bool]:
        return (_HANDED_IN.assignment_id == self._id) & (_HANDED_IN.student_id == student)

    def _add(self, student: str) -> None:
        """nbgrader's `add_submission` without its commits; grades and comments follow in `enter`."""
        if self._db.scalar(select(Student.id).where(Student.id == student)) is None:
            self._db.execute(insert(Student).values(id=student))
        key = new_uuid()
        self._db.execute(insert(_HANDED_IN).values(id=key, assignment_id=self._id, student_id=student))
        for notebook in self._notebooks:
            row = {"id": new_uuid(), "assignment_id": key, "notebook_id": notebook, "flagged": False}
            self._db.execute(insert(_PART).values(row))

    def submission(self, student: str, timestamp: str | None) -> tuple[SimpleNamespace, bool]:
        """The student's submission in the gradebook, and whether it was made just now."""
        if is_new := self.find(student) is None:
            self._add(student)
        if timestamp is not None:
            when = datetime.fromisoformat(timestamp)
            row = update(_HANDED_IN).where(self._handed_in_by(student))
            self._db.execute(row.values(timestamp=when))
        submission = self.find(student)
        assert submission is not None
        return submission, is_new

    def enter(self, part: str, notebook: str, outcome: NotebookResult) -> None:
        """Write the automatic scores and comments of one notebook."""
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

    def penalize(self, submission: SimpleNamespace) -> None:
        """Write what the submission loses for being late, notebook by notebook."""
        late = seconds_late(self._due, submission)
        for part, _, old in submission.parts:
            penalty = None
            if late > 0:
                scores = select(func.coalesce(func.sum(Grade.score), 0.0)).where(Grade.notebook_id == part)
                penalty = self._late.penalty(submission.student, self._db.scalar(scores), late)
            if penalty != old:
                row = update(_PART).where(_PART.id == part)
                self._db.execute(row.values(late_submission_penalty=penalty))

    def standing(self, submission: str) -> tuple[float, float]:
        """Points and late penalty as the gradebook has them."""
        parts = select(_PART.id).where(_PART.assignment_id == submission)
        score = self._db.scalar(select(func.sum(Grade.score)).where(Grade.notebook_id.in_(parts)))
        late = select(func.sum(_PART.late_submission_penalty)).where(_PART.assignment_id == submission)
        return float(score or 0), float(self._db.scalar(late) or 0)


def _cells_of(notebook: Notebook) -> tuple[dict[str, str], dict[str, str]]:
    """Name -> id of the cells with a grade, and of those with a comment."""
    tasks = {cell.name: cell.id for cell in notebook.task_cells}
    grades = {cell.name: cell.id for cell in notebook.grade_cells}
    comments = {cell.name: cell.id for cell in notebook.solution_cells}
    return grades | tasks, comments | tasks
