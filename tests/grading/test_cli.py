"""The command `course`: what it prints and which exit status it leaves."""

from __future__ import annotations

import subprocess
import sys

import pytest

from grading.cli import main
from tests.conftest import command
from tests.harness import SAMPLE


@pytest.fixture
def inside(course, monkeypatch):
    monkeypatch.chdir(course.home)
    return course


def test_build_prints_what_it_wrote(inside, capsys):
    assert main(["build"]) == 0
    assert capsys.readouterr().out == "notebooks/00_sample/00_sample.ipynb\n"
    assert main(["build", "--check"]) == 0
    assert "up to date" in capsys.readouterr().out


def test_check_of_a_stale_release_fails(inside, capsys):
    assert main(["build", "--check"]) == 1
    assert "is missing; run `course build 00_sample`" in capsys.readouterr().err


def test_mistake_is_printed_with_file_and_line(inside, edit_sample, capsys):
    edit_sample('"points": 2, ', "")
    assert main(["build"]) == 1
    error = capsys.readouterr().err
    assert "00_sample.py:29: test cell double_test: points are not given" in error
    assert "Traceback" not in error


def test_unknown_notebook_is_named_with_those_there_are(inside, capsys):
    assert main(["build", "99_other"]) == 1
    assert "there are: 00_sample" in capsys.readouterr().err


def test_course_is_found_from_a_folder_inside_it(inside, monkeypatch):
    monkeypatch.chdir(inside.exercises)
    assert main(["build", "--check"]) == 1


def test_export_refuses_a_full_folder(inside, release, capsys):
    assert main(["export", str(inside.home)]) == 1
    assert capsys.readouterr().err


def test_report_writes_grades_and_a_table(graded, monkeypatch, capsys, tmp_path):
    monkeypatch.chdir(graded.course.root)
    monkeypatch.setattr("grading.core.course.open_course", lambda: graded.course)
    assert main(["report", SAMPLE.stem, "--to", str(tmp_path / "grades.csv")]) == 0
    assert "ada-reference" in capsys.readouterr().out
    assert (tmp_path / "grades.csv").read_text().count("\n") == len(graded.rows) + 1


def test_script_is_installed(inside):
    done = command("course", "build", "--help", cwd=inside.home)
    assert done.returncode == 0
    assert "--check" in done.stdout


def test_nothing_slow_is_imported_before_the_fork_server_starts():
    """It imports for a second, and so does this process: both should begin at once."""
    code = "import sys, grading.cli; print(*sorted(sys.modules))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    slow = {"nbgrader", "nbformat", "jupytext", "numpy", "torch", "IPython", "rich", "traitlets"}
    assert slow.isdisjoint(loaded.split())
