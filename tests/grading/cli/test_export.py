"""`course export`: into which folders it writes."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.grading.cli.conftest import Course, files_in
from tests.harness import REPO

ALL = {
    ".exported.json", "LICENSE", "README.md", "course_utils/__init__.py", "environment.yml",
    "notebooks/00_sample/00_sample.ipynb", "pyproject.toml",
}  # fmt: skip


@pytest.fixture
def home(release: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A course with all that an export needs, as the current folder."""
    home = release.parents[2]
    for name in ("LICENSE", "environment.yml", "pyproject.toml"):
        shutil.copy(REPO / name, home)
    for folder, name in (("docs", "students.md"), ("course_utils", "__init__.py")):
        (home / folder).mkdir()
        shutil.copy(REPO / folder / name, home / folder)
    monkeypatch.chdir(home)
    return home


def test_new_folder_is_made(home: Path, course_command: Course, tmp_path: Path) -> None:
    done = course_command("export", tmp_path / "a" / "students")
    assert (done.status, done.err) == (0, "")
    assert done.out == f"6 files in {tmp_path / 'a' / 'students'}\n"
    assert set(files_in(tmp_path / "a" / "students")) == ALL


def test_empty_folder_is_filled_and_brought_up_to_date(
    home: Path, course_command: Course, tmp_path: Path
) -> None:
    (tmp_path / "students").mkdir()
    assert course_command("export", tmp_path / "students").status == 0
    assert set(files_in(tmp_path / "students")) == ALL
    Path("docs/students.md").write_text("Welcome")
    Path("course_utils/__init__.py").rename("course_utils/new.py")
    (tmp_path / "students" / "notes.txt").write_text("mine")
    done = course_command("export", tmp_path / "students")
    assert (done.status, done.out) == (0, f"6 files in {tmp_path / 'students'}\n")
    assert (tmp_path / "students" / "README.md").read_text() == "Welcome"
    gone, new = {"course_utils/__init__.py"}, {"course_utils/new.py", "notes.txt"}
    assert set(files_in(tmp_path / "students")) == ALL - gone | new


def test_full_folder_is_refused(home: Path, course_command: Course, tmp_path: Path) -> None:
    (tmp_path / "thesis").mkdir()
    (tmp_path / "thesis" / "thesis.txt").write_text("precious")
    done = course_command("export", tmp_path / "thesis")
    assert done.refused("thesis is neither empty nor an earlier export (thesis.txt); name another folder")
    assert files_in(tmp_path / "thesis") == {"thesis.txt": b"precious"}


def test_changed_file_of_an_earlier_export_is_refused(
    home: Path, course_command: Course, tmp_path: Path
) -> None:
    students = tmp_path / "students"
    students.mkdir()
    (students / ".exported.json").write_text("{}")
    (students / "README.md").write_text("a student's notes")
    (students / "LICENSE").mkdir()
    before = files_in(students)
    done = course_command("export", students)
    assert done.refused(
        f"changed in {students} since the last export: README.md, LICENSE. Nothing was written"
    )
    assert "move these files away, or export to another folder" in done.err
    assert files_in(students) == before


def test_earlier_export_that_cannot_be_read_is_refused(
    home: Path, course_command: Course, tmp_path: Path
) -> None:
    for damaged in ("{", "3", "[[1]]"):
        (tmp_path / ".exported.json").write_text(damaged)
        done = course_command("export", tmp_path)
        assert done.refused(
            ".exported.json does not say what was exported (it is damaged); export to another"
        )


def test_file_is_refused(home: Path, course_command: Course) -> None:
    before = files_in(home)
    assert course_command("export", "LICENSE").refused("LICENSE is a file; name a folder")
    done = course_command("export", "LICENSE/students")
    assert done.refused(
        "the export cannot be written to LICENSE/students (Not a directory: ", "name a folder"
    )
    assert files_in(home) == before
