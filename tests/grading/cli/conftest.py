"""`course` as it is typed: each test in a copy of a class that was graded once."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import chdir, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from grading.cli import main
from grading.core.course import open_course
from grading.run.worker_engine import EngineThread
from tests.grading.run.classroom import NAME, RIGHT, WRONG, Classroom, Here
from tests.grading.run.fake import FakeEngine
from tests.harness import SAMPLE

OTHER = "01_other"


@dataclass(frozen=True)
class Done:
    """What a command left: its exit status, and what it printed where."""

    status: int
    out: str
    err: str

    def refused(self, *texts: str) -> bool:
        """Whether it ended as one does that has something to put right, and said so with these texts."""
        said = [text in self.err for text in texts]
        assert (self.status, said) == (1, [True] * len(said)), self
        return "Traceback" not in self.err


Course = Callable[..., Done]


@pytest.fixture
def course_command(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Course:
    """Runs `course` with these arguments in the current folder."""
    monkeypatch.setenv("COLUMNS", "200")

    def run(*arguments: object) -> Done:
        capsys.readouterr()
        try:
            status = main([str(argument) for argument in arguments])
        except SystemExit as stopped:  # argparse
            status = int(stopped.code or 0)
        return Done(status, *capsys.readouterr())

    return run


@dataclass
class Asked:
    """What the command asked of its workers: the executor's name and the number of jobs, or the address."""

    workers: list[tuple[str, Any]]


@contextmanager
def stand_ins() -> Iterator[Asked]:
    """Workers that grade in this process: no fork server, no sandbox."""
    asked = Asked([])

    def take_down(name: str) -> Callable[[Any], Here]:
        return lambda argument: asked.workers.append((name, argument)) or Here()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("grading.run.prefork.start", lambda: False)
        patch.setattr("grading.run.grade.Processes", take_down("processes"))
        patch.setattr("grading.run.grade.Cluster", take_down("dask"))
        patch.setattr("grading.execution.engine.Engine", FakeEngine)
        patch.setattr("grading.run.worker_engine.engine_thread", EngineThread())
        yield asked


@pytest.fixture
def asked() -> Iterator[Asked]:
    with stand_ins() as asked:
        yield asked


@pytest.fixture(scope="session")
def graded_home(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Ann is right, bob is wrong, both are graded; tests must not change it."""
    home = tmp_path_factory.mktemp("cli") / "course"
    shutil.copytree(built, home)
    classroom = Classroom(open_course(home))
    classroom.hand_in("ann", classroom.answer(RIGHT))
    classroom.hand_in("bob", classroom.answer(WRONG))
    with stand_ins(), chdir(home):
        assert main(["grade", NAME]) == 0
    return home


@pytest.fixture
def graded_class(graded_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Classroom:
    """A copy of the graded class, as the current folder."""
    home = tmp_path / "home"
    shutil.copytree(graded_home, home)
    monkeypatch.chdir(home)
    return Classroom(open_course(home))


@pytest.fixture
def two(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The home of a course with two scripts, 00_sample and 01_other, whose releases are gone."""
    home = tmp_path / "two"
    shutil.copytree(built, home)
    shutil.rmtree(home / "notebooks")
    shutil.copy(SAMPLE, home / "grading" / "exercises" / f"{OTHER}.py")
    monkeypatch.chdir(home)
    return home


def files_in(folder: Path) -> dict[str, bytes]:
    """What lies in a folder and below it."""
    paths = [path for path in folder.rglob("*") if path.is_file()]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(paths)}
