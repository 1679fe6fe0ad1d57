"""The class report: a status for everyone, and no zero that nobody scored."""

from __future__ import annotations

import csv
import io
import json

import pytest
from nbgrader.converters import Autograde
from rich.console import Console

from grading import report
from grading.build import build
from grading.course import run_step
from grading.submissions import hand_in, released
from tests.conftest import command
from tests.harness import SAMPLE

STATUS = {
    "ada-reference": "needs manual grading",
    "b-wrong-Shift_subtracts": "needs manual grading",
    "c-wrong-double_squares": "needs manual grading",
    "gus-empty": "graded",
    "hal-raises": "needs manual grading",
    "ida-loops-forever": "needs manual grading",
    "jon-damaged-file": "could not be graded: 00_sample.ipynb is damaged: no valid JSON",
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
    assert graded.rows["ida-loops-forever"].remarks == "time limit reached in double_test"
    assert graded.rows["hal-raises"].remarks == ""


def test_failed_setup_is_not_a_zero(course, release, edit_sample):
    """A package that is missing on the grader's machine costs the course a run, not the class its points."""
    edit_sample("import numpy as np\n", "import numpy as np\nimport not_installed_here\n")
    build(course)
    hand_in(course, SAMPLE.stem, "ada", released(course, SAMPLE.stem))
    run_step(Autograde, course, SAMPLE.stem, "ada", force=True)
    with course.gradebook() as gradebook:
        [row] = report.rows(gradebook, course.directory())
    assert row.status.startswith(
        "could not be graded: the course's cell setup failed with ModuleNotFoundError"
    )
    assert row.score is None


def test_newer_submission_is_remarked(graded):
    stamp = graded.course.room("submitted", "gus-empty", SAMPLE.stem, "timestamp.txt")
    stamp.write_text("2026-11-30 12:00:00 UTC")
    with graded.course.gradebook() as gradebook:
        rows = {row.student: row for row in report.rows(gradebook, graded.course.directory())}
    stamp.unlink()
    assert rows["gus-empty"].remarks == "handed in again at 2026-11-30 12:00:00 UTC, which is not graded yet"


def test_points_stand_in_the_order_of_the_notebook(graded):
    assert graded.rows["ada-reference"].points == {
        "double": (2, 2),
        "Shift": (3, 3),
        "question_why": (None, 3),
    }


def test_late_penalty_is_taken_off_but_never_below_zero():
    row = report.Row("a", "s", "graded", 10.0, raw_score=3.0, penalty=5.0)
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
    console.print(report.class_table(graded.rows.values(), "00_sample"))
    console.print(report.exercise_table(graded.rows.values()))
    lines = console.file.getvalue().splitlines()
    [wrong] = [line for line in lines if "c-wrong-double_squares" in line]
    assert "3 of 8" in wrong
    assert wrong.rstrip(" │").endswith("double")
    [exercise] = [line for line in lines if line.startswith("│ Shift ")]
    assert "4 of 6" in exercise


NOTEBOOK = {"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"\xff\xfe{}", "is not UTF-8 text"),
        (b'{"cells": [', "is damaged: no valid JSON from line 1 on"),
        (b"[]", "is not a notebook"),
        (json.dumps({**NOTEBOOK, "cells": 3}).encode(), "is not a notebook"),
        (json.dumps({**NOTEBOOK, "nbformat": 99}).encode(), "is not a notebook"),
        (b"[" * 100_000, "is nested too deeply"),
        (json.dumps(NOTEBOOK).encode(), ""),
    ],
)
def test_reason_why_a_file_cannot_be_graded(tmp_path, content, reason):
    path = tmp_path / "n.ipynb"
    path.write_bytes(content)
    assert reason in report.why_ungraded(path)
    assert bool(reason) == bool(report.why_ungraded(path))


def test_reason_names_a_file_that_is_not_there(tmp_path):
    assert report.why_ungraded(tmp_path / "n.ipynb") == "n.ipynb was not handed in"
