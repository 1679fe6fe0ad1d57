"""`course feedback`: for whom it writes pages, and what they show."""

from __future__ import annotations

import pytest

from tests.grading.cli.conftest import Course
from tests.grading.run.classroom import NAME, Classroom, make_classroom  # noqa: F401

pytestmark = pytest.mark.usefixtures("asked")  # no fork server


def pages(classroom: Classroom) -> list[str]:
    """The students who have one."""
    return sorted(path.parts[-3] for path in classroom.course.folder("feedback").glob("*/*/*.html"))


def html(classroom: Classroom, student: str) -> str:
    return classroom.course.folder("feedback", student, NAME, f"{NAME}.html").read_text(encoding="utf-8")


def test_writes_a_page_for_everyone_who_is_graded(graded_class: Classroom, course_command: Course) -> None:
    done = course_command("feedback", NAME)
    assert (done.status, done.out, done.err) == (0, "2 pages in grading/feedback/\n", "")
    assert pages(graded_class) == ["ann", "bob"]
    assert "you squared x instead of doubling it" in html(graded_class, "bob")
    assert "BEGIN HIDDEN TESTS" not in html(graded_class, "bob")


def test_students_are_the_only_ones_with_a_page(graded_class: Classroom, course_command: Course) -> None:
    done = course_command("feedback", NAME, "--students", "bob")
    assert (done.status, done.out) == (0, "1 pages in grading/feedback/\n")
    assert pages(graded_class) == ["bob"]


def test_show_hidden_leaves_hidden_tests_in(graded_class: Classroom, course_command: Course) -> None:
    assert course_command("feedback", NAME, "--show-hidden").status == 0
    assert "BEGIN HIDDEN TESTS" in html(graded_class, "bob")
    assert "BEGIN MARK SCHEME" in html(graded_class, "bob")


def test_student_who_is_not_graded_is_named(graded_class: Classroom, course_command: Course) -> None:
    graded_class.hand_in("cas", graded_class.answer())
    done = course_command("feedback", NAME, "--students", "ann", "cas", "zoe")
    assert done.refused("nothing of cas, zoe in 00_sample is graded yet; run `course grade 00_sample` first")
    assert pages(graded_class) == []


def test_unknown_notebook_is_named(graded_class: Classroom, course_command: Course) -> None:
    assert course_command("feedback", "99_other").refused("nothing in 99_other is graded yet")
    assert pages(graded_class) == []


def test_class_that_is_not_graded_has_no_pages(
    classroom: Classroom, course_command: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(classroom.course.home)
    classroom.hand_in("ann", classroom.answer())
    done = course_command("feedback", NAME)
    assert done.refused("nothing in 00_sample is graded yet; run `course grade 00_sample` first")
    assert pages(classroom) == []
