"""`course restore`: which copy it puts back, and that it never takes a bad one."""

from __future__ import annotations

from pathlib import Path

import pytest

from grading.core.course import open_course
from grading.run.backup import back_up, check, database
from tests.grading.cli.conftest import Course, files_in
from tests.grading.run.classroom import Classroom

CELL = "question_why"


@pytest.fixture
def copies(graded_class: Classroom) -> list[Path]:
    """Copies from when ann had 1 point and 2 points by hand; now she has 3."""
    made = []
    for score in (1.0, 2.0):
        graded_class.score_by_hand("ann", CELL, score)
        made.append(back_up(graded_class.course))
    graded_class.score_by_hand("ann", CELL, 3.0)
    return [copy for copy in made if copy is not None]


def score(classroom: Classroom) -> float:
    return float(classroom.row("ann", CELL)["manual_score"])


def test_newest_copy_is_put_back(graded_class: Classroom, copies: list[Path], course_command: Course) -> None:
    done = course_command("restore")
    said = f"the gradebook is that of {copies[-1].name} again\n"
    assert (done.status, done.out, done.err) == (0, said, "")
    assert score(graded_class) == 2.0
    [kept] = graded_class.course.backups.glob("replaced-*.db")
    assert check(kept) is None


def test_copy_that_is_named_is_put_back(
    graded_class: Classroom, copies: list[Path], course_command: Course, tmp_path: Path
) -> None:
    """By its path, by its name alone, as the commands print it, or from any other folder."""
    assert course_command("restore", copies[0]).out == f"the gradebook is that of {copies[0].name} again\n"
    assert score(graded_class) == 1.0
    assert course_command("restore", copies[1].name).status == 0
    assert score(graded_class) == 2.0
    elsewhere = copies[0].rename(tmp_path / "mine.db")
    assert course_command("restore", elsewhere).out == "the gradebook is that of mine.db again\n"
    assert score(graded_class) == 1.0


def test_damaged_copy_is_refused(graded_class: Classroom, copies: list[Path], course_command: Course) -> None:
    copies[-1].write_bytes(copies[-1].read_bytes()[:5000])
    before = files_in(graded_class.course.home)
    assert course_command("restore").refused(f"{copies[-1]} is damaged (", "); try an older copy")
    assert course_command("restore", "nbgrader_config.py").refused("nbgrader_config.py is damaged (")
    assert files_in(graded_class.course.home) == before
    assert score(graded_class) == 3.0


@pytest.mark.parametrize("name", ["nothing.db", "grading"])
def test_what_is_no_file_is_refused_with_the_copies_there_are(
    name: str, graded_class: Classroom, copies: list[Path], course_command: Course
) -> None:
    done = course_command("restore", name)
    assert done.refused(f"there is no file {name}; copies in {copies[0].parent}: ", *(c.name for c in copies))
    assert score(graded_class) == 3.0


def test_course_without_copies_says_so(
    release: Path, course_command: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(release.parent)
    course = open_course()
    assert course_command("restore").refused(f"there is no copy of the gradebook in {course.backups}")
    assert not course.backups.exists()


@pytest.mark.parametrize("folder", ["C#", "100%25", "why?"])
def test_folders_may_have_any_name(
    folder: str, graded_class: Classroom, tmp_path: Path, course_command: Course
) -> None:
    """SQLite is told of files by a URL, in which these characters mean something."""
    path = database(graded_class.course)
    assert path is not None
    (tmp_path / folder).mkdir()
    copy = path.rename(tmp_path / folder / "copy.db")
    assert course_command("restore", copy).status == 0
    assert graded_class.score("ann") == 2.0
