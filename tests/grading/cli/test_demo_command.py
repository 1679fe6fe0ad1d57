"""`course demo`: which notebook it shows. What it makes of it, tests/grading/test_demo.py says."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from grading.authoring.script import Script
from grading.core.course import Course as Opened
from grading.submission.answers import released
from tests.grading.cli.conftest import OTHER, Course, files_in


def small_class(course: Opened, script: Script) -> Iterator[tuple[str, object]]:
    """Two students, whose answers end: the stand-in engine stops nothing."""
    yield "ada", released(course, script.name)
    yield "jon", "{"


@pytest.mark.usefixtures("asked")
@pytest.mark.parametrize(("names", "shown"), [([], OTHER), (["00_sample"], "00_sample")])
def test_name_is_the_notebook_shown(
    names: list[str], shown: str, two: Path, course_command: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By default the first that has wrong answers to show."""
    monkeypatch.setattr("grading.demo.make_class", small_class)
    answers = two / "tests" / "answers" / "wrong" / OTHER
    answers.mkdir(parents=True)
    (answers / "double_squares.py").write_text("# message: squared\ndef double(x):\n    return x**2\n")
    done = course_command("demo", *names)
    assert (done.status, done.err) == (0, "")
    assert f"Building {shown} from grading/exercises/{shown}.py" in done.out
    assert "grades     demo/grades.csv" in done.out
    assert [path.name for path in (two / "demo" / "notebooks").iterdir()] == [shown]
    assert (two / "demo" / "grades.csv").read_text().count(shown) == 2
    assert not (two / "notebooks").exists()


def test_unknown_notebook_is_named_and_the_last_demo_stays(two: Path, course_command: Course) -> None:
    (two / "demo").mkdir()
    for name in (".course-demo", "grades.csv"):
        (two / "demo" / name).write_text("of the last demo")
    done = course_command("demo", "99_other")
    assert done.refused("there is no exercise script ", "99_other.py; there are: 00_sample, 01_other")
    assert set(files_in(two / "demo")) == {".course-demo", "grades.csv"}


def test_folder_that_is_no_demo_is_refused(two: Path, course_command: Course) -> None:
    (two / "demo").mkdir()
    (two / "demo" / "talk.txt").write_text("precious")
    done = course_command("demo")
    assert done.refused(f"{two / 'demo'} was not made by `course demo`; move it away, then run this again")
    assert files_in(two / "demo") == {"talk.txt": b"precious"}
