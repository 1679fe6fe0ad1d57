"""The demo: grades a class of every kind, touches nothing else, and says where to look."""

from __future__ import annotations

import pytest

from grading.core.course import open_course
from grading.core.errors import CourseError
from grading.demo import demo
from tests.conftest import command
from tests.harness import SAMPLE


def test_scores(graded):
    scores = {name: row.score for name, row in graded.rows.items() if row.score is not None}
    assert scores == {
        "ada-reference": 5,
        "b-wrong-Shift_subtracts": 2,
        "c-wrong-double_squares": 3,
        "gus-empty": 0,
        "hal-raises": 3,
        "ida-loops-forever": 3,
    }


def test_real_gradebook_is_not_touched(graded):
    assert not (graded.course.home / "grading" / "gradebook.db").exists()
    assert not (graded.course.home / "notebooks").exists()


def test_feedback_names_the_mistake(graded):
    path = graded.course.folder("feedback", "c-wrong-double_squares", SAMPLE.stem, f"{SAMPLE.stem}.html")
    assert "you squared x instead of doubling it" in path.read_text()


def test_output_names_files_that_exist(graded):
    for line in graded.output.splitlines():
        if line.strip().startswith(("release", "grades", "1.")):
            path = line.split()[-1]
            assert (graded.course.home / path).exists(), line


def test_output_holds_the_class_table(graded):
    assert "ada-reference" in graded.output
    assert "could not be graded" in graded.output
    assert "points by exercise" in graded.output


def test_grades_are_written(graded):
    assert (graded.course.root / "grades.csv").read_text().startswith("assignment,")


def test_nbgrader_runs_in_the_demo_folder(graded):
    done = command("nbgrader", "db", "student", "list", cwd=graded.course.root)
    assert "gus-empty" in done.stdout + done.stderr


def test_folder_that_is_no_demo_is_left_alone(course):
    (course.home / "demo").mkdir()
    (course.home / "demo" / "talk.txt").write_text("precious")
    with pytest.raises(CourseError, match="was not made by `course demo`"):
        demo(course)
    assert (course.home / "demo" / "talk.txt").read_text() == "precious"


def test_course_without_exercises_says_so(course):
    (course.exercises / SAMPLE.name).unlink()
    with pytest.raises(CourseError, match="no exercise script"):
        demo(open_course(course.home))
