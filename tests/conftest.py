"""Fixtures shared by the tests of the pipeline."""

from __future__ import annotations

import functools
import io
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import nbgrader.api
import pytest
import torch
from rich.console import Console

from grading import demo
from grading.authoring.build import build
from grading.core.course import Course, open_course
from grading.report import status
from grading.submission.answers import hand_in, released
from tests.harness import REPO, SAMPLE

os.environ["MPLBACKEND"] = "Agg"
os.environ["OMP_NUM_THREADS"] = "1"  # for kernels and other processes: tests run side by side, one to a core
torch.set_num_threads(1)
WRONG = {
    "double_squares": "# message: squared\ndef double(x):\n    return x**2\n",
    "Shift_subtracts": "class Shift:\n    def __init__(self, by):\n        self.by = by\n\n"
    "    def forward(self, x):\n        return x - self.by\n",
}


def make_course(home: Path, *scripts: Path) -> Course:
    """A course in an empty folder, with this repository's configuration and these exercise scripts."""
    exercises = home / "grading" / "exercises"
    exercises.mkdir(parents=True)
    shutil.copy(REPO / "nbgrader_config.py", home)
    for script in scripts:
        shutil.copy(script, exercises)
    return open_course(home)


def command(name: str, *arguments: object, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run a program that is installed beside this Python, whether or not its folder is on PATH."""
    program = Path(sys.executable).parent / name
    return subprocess.run(
        [program, *map(str, arguments)], cwd=cwd, capture_output=True, text=True, timeout=300
    )


@pytest.fixture
def course(tmp_path: Path) -> Course:
    """A course with the sample script as its only exercise."""
    return make_course(tmp_path / "course", SAMPLE)


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home of a course whose sample was built; tests must not change it."""
    course = make_course(tmp_path_factory.mktemp("built") / "course", SAMPLE)
    build(course)
    return course.home


@pytest.fixture
def release(course: Course, built: Path) -> Path:
    """The released sample of `course`, built before the test begins."""
    shutil.copytree(built, course.home, dirs_exist_ok=True)
    return course.folder("release", SAMPLE.stem, f"{SAMPLE.stem}.ipynb")


@pytest.fixture
def edit_sample(course: Course) -> Callable[[str, str], None]:
    """Replaces a text in the course's copy of the sample script; the text must be there."""

    def edit(old: str, new: str) -> None:
        path = course.exercises / SAMPLE.name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    return edit


@pytest.fixture(scope="session", autouse=True)
def _schema_version() -> Iterator[None]:
    """For each new gradebook nbgrader asks `alembic` for the same number, which takes seconds: ask once."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(nbgrader.api, "get_alembic_version", functools.cache(nbgrader.api.get_alembic_version))
        yield


@dataclass(frozen=True)
class Graded:
    """A finished demo on the sample: its course, the rows of its report and what it printed."""

    course: Course
    rows: dict[str, status.Row]
    output: str


@pytest.fixture(scope="session")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Graded:
    """The demo, run once on the sample script. Besides, one student was graded nothing, one not yet."""
    home = make_course(tmp_path_factory.mktemp("graded") / "course", SAMPLE)
    answers = home.home / "tests" / "answers" / "wrong" / SAMPLE.stem
    answers.mkdir(parents=True)
    for name, source in WRONG.items():
        (answers / f"{name}.py").write_text(source, encoding="utf-8")
    console = Console(file=io.StringIO(), width=120)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(demo, "SECONDS_PER_CALL", 2.0)
        demo.demo(home, console=console)
    course = Course(home.home, home.home / "demo")
    hand_in(course, SAMPLE.stem, "kim-waits", released(course, SAMPLE.stem))
    with course.gradebook() as gradebook:
        gradebook.add_student("leo-missing", last_name="Leo")
        rows = {row.student: row for row in status.rows(gradebook, course.directory())}
    return Graded(course, rows, console.file.getvalue())  # type: ignore[attr-defined]
