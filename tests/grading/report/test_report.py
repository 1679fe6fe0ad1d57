"""The class report: a status for everyone, and no zero that nobody scored."""

from __future__ import annotations

import csv
import io

import pytest
from nbgrader.converters import Autograde
from rich.console import Console

from grading.authoring.build import build
from grading.core.course import run_step
from grading.report import status, tables
from grading.submission.answers import hand_in, released
from tests.conftest import command
from tests.harness import SAMPLE

STATUS = {
    "ada-reference": "needs manual grading",
    "b-wrong-Shift_subtracts": "needs manual grading",
    "c-wrong-double_squares": "needs manual grading",
    "gus-empty": "graded",
    "hal-raises": "needs manual grading",
    "ida-loops-forever": "needs manual grading",
    "jon-damaged-file": "could not be graded: the file is damaged: no valid JSON",
    "kim-waits": "not graded yet",
    "leo-missing": "missing",
}


def test_everyone_has_a_row(graded):
    assert set(graded.rows) == set(STATUS)


@pytest.mark.parametrize("student", STATUS)
def test_status(graded, student):
    assert graded.rows[student].status.startswith(STATUS[student])


@pytest.mark.parametrize("student", ["jon-damaged-file", "kim-waits", "leo-missing"])
def test_nothing_scored_is_not_a_zero(graded, student):
    row = graded.rows[student]
    assert row.score is None
    assert row.as_csv()[7:11] == ["", "", "", 8.0]


def test_time_limit_is_remarked(graded):
    assert (
        "double(…) took longer than 2 s of processor time and was stopped"
        in graded.rows["ida-loops-forever"].remarks
    )
    assert graded.rows["hal-raises"].remarks == ""


def test_failed_setup_is_not_a_zero(course, release, edit_sample):
    """A package that is missing on the grader's machine costs the course a run, not the class its points."""
    edit_sample("import numpy as np\n", "import numpy as np\nimport not_installed_here\n")
    build(course)
    hand_in(course, SAMPLE.stem, "ada", released(course, SAMPLE.stem))
    run_step(Autograde, course, SAMPLE.stem, "ada", force=True)
    with course.gradebook() as gradebook:
        [row] = status.rows(gradebook, course.directory())
    assert row.status.startswith(
        "could not be graded: the instructor's own cell setup failed with ModuleNotFoundError"
    )
    assert row.score is None


def test_newer_submission_is_remarked(graded):
    stamp = graded.course.folder("submitted", "gus-empty", SAMPLE.stem, "timestamp.txt")
    stamp.write_text("2026-11-30 12:00:00 UTC")
    with graded.course.gradebook() as gradebook:
        rows = {row.student: row for row in status.rows(gradebook, graded.course.directory())}
    stamp.unlink()
    assert rows["gus-empty"].remarks == "handed in again at 2026-11-30 12:00:00 UTC, which is not graded yet"


def test_points_stand_in_the_order_of_the_notebook(graded):
    assert graded.rows["ada-reference"].points == {
        "double": (2, 2),
        "Shift": (3, 3),
        "question_why": (None, 3),
    }


def test_late_penalty_is_taken_off_but_never_below_zero():
    row = status.Row("a", "s", "graded", 10.0, raw_score=3.0, penalty=5.0)
    assert row.score == 0.0


def test_nbgrader_export_writes_the_status(graded, tmp_path):
    done = command("nbgrader", "export", "--to", tmp_path / "grades.csv", cwd=graded.course.root)
    assert done.returncode == 0, done.stderr
    with (tmp_path / "grades.csv").open(newline="") as file:
        lines = {line["student_id"]: line for line in csv.DictReader(file)}
    assert {name: line["status"] for name, line in lines.items()} == {
        n: r.status for n, r in graded.rows.items()
    }
    assert lines["ada-reference"]["score"] == "5.0"
    assert lines["leo-missing"]["last_name"] == "Leo"


def test_nbgrader_export_keeps_to_the_students_asked_for(graded, tmp_path):
    wanted = [
        "--to",
        tmp_path / "one.csv",
        "--student",
        '["gus-empty"]',
        "--assignment",
        f'["{SAMPLE.stem}"]',
    ]
    assert command("nbgrader", "export", *wanted, cwd=graded.course.root).returncode == 0
    assert [line.split(",")[3] for line in (tmp_path / "one.csv").read_text().splitlines()[1:]] == [
        "gus-empty"
    ]


def test_tables_show_who_lost_what(graded):
    console = Console(file=io.StringIO(), width=140)
    console.print(tables.class_table(graded.rows.values(), "00_sample"))
    console.print(tables.exercise_table(graded.rows.values()))
    lines = console.file.getvalue().splitlines()
    [wrong] = [line for line in lines if "c-wrong-double_squares" in line]
    assert "3 of 8" in wrong
    assert wrong.rstrip(" │").endswith("double")
    [exercise] = [line for line in lines if line.startswith("│ Shift ")]
    assert "4 of 6" in exercise


def test_damaged_file_that_nbgrader_skipped_is_explained(tmp_path):
    (tmp_path / "n.ipynb").write_bytes(b'{"cells": [')
    assert "no valid JSON" in status.why_ungraded(tmp_path, "n.ipynb")
    assert status.why_ungraded(tmp_path, "m.ipynb").startswith("m.ipynb was not handed in")


def test_score_by_hand_takes_the_place_of_could_not_be_graded(graded):
    """Somebody entered points for the damaged file in the formgrader: that is the student's score."""
    with graded.course.gradebook() as gradebook:
        submission = gradebook.find_submission(SAMPLE.stem, "jon-damaged-file")
        grades = [grade for notebook in submission.notebooks for grade in notebook.grades]
        for grade in grades:
            grade.manual_score, grade.needs_manual_grade = 1.0, False
        gradebook.db.flush()
        rows = {row.student: row for row in status.rows(gradebook, graded.course.directory())}
        gradebook.db.rollback()
    assert rows["jon-damaged-file"].score == len(grades)
    assert "could not be graded" in rows["jon-damaged-file"].remarks
