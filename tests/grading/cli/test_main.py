"""The command `course` as a whole: where it looks for a course, and how it ends."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from grading.core.course import Course as Opened
from tests.conftest import command
from tests.grading.cli.conftest import Course
from tests.grading.run.classroom import NAME, Classroom

COMMANDS = (
    ["build"], ["export", "students"], ["grade", NAME], ["feedback", NAME], ["restore"], ["report"], ["demo"],
)  # fmt: skip


@pytest.mark.usefixtures("asked")
@pytest.mark.parametrize("arguments", COMMANDS, ids=lambda arguments: arguments[0])
def test_outside_of_a_course_nothing_is_done(
    arguments: list[str], tmp_path: Path, course_command: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where `course` is installed like other packages, not from the course's own folder."""
    monkeypatch.setattr(
        "grading.core.course.__file__", str(tmp_path / "lib" / "grading" / "core" / "course.py")
    )
    monkeypatch.chdir(tmp_path)
    done = course_command(*arguments)
    assert done.refused(
        f"no course in {tmp_path} or above it; run this in the folder that holds nbgrader_con"
    )
    assert done.out == ""
    assert list(tmp_path.iterdir()) == []


def test_course_is_found_from_a_folder_inside_it(
    graded_class: Classroom, course_command: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(graded_class.course.exercises)
    assert "ann" in course_command("report").out


@pytest.mark.parametrize(
    "arguments", [[], ["mark"], ["grade"], ["feedback"], ["export"], ["grade", "a", "b"]]
)
def test_wrong_usage_is_told_with_the_right_one(arguments: list[str], course_command: Course) -> None:
    done = course_command(*arguments)
    assert (done.status, done.out) == (2, "")
    assert done.err.startswith("usage: course")


def test_ctrl_c_ends_it_without_a_traceback(
    graded_class: Classroom, course_command: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    def press(course: Opened) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Opened, "gradebook", press)
    done = course_command("report")
    assert (done.status, done.out, done.err) == (130, "", "interrupted\n")


def test_script_is_installed(tmp_path: Path) -> None:
    done = command("course", "build", "--help", cwd=tmp_path)
    assert done.returncode == 0
    assert "--check" in done.stdout


def test_the_fork_server_imports_nothing_from_the_current_folder(tmp_path: Path) -> None:
    """A grader who looks at a submission and grades from there does not run its files."""
    (tmp_path / "nbformat.py").write_text("open('was_run', 'w').close()")
    code = (
        "import multiprocessing; from grading.run import prefork; prefork.start(); "
        "worker = multiprocessing.get_context('forkserver').Process(target=print); "
        "worker.start(); worker.join(); print(worker.exitcode)"
    )
    done = subprocess.run(
        [sys.executable, "-P", "-c", code], cwd=tmp_path, capture_output=True, text=True, timeout=300
    )
    assert done.stdout.split() == ["0"], done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["nbformat.py"]


def test_nothing_slow_is_imported_before_the_fork_server_starts() -> None:
    """It imports for a second, and so does this process: both should begin at once."""
    code = "import sys, grading.cli; print(*sorted(sys.modules))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    slow = {"nbgrader", "nbformat", "jupytext", "numpy", "torch", "IPython", "rich", "traitlets"}
    assert slow.isdisjoint(loaded.split())
