"""`course report`: which assignments it tells of, and where grades.csv goes."""

from __future__ import annotations

import csv
import os
from pathlib import Path

import pytest

from tests.grading.cli.conftest import Course
from tests.grading.run.classroom import NAME, Classroom

OTHER = "01_other"


@pytest.fixture
def two_assignments(graded_class: Classroom) -> Classroom:
    """The gradebook knows another assignment, which nobody has handed in."""
    with graded_class.gradebook() as gradebook:
        gradebook.add_assignment(OTHER)
    return graded_class


def rows(path: Path) -> list[tuple[str, str, str]]:
    with path.open(newline="", encoding="utf-8") as file:
        return [(row["assignment"], row["student_id"], row["score"]) for row in csv.DictReader(file)]


OF_SAMPLE = [(NAME, "ann", "2.0"), (NAME, "bob", "0.0")]
OF_OTHER = [(OTHER, "ann", ""), (OTHER, "bob", "")]


def test_tells_of_all_assignments(two_assignments: Classroom, course_command: Course) -> None:
    done = course_command("report")
    assert (done.status, done.err) == (0, "")
    assert done.out.endswith("4 rows in grades.csv\n")
    assert "needs manual grading" in done.out
    assert OTHER in done.out
    assert sorted(rows(Path("grades.csv"))) == sorted(OF_SAMPLE + OF_OTHER)


@pytest.mark.parametrize(
    ("names", "told"), [([NAME], OF_SAMPLE), ([OTHER], OF_OTHER), ([NAME, OTHER], OF_SAMPLE + OF_OTHER)]
)
def test_names_are_the_only_assignments_told_of(
    names: list[str],
    told: list[tuple[str, str, str]],
    two_assignments: Classroom,
    course_command: Course,
) -> None:
    done = course_command("report", *names)
    assert done.status == 0
    assert sorted(rows(Path("grades.csv"))) == sorted(told)
    assert [name in done.out for name in (NAME, OTHER)] == [name in names for name in (NAME, OTHER)]


def test_unknown_assignment_is_named_and_no_grades_lost(
    two_assignments: Classroom, course_command: Course
) -> None:
    Path("grades.csv").write_text("of last week")
    done = course_command("report", NAME, "99_other")
    assert done.refused("the gradebook knows no 99_other; it knows: 00_sample, 01_other")
    assert Path("grades.csv").read_text() == "of last week"


def test_to_names_the_file(graded_class: Classroom, course_command: Course, tmp_path: Path) -> None:
    done = course_command("report", "--to", tmp_path / "sent.csv")
    assert done.status == 0
    assert done.out.endswith(f"2 rows in {tmp_path / 'sent.csv'}\n")
    assert rows(tmp_path / "sent.csv") == OF_SAMPLE
    assert not Path("grades.csv").exists()


@pytest.mark.parametrize(
    ("target", "why"),
    [
        ("missing/grades.csv", "No such file or directory"),
        ("grading", "Is a directory"),
        ("nbgrader_config.py/grades.csv", "Not a directory"),
    ],
)
def test_file_that_cannot_be_written_is_named(
    target: str, why: str, graded_class: Classroom, course_command: Course
) -> None:
    done = course_command("report", "--to", target)
    assert done.refused(f"the grades cannot be written to {target} ({why}); name a file that can be written")
    assert done.out == ""
    assert not Path("missing").exists()


def test_folder_that_is_read_only_is_named(graded_class: Classroom, course_command: Course) -> None:
    folder = Path("/sys") if os.geteuid() == 0 else Path("closed")  # root may write nearly everywhere
    if folder == Path("closed"):
        folder.mkdir(mode=0o555)
    done = course_command("report", "--to", folder / "grades.csv")
    assert done.refused(f"the grades cannot be written to {folder / 'grades.csv'} (")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no disk here that is always full")
def test_full_disk_is_told(graded_class: Classroom, course_command: Course) -> None:
    assert course_command("report", "--to", "/dev/full").refused("/dev/full (No space left on device)")
