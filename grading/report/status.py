"""The class report: grades.csv, with a status for each submission and never a silent zero."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import nbformat
from nbgrader.api import Assignment, Gradebook, MissingEntry, Student, SubmittedAssignment
from nbgrader.coursedir import CourseDirectory

from grading.core.errors import CourseError
from grading.core.notebooks import failed_setup
from grading.run.journal import Journal, Result
from grading.submission.handed_in import Ungradable, parse, read_file

GRADED, MANUAL, MISSING, WAITING = "graded", "needs manual grading", "missing", "not graded yet"
NO_SANDBOX = "graded WITHOUT a sandbox"
NEWER_SECONDS = 60.0  # the graded notebook of one run is written soon after its result
COLUMNS = (
    *("assignment", "duedate", "timestamp", "student_id", "last_name", "first_name", "email"),
    *("raw_score", "late_submission_penalty", "score", "max_score", "status", "remarks"),
)


@dataclass(frozen=True)
class Row:
    """One student's result for one assignment. Scores are None where there is nothing to score."""

    assignment: str
    student: str
    status: str
    max_score: float
    remarks: str = ""
    raw_score: float | None = None
    penalty: float | None = None
    points: dict[str, tuple[float | None, float]] = field(default_factory=dict)
    person: dict[str, str] = field(default_factory=dict)
    duedate: datetime | None = None
    timestamp: datetime | None = None

    @property
    def score(self) -> float | None:
        """Points after the late penalty, at least 0; None where there is nothing to score."""
        return None if self.raw_score is None else max(0.0, self.raw_score - (self.penalty or 0.0))

    @property
    def lost(self) -> list[str]:
        """The exercises that did not earn all their points, those that wait for a grader left out."""
        return [name for name, (points, full) in self.points.items() if points is not None and points < full]

    def as_csv(self) -> list[object]:
        """The row of grades.csv, in the order of COLUMNS. No text in it is a formula to a spreadsheet."""
        person = [self.person.get(key, "") for key in ("last_name", "first_name", "email")]
        numbers = [self.raw_score, self.penalty, self.score, self.max_score]
        cells = [self.assignment, self.duedate, self.timestamp, self.student, *person, *numbers]
        return [_inert(cell) for cell in [*cells, self.status, self.remarks]]


def _inert(cell: object) -> object:
    """A cell of grades.csv that a spreadsheet shows instead of computing."""
    if isinstance(cell, str) and cell.startswith(("=", "+", "-", "@")):
        return f"'{cell}"
    return "" if cell is None else cell


def printable(text: str) -> str:
    """Text that may come from a submission, without characters that steer a terminal or reverse its lines."""
    return "".join(letter if letter.isprintable() else "?" for letter in text)


def rows(gradebook: Gradebook, coursedir: CourseDirectory, names: Sequence[str] = ()) -> list[Row]:
    """A row for every student that the gradebook or the submissions know, and each of these assignments.

    names: all by default. Raises CourseError for one that the gradebook does not know.
    """
    known = {assignment.name: assignment for assignment in gradebook.assignments}
    if unknown := [name for name in names if name not in known]:
        have = ", ".join(known) or "none yet"
        raise CourseError(f"the gradebook knows no {', '.join(unknown)}; it knows: {have}")
    wanted = [known[name] for name in known if not names or name in names]
    return [row for assignment in wanted for row in _of_assignment(gradebook, coursedir, assignment)]


def _of_assignment(gradebook: Gradebook, coursedir: CourseDirectory, assignment: Assignment) -> Iterator[Row]:
    students = {student.id: student for student in gradebook.students}
    handed_in = {path.parent.name for path in _folder(coursedir, "submitted").glob(f"*/{assignment.name}")}
    for name in sorted(students.keys() | handed_in):
        try:
            submission = gradebook.find_submission(assignment.name, name)
        except MissingEntry:
            submission = None
        if submission is None:
            status = WAITING if name in handed_in else MISSING
            yield Row(assignment.name, name, status, assignment.max_score, person=_person(students.get(name)))
        else:
            yield _of_submission(coursedir, assignment, submission)


def _of_submission(
    coursedir: CourseDirectory, assignment: Assignment, submission: SubmittedAssignment
) -> Row:
    student, names = submission.student.id, [notebook.name for notebook in assignment.notebooks]
    graded = [
        _folder(coursedir, "autograded") / student / assignment.name / f"{name}.ipynb" for name in names
    ]
    common = {
        "person": _person(submission.student),
        "duedate": assignment.duedate,
        "timestamp": submission.timestamp,
    }
    result = _journalled(coursedir, assignment.name, student)
    if result is not None and result.why:
        why = printable(result.why) if submission.needs_manual_grade else ""
    elif not any(path.is_file() for path in graded):
        folder = _folder(coursedir, "submitted") / student / assignment.name
        faults = [why_ungraded(folder, f"{name}.ipynb") for name in names]
        why = "; ".join(filter(None, faults)) or "see `nbgrader autograde`"
    else:
        read = [nbformat.read(path, as_version=4) for path in graded if path.is_file()]
        why = "; ".join(filter(None, map(failed_setup, read)))
    if why:
        return Row(assignment.name, student, f"could not be graded: {why}", assignment.max_score, **common)
    return Row(
        assignment.name,
        student,
        MANUAL if submission.needs_manual_grade else GRADED,
        assignment.max_score,
        remarks="; ".join(
            filter(None, [*_from_journal(result), *map(_remark, graded), _newer(coursedir, submission)])
        ),
        raw_score=submission.score,
        penalty=submission.late_submission_penalty,
        points=_points(submission, _order(coursedir, assignment)),
        **common,
    )


def _journalled(coursedir: CourseDirectory, assignment: str, student: str) -> Result | None:
    """What `course grade` wrote down of a submission; None where nbgrader graded it, or graded it since."""
    journal = Journal(_folder(coursedir, "submitted").parent / "results" / assignment)
    result = journal.read(student)
    graded = _folder(coursedir, "autograded") / student / assignment
    latest = max((path.stat().st_mtime for path in graded.glob("*.ipynb")), default=0.0)
    if result is None or latest > journal.path(student).stat().st_mtime + NEWER_SECONDS:
        return None
    return result


def _from_journal(result: Result | None) -> list[str]:
    """What a grader should know of how a submission was graded."""
    if result is None:
        return []
    by_hand = [f"graded by hand, as it could not be graded: {result.why}"] if result.why else []
    unsafe = [NO_SANDBOX] if result.sandbox == "none" else []
    return [printable(text) for text in [*by_hand, *unsafe, *result.remarks]]


def _folder(coursedir: CourseDirectory, step: str) -> Path:
    return Path(coursedir.root, getattr(coursedir, f"{step}_directory"))


def _person(student: Student | None) -> dict[str, str]:
    keys = ("last_name", "first_name", "email")
    return {key: getattr(student, key) or "" for key in keys} if student else {}


def _points(submission: SubmittedAssignment, order: list[str]) -> dict[str, tuple[float | None, float]]:
    """Exercise -> points won (None: waits for a grader) and points to win, in the order of the notebook."""
    grades = [grade for notebook in submission.notebooks for grade in notebook.grades]
    grades.sort(
        key=lambda grade: (order.index(grade.name) if grade.name in order else len(order), grade.name)
    )
    won = {grade.name: grade.score for grade in grades}
    won |= {grade.name: None for grade in grades if grade.needs_manual_grade and grade.manual_score is None}
    return {grade.name.removesuffix("_test"): (won[grade.name], grade.max_score) for grade in grades}


def _order(coursedir: CourseDirectory, assignment: Assignment) -> list[str]:
    """The grade_ids of an assignment in the order of its source notebooks; empty where those are gone."""
    folder = _folder(coursedir, "source") / assignment.name
    paths = [folder / f"{notebook.name}.ipynb" for notebook in assignment.notebooks]
    cells = [cell for path in paths if path.is_file() for cell in nbformat.read(path, as_version=4).cells]
    return [cell.metadata.get("nbgrader", {}).get("grade_id", "") for cell in cells]


def why_ungraded(folder: Path, name: str) -> str:
    """What stops this submitted notebook from being graded, in words; "" if it looks sound."""
    try:
        parse(read_file(folder, name))
    except Ungradable as error:
        return str(error)
    return ""


def _remark(path: Path) -> str:
    """What a grader should know about a graded notebook: limits that were reached, and a missing sandbox."""
    if not path.is_file():
        return f"{path.name} was not handed in: 0 points for it"
    notebook = nbformat.read(path, as_version=4)
    how = notebook.metadata.get("grading", {})
    remarks = [NO_SANDBOX] if how.get("sandbox") == "none" else []
    return printable("; ".join([*remarks, *how.get("faults", [])]))


def _newer(coursedir: CourseDirectory, submission: SubmittedAssignment) -> str:
    """A remark where the student handed in again after the submission that was graded."""
    folder = _folder(coursedir, "submitted") / submission.student.id / submission.assignment.name
    handed_in = coursedir.get_existing_timestamp(str(folder))
    newer = handed_in and (submission.timestamp is None or handed_in > submission.timestamp)
    return f"handed in again at {handed_in} UTC, which is not graded yet" if newer else ""


def write_csv(table: Iterable[Row], path: Path) -> None:
    """Write grades.csv: nbgrader's columns, `status` and `remarks`; where nothing was scored, no score.

    Raises CourseError where the file cannot be written.
    """
    try:
        with path.open("w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file)
            writer.writerow(COLUMNS)
            writer.writerows(row.as_csv() for row in table)
    except OSError as error:
        raise CourseError(
            f"the grades cannot be written to {path} ({error.strerror}); name a file that can be written"
        ) from error
