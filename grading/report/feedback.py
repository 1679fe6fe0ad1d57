"""Feedback for a class: nbgrader's pages in nbgrader's places, written fast."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbgrader.api import (
    Assignment,
    BaseCell,
    Comment,
    Grade,
    GradeCell,
    Notebook,
    SubmittedAssignment,
    SubmittedNotebook,
    TaskCell,
)
from sqlalchemy import func, select

from grading.core.course import Course, quiet
from grading.core.errors import CourseError
from grading.report.feedback_page import FeedbackExporter, hide
from grading.run.journal import write_atomically
from grading.run.workers import Processes, processors

SHARE = 100  # pages for which it pays to start a process: a page takes 15 ms, the start some seconds


@dataclass(frozen=True)
class Page:
    """One notebook of one student: where it is, where its page goes, and what the gradebook says of it.

    scores: grade_id -> points and points to win. comments: grade_id -> comment. trusted: the instructor's
    own Markdown texts.
    """

    student: str
    name: str
    source: Path
    target: Path
    penalty: float = 0.0
    scores: dict[str, tuple[float, float]] = field(default_factory=dict)
    comments: dict[str, str | None] = field(default_factory=dict)
    trusted: frozenset[str] = frozenset()


def feedback(
    course: Course,
    assignment: str,
    *,
    students: Sequence[str] | None = None,
    jobs: int | None = None,
    show_hidden: bool = False,
) -> list[Path]:
    """Write the feedback of an assignment to where nbgrader writes it, and return the pages.

    students: only theirs; by default of all whose graded notebook is there. show_hidden: leave the source of
    hidden tests and mark schemes in. Raises CourseError where nothing has been graded.
    """
    pages = [page for page in _pages(course, assignment) if students is None or page.student in students]
    unknown = sorted(set(students or []) - {page.student for page in pages})
    if unknown or not pages:
        who = f"of {', '.join(unknown)} " if unknown else ""
        raise CourseError(
            f"nothing {who}in {assignment} is graded yet; run `course grade {assignment}` first"
        )
    mode = 0o664 if course.directory().groupshared else 0o644
    jobs = max(1, min(jobs or processors(), len(pages) // SHARE))
    shares = [(pages[start::jobs], show_hidden, mode) for start in range(jobs)]
    if jobs == 1:
        write_pages(*shares[0])
    else:
        _write_parallel(shares)
    return [page.target for page in pages]


def _write_parallel(shares: list[tuple[list[Page], bool, int]]) -> None:
    crew = Processes(len(shares))
    try:
        for future in [crew.submit(write_pages, *share) for share in shares]:
            future.result()
    except BaseException:
        crew.close()
        raise
    crew.finish()


def write_pages(pages: Sequence[Page], show_hidden: bool, mode: int) -> None:
    """Write some pages, and beside each the date of the submission, which nbgrader compares."""
    for page in pages:
        write_atomically(page.target, render(page, show_hidden).encode(), mode, durable=False)
        timestamp = page.source.parent / "timestamp.txt"
        if timestamp.is_file():
            write_atomically(
                page.target.parent / "timestamp.txt", timestamp.read_bytes(), mode, durable=False
            )


def render(page: Page, show_hidden: bool = False) -> str:
    """The HTML of one page."""
    with quiet():
        notebook = nbformat.read(page.source, as_version=4)
        if not show_hidden:
            hide(notebook)
        _grade(notebook, page)
        info = {
            "notebook": page.name,
            "score": sum(score for score, _ in page.scores.values()) - page.penalty,
            "max_score": sum(full for _, full in page.scores.values()),
            "late_penalty": page.penalty,
        }
        return _exporter().page(notebook, info, page.trusted)


@lru_cache(maxsize=1)
def _exporter() -> FeedbackExporter:
    return FeedbackExporter()


def _grade(notebook: NotebookNode, page: Page) -> None:
    """Write into the cells what nbgrader's GetGrades does."""
    for cell in notebook.cells:
        settings = cell.metadata.get("nbgrader", {})
        name = settings.get("grade_id")
        if settings.get("solution") or settings.get("task"):
            settings["comment"] = page.comments.get(name)
        if settings.get("grade") or settings.get("task"):
            settings["score"], settings["points"] = page.scores.get(name, (0.0, settings.get("points", 0)))


def _pages(course: Course, assignment: str) -> Iterator[Page]:
    """The pages to write, in the order of the students' names; three queries for a whole class."""
    with quiet(), course.gradebook() as gradebook:
        rows = gradebook.db.execute(_submissions(assignment)).all()
        scores = _by_notebook(gradebook.db, _scores(assignment))
        comments = _by_notebook(gradebook.db, _comments(assignment))
    trusted = {name: _prose(course, assignment, name) for name in {name for *_, name in rows}}
    for key, penalty, student, name in rows:
        source = course.folder("autograded", student, assignment, f"{name}.ipynb")
        target = course.folder("feedback", student, assignment, f"{name}.html")
        if source.is_file():
            yield Page(
                student,
                name,
                source,
                target,
                penalty or 0.0,
                {cell: (score, full) for cell, score, full in scores.get(key, [])},
                dict(comments.get(key, [])),
                trusted[name],
            )


def _prose(course: Course, assignment: str, name: str) -> frozenset[str]:
    """The Markdown texts of the instructor's notebook."""
    path = course.folder("source", assignment, f"{name}.ipynb")
    if not path.is_file():
        return frozenset()
    cells = nbformat.read(path, as_version=4).cells
    return frozenset(cell.source for cell in cells if cell.cell_type == "markdown")


def _by_notebook(session: Any, query: Any) -> dict[str, list[tuple[Any, ...]]]:
    """Rows grouped by their first column, the id of a submitted notebook."""
    found: dict[str, list[tuple[Any, ...]]] = {}
    for key, *values in session.execute(query):
        found.setdefault(key, []).append(tuple(values))
    return found


def _submissions(assignment: str) -> Any:
    return (
        select(
            SubmittedNotebook.id,
            SubmittedNotebook.late_submission_penalty,
            SubmittedAssignment.student_id,
            Notebook.name,
        )
        .join(SubmittedAssignment, SubmittedAssignment.id == SubmittedNotebook.assignment_id)
        .join(Notebook, Notebook.id == SubmittedNotebook.notebook_id)
        .join(Assignment, Assignment.id == Notebook.assignment_id)
        .where(Assignment.name == assignment)
        .order_by(SubmittedAssignment.student_id, Notebook.name)
    )


def _scores(assignment: str) -> Any:
    cells, graded, tasks = BaseCell.__table__.c, GradeCell.__table__.c, TaskCell.__table__.c
    full = func.coalesce(graded.max_score, tasks.max_score, 0.0)
    return (
        select(Grade.notebook_id, cells.name, Grade.score, full)
        .join(BaseCell.__table__, cells.id == Grade.cell_id)
        .outerjoin(GradeCell.__table__, graded.id == Grade.cell_id)
        .outerjoin(TaskCell.__table__, tasks.id == Grade.cell_id)
        .where(_is_of(Grade.notebook_id, assignment))
    )


def _comments(assignment: str) -> Any:
    cells = BaseCell.__table__.c
    return (
        select(Comment.notebook_id, cells.name, Comment.comment)
        .join(BaseCell.__table__, cells.id == Comment.cell_id)
        .where(_is_of(Comment.notebook_id, assignment))
    )


def _is_of(column: Any, assignment: str) -> Any:
    """A condition: the submitted notebook belongs to this assignment."""
    notebooks = (
        select(SubmittedNotebook.id)
        .join(Notebook, Notebook.id == SubmittedNotebook.notebook_id)
        .join(Assignment, Assignment.id == Notebook.assignment_id)
        .where(Assignment.name == assignment)
    )
    return column.in_(notebooks)
