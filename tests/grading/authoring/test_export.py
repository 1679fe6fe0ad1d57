"""The students' tree: everything they need, nothing they must not see, and no file of theirs lost."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys

import pytest

from grading.authoring.build import build
from grading.authoring.export import export
from grading.authoring.script import HIDDEN, SCHEME, SOLUTION, cut, inside, read
from grading.core.course import open_course
from grading.core.errors import CourseError
from tests.harness import REPO

SHORTEST = 8  # characters; shorter lines, such as `else:`, give nothing away
HOLDS = ("nbgrader_config.py", "pyproject.toml", "environment.yml", "LICENSE", "docs", "course_utils")


def make_repository(home, pattern):
    """A copy of the repository with these exercise scripts, freshly built, and things that stay at home."""
    no_rubbish = shutil.ignore_patterns("__pycache__", ".git", "*.egg-info")
    (home / "grading").mkdir(parents=True)
    for name in HOLDS:
        source = REPO / name
        shutil.copytree(source, home / name, ignore=no_rubbish) if source.is_dir() else shutil.copy(
            source, home
        )
    (home / "grading" / "exercises").mkdir()
    for script in (REPO / "grading" / "exercises").glob(pattern):
        shutil.copy(script, home / "grading" / "exercises")
    build(open_course(home))
    subprocess.run(["git", "init", "--quiet", str(home)], check=True)
    notebook = next((home / "notebooks").glob("*/*.ipynb"))
    shutil.copy(notebook, notebook.with_name("my_solution.ipynb"))
    return home


@pytest.fixture(scope="session")
def first_export(tmp_path_factory):
    """An export of the whole course; tests must not change it."""
    folder = tmp_path_factory.mktemp("whole")
    export(open_course(make_repository(folder / "course", "*.py")), folder / "students")
    return folder / "students"


@pytest.fixture
def exported(first_export, tmp_path):
    """An export of this test's own."""
    return shutil.copytree(first_export, tmp_path / "students")


@pytest.fixture(scope="session")
def repository(tmp_path_factory):
    """A repository with one notebook, for what does not depend on how many there are."""
    return make_repository(tmp_path_factory.mktemp("repository") / "course", "05*.py")


@pytest.fixture
def students(repository, tmp_path):
    """An export of that repository."""
    export(open_course(repository), tmp_path / "students")
    return tmp_path / "students"


def files_of(folder):
    return {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}


def test_only_the_allow_list_is_exported(exported):
    top = {name.split("/")[0] for name in files_of(exported)}
    assert top == {
        *(
            "README.md",
            "LICENSE",
            "environment.yml",
            "pyproject.toml",
            "notebooks",
            "course_utils",
            ".exported.json",
        )
    }


def test_every_notebook_is_exported_and_nothing_beside_it(exported):
    expected = {f"{path.stem}/{path.stem}.ipynb" for path in (REPO / "grading" / "exercises").glob("*.py")}
    assert expected
    assert set(files_of(exported / "notebooks")) == expected


def secret_and_open_lines():
    """The lines that students must not see, and those that they see anyway."""
    secret, shown = set(), set()
    for path in (REPO / "grading" / "exercises").glob("*.py"):
        for cell in read(path).cells:
            for region in (SOLUTION, HIDDEN, SCHEME):
                secret |= {line.strip() for line in inside(cell.source, region)}
            rest = cut(cut(cut(cell.source, SOLUTION), HIDDEN), SCHEME)
            shown |= {line.strip() for line in rest.split("\n")}
    for path in (REPO / "course_utils").rglob("*.py"):
        shown |= {line.strip() for line in path.read_text(encoding="utf-8").split("\n")}
    return {line for line in secret - shown if len(line) >= SHORTEST}, shown


def leaks(paths):
    """Every secret line that occurs in one of the files, as text or as JSON writes it."""
    secret, shown = secret_and_open_lines()
    shown_text = "\n".join(shown)
    secret = {line for line in secret if line not in shown_text}
    assert len(secret) > 50
    found = []
    forms = {line: {line, json.dumps(line, ensure_ascii=False)[1:-1]} for line in secret}
    for path in paths:
        text = path.read_text(encoding="utf-8", errors="replace")
        found += [f"{path.name}: {line}" for line in secret if any(form in text for form in forms[line])]
    return found


def test_no_solution_or_hidden_test_is_exported(exported):
    assert leaks(files_of(exported).values()) == []


def test_the_search_for_leaks_finds_one(exported):
    """The test above could fail: with one solution line pasted into a notebook, it does."""
    secret, _ = secret_and_open_lines()
    line = max(secret, key=len)
    notebook = next((exported / "notebooks").glob("*/*.ipynb"))
    notebook.write_text(notebook.read_text() + json.dumps(line, ensure_ascii=False))
    assert leaks([notebook])


def test_no_history_and_no_grader_is_exported(exported):
    names = files_of(exported)
    assert not [name for name in names if ".git" in name or "grading" in name or "answers" in name]
    assert "grading" not in (exported / "pyproject.toml").read_text()


def test_export_refuses_a_folder_with_other_things(repository, tmp_path):
    (tmp_path / "thesis.txt").write_text("precious")
    with pytest.raises(CourseError, match=r"neither empty nor an earlier export \(thesis.txt\)"):
        export(open_course(repository), tmp_path)
    assert set(files_of(tmp_path)) == {"thesis.txt"}


def test_export_into_a_new_repository(repository, tmp_path):
    subprocess.run(["git", "init", "--quiet", str(tmp_path)], check=True)
    assert export(open_course(repository), tmp_path)
    assert (tmp_path / ".git").exists()


def test_second_export_updates_and_removes_only_its_own(repository, students):
    manifest = json.loads((students / ".exported.json").read_text())
    for name in ("gone.py", "worked_on.py"):
        (students / name).write_text("exported")
        manifest[name] = "e8b1a9fd0ca4d8e4a1f0a4f4cf8bd7e8" if name == "worked_on.py" else digest("exported")
    (students / ".exported.json").write_text(json.dumps(manifest))
    (students / "my_notes.md").write_text("mine")
    export(open_course(repository), students)
    names = files_of(students)
    assert "gone.py" not in names
    assert {"worked_on.py", "my_notes.md"} <= set(names)


def digest(text):
    return hashlib.sha256(text.encode()).hexdigest()


def test_second_export_refuses_to_overwrite_a_students_work(repository, students):
    notebook = next((students / "notebooks").glob("*/*.ipynb"))
    worked_on = notebook.read_text().replace("raise NotImplementedError()", "return 42")
    notebook.write_text(worked_on)
    with pytest.raises(CourseError, match=f"changed in .*{notebook.name}"):
        export(open_course(repository), students)
    assert notebook.read_text() == worked_on


def test_stale_release_is_not_exported(repository, tmp_path):
    home = shutil.copytree(repository, tmp_path / "course")
    next((home / "notebooks").glob("*/[0-9]*.ipynb")).write_text("{}")
    with pytest.raises(CourseError, match="run `course build"):
        export(open_course(home), tmp_path / "students")
    assert not (tmp_path / "students").exists()


@pytest.mark.slow
def test_export_installs_by_itself(exported, tmp_path):
    """Its packages are `course_utils` alone, and it imports from its own folder."""
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
    offline = ["--no-deps", "--no-build-isolation", "--target", str(tmp_path / "site"), str(exported)]
    done = subprocess.run(pip + offline, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    assert {
        path.name for path in (tmp_path / "site").iterdir() if path.is_dir() and "dist-info" not in path.name
    } == {"course_utils"}
