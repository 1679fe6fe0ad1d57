"""`course build`: which notebooks it writes, and what it says of stale ones."""

from __future__ import annotations

from pathlib import Path

from tests.grading.cli.conftest import OTHER, Course, files_in

RELEASED = f"notebooks/{OTHER}/{OTHER}.ipynb"


def test_names_are_the_only_notebooks_built_and_checked(two: Path, course_command: Course) -> None:
    done = course_command("build", OTHER)
    assert (done.status, done.out, done.err) == (0, f"{RELEASED}\n", "")
    assert list(files_in(two / "notebooks")) == [f"{OTHER}/{OTHER}.ipynb"]
    before = files_in(two)
    done = course_command("build", "--check", OTHER)
    assert (done.status, done.out, done.err) == (0, "notebooks/ is up to date\n", "")
    done = course_command("build", "--check")
    assert (done.status, done.out) == (1, "")
    assert done.err == "notebooks/00_sample/00_sample.ipynb: is missing; run `course build 00_sample`\n"
    assert files_in(two) == before


def test_all_are_built_and_a_changed_one_is_stale(two: Path, course_command: Course) -> None:
    done = course_command("build")
    assert (done.status, done.out) == (0, f"notebooks/00_sample/00_sample.ipynb\n{RELEASED}\n")
    script = two / "grading" / "exercises" / f"{OTHER}.py"
    script.write_text(script.read_text(encoding="utf-8").replace("# # A sample", "# # Another"))
    before = files_in(two)
    done = course_command("build", "--check")
    assert done.refused(
        f"{RELEASED}: cell 1 (", f"'# Another') differs from {OTHER}.py; run `course build {OTHER}`"
    )
    assert files_in(two) == before


def test_unknown_notebook_is_named_with_those_there_are(two: Path, course_command: Course) -> None:
    done = course_command("build", "99_other")
    assert done.refused("there is no exercise script ", "99_other.py; there are: 00_sample, 01_other")
    assert not (two / "notebooks").exists()


def test_mistake_is_printed_with_file_and_line(two: Path, course_command: Course) -> None:
    script = two / "grading" / "exercises" / "00_sample.py"
    script.write_text(script.read_text(encoding="utf-8").replace('"points": 2, ', ""))
    done = course_command("build")
    assert done.refused("00_sample.py:29: test cell double_test: points are not given")
    assert not (two / "notebooks").exists()
