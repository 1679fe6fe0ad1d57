"""A class for tests: hands in, grades with a fake engine, and looks into the gradebook."""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
from collections.abc import Iterator
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat import NotebookNode
from nbgrader.api import Grade, Gradebook
from nbgrader.converters import Autograde
from rich.console import Console

from grading.core.course import Course, open_course, quiet
from grading.run.backup import database
from grading.run.grade import Summary, grade
from grading.run.journal import Journal
from grading.run.worker_engine import EngineFactory
from grading.submission.answers import fill, hand_in, released
from tests.grading.run.fake import FakeEngine

NAME = "00_sample"
RIGHT = "def double(x):\n    return x + x"
WRONG = "def double(x):\n    return x**2"
STOCK = {
    name: Autograde.class_traits()[name].default()
    for name in ("sanitize_preprocessors", "autograde_preprocessors")
}
PROSE = "Because it is twice as much."


class Here:
    """Workers of one: runs each job at once, in this process."""

    width = 1

    def submit(self, function: Any, *arguments: Any) -> Future[Any]:
        future: Future[Any] = Future()
        try:
            future.set_result(function(*arguments))
        except Exception as error:
            future.set_exception(error)
        return future

    def replace(self) -> None:
        raise AssertionError("nothing can break here")

    def close(self) -> None:
        pass

    finish = close


@dataclass
class Classroom:
    course: Course

    @property
    def release(self) -> NotebookNode:
        return released(self.course, NAME)

    @property
    def journal(self) -> Journal:
        return Journal(self.course.results / NAME)

    def answer(self, code: str = RIGHT, prose: str | None = PROSE) -> NotebookNode:
        texts = {"double": code} | ({} if prose is None else {"question_why": prose})
        return fill(self.release, texts)

    def hand_in(
        self, student: str, content: NotebookNode | str | bytes, timestamp: str | None = None
    ) -> None:
        text = content if isinstance(content, NotebookNode | str) else "x"
        path = hand_in(self.course, NAME, student, text)
        if isinstance(content, bytes):
            path.write_bytes(content)
        if timestamp is not None:
            (path.parent / "timestamp.txt").write_text(timestamp)

    def grade(self, engine: EngineFactory | None = FakeEngine, **options: Any) -> Summary:
        options.setdefault("workers", Here)
        options.setdefault("console", Console(quiet=True))
        return grade(self.course, NAME, engine=engine, **options)

    @contextlib.contextmanager
    def gradebook(self) -> Iterator[Gradebook]:
        with quiet(), self.course.gradebook() as gradebook:
            yield gradebook

    def row(self, student: str, cell: str) -> dict[str, Any]:
        """A grade as nbgrader has it."""
        with self.gradebook() as gradebook:
            grade = gradebook.find_grade(cell, NAME, NAME, student)
            return {
                key: getattr(grade, key)
                for key in ("auto_score", "manual_score", "needs_manual_grade", "score")
            }

    def comment(self, student: str, cell: str) -> tuple[str | None, str | None]:
        with self.gradebook() as gradebook:
            comment = gradebook.find_comment(cell, NAME, NAME, student)
            return comment.auto_comment, comment.manual_comment

    def score(self, student: str) -> float:
        with self.gradebook() as gradebook:
            return float(gradebook.find_submission(NAME, student).score)

    def penalty(self, student: str) -> float | None:
        with self.gradebook() as gradebook:
            penalty: float | None = gradebook.find_submission_notebook(
                NAME, NAME, student
            ).late_submission_penalty
            return penalty

    def score_by_hand(self, student: str, cell: str, score: float, comment: str | None = None) -> None:
        """What the formgrader does when a grader enters points, and a comment on the answer."""
        with self.gradebook() as gradebook:
            grade: Grade = gradebook.find_grade(cell, NAME, NAME, student)
            grade.manual_score, grade.needs_manual_grade = score, False
            if comment is not None:
                gradebook.find_comment(cell, NAME, NAME, student).manual_comment = comment
            gradebook.db.commit()

    def due(self, when: datetime | None) -> None:
        with self.gradebook() as gradebook:
            gradebook.update_or_create_assignment(NAME, duedate=when)

    def taken_in(self, student: str) -> int:
        """How many gradings of a student the gradebook has taken in."""
        return int(self.query("SELECT count(*) FROM course_grading WHERE student = ?", student)[0][0])

    def query(self, text: str, *values: Any) -> list[tuple[Any, ...]]:
        path = database(self.course)
        assert path is not None
        with contextlib.closing(sqlite3.connect(path)) as connection:
            return connection.execute(text, values).fetchall()

    def graded(self, student: str) -> NotebookNode:
        path = self.course.folder("autograded", student, NAME, f"{NAME}.ipynb")
        return nbformat.read(path, as_version=4)


@pytest.fixture(name="classroom")
def make_classroom(built: Path, tmp_path: Path) -> Classroom:
    """A fresh copy of the built course, without submissions. Test modules import it to have it."""
    home = tmp_path / "home"
    shutil.copytree(built, home)
    return Classroom(open_course(home))
