"""Where a course keeps its files, and nbgrader's steps run on it."""

from __future__ import annotations

import io
import logging
import os
import re
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from nbgrader.api import Gradebook
from nbgrader.converters.base import BaseConverter, NbGraderException
from nbgrader.coursedir import CourseDirectory
from traitlets.config import Config
from traitlets.config.loader import PyFileConfigLoader

from grading.core.errors import CourseError, StepError

SCRIPT_NAME = re.compile(r"\d\d_[a-z0-9_]+")
_CONFIG = "nbgrader_config.py"
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")


@dataclass(frozen=True)
class Course:
    """A course.

    home: the repository, which holds the exercise scripts, `notebooks/` and the nbgrader configuration.
    root: the folder that holds nbgrader's directories; the same as `home` except in rehearsals, such as the
    demo or `course build --check`, which must not touch the real gradebook.
    """

    home: Path
    root: Path

    @property
    def exercises(self) -> Path:
        """The folder of the exercise scripts."""
        return self.home / "grading" / "exercises"

    @cached_property
    def config(self) -> Config:
        """What the course's nbgrader_config.py says, moved to `root`."""
        config = PyFileConfigLoader(_CONFIG, str(self.home)).load_config()
        config.CourseDirectory.root = str(self.root)
        config.CourseDirectory.db_url = f"sqlite:///{self.root / 'grading' / 'gradebook.db'}"
        return config

    def directory(self, **ids: str) -> CourseDirectory:
        """nbgrader's view of the course, for an assignment_id and student_id where given."""
        return CourseDirectory(config=self.config, **ids)

    def folder(self, step: str, *parts: str) -> Path:
        """A path in one of nbgrader's directories: source, release, submitted, autograded or feedback."""
        return self.root.joinpath(getattr(self.directory(), f"{step}_directory"), *parts)

    @property
    def results(self) -> Path:
        """The folder of the journals of grading, one an assignment; next to nbgrader's directories."""
        return self.folder("submitted").parent / "results"

    @property
    def backups(self) -> Path:
        """The folder of copies of what a command replaced; next to nbgrader's directories."""
        return self.folder("submitted").parent / "backups"

    def gradebook(self) -> Gradebook:
        """The gradebook, made where there is none; a context manager."""
        self.folder("submitted").parent.mkdir(parents=True, exist_ok=True)
        with quiet():
            return Gradebook(self.directory().db_url)

    def scripts(self, names: list[str] | None = None) -> list[Path]:
        """The exercise scripts, all or those named NN_topic. Raises CourseError for an unknown name."""
        found = {
            path.stem: path
            for path in sorted(self.exercises.glob("*.py"))
            if SCRIPT_NAME.fullmatch(path.stem)
        }
        for name in names or []:
            if name not in found:
                have = ", ".join(found) or "none yet"
                raise CourseError(
                    f"there is no exercise script {self.exercises / name}.py; there are: {have}"
                )
        return [found[name] for name in names or found]

    def submitted(self, assignment: str) -> list[str]:
        """The students who handed this assignment in, sorted."""
        return sorted(
            path.parent.name for path in self.folder("submitted").glob(f"*/{assignment}") if path.is_dir()
        )


def open_course(home: Path | None = None, root: Path | None = None) -> Course:
    """The course in `home`, by default the one around the current folder. `root` as in `Course`.

    Raises CourseError where there is none.
    """
    home = _find_home(Path.cwd()) if home is None else home.resolve()
    return Course(home, home if root is None else root.resolve())


def _find_home(start: Path) -> Path:
    installed = Path(__file__).resolve().parents[2]
    for folder in [start, *start.parents, installed]:
        if (folder / _CONFIG).is_file() and (folder / "grading" / "exercises").is_dir():
            return folder
    raise CourseError(f"no course in {start} or above it; run this in the folder that holds {_CONFIG}")


def run_step(
    step: type[BaseConverter], course: Course, assignment: str, student: str = "*", **settings: Any
) -> str:
    """Run one of nbgrader's converters and return its log.

    settings: traits of the converter, such as `force=True`.
    Raises StepError with the log where nbgrader reports an error.
    """
    log, text = _logger()
    coursedir = course.directory(assignment_id=assignment, student_id=student)
    with quiet():
        converter = step(coursedir=coursedir, config=course.config, log=log)
        for trait, value in settings.items():
            setattr(converter, trait, value)
        try:
            converter.start()
        except (NbGraderException, SystemExit) as error:
            raise StepError(
                f"{step.__name__} {assignment}: {_COLOUR.sub('', text.getvalue()) or error}"
            ) from error
    return _COLOUR.sub("", text.getvalue())


def _logger() -> tuple[logging.Logger, io.StringIO]:
    """A logger of its own for one step, and where its lines go."""
    text = io.StringIO()
    log = logging.Logger("nbgrader", logging.INFO)
    log.addHandler(logging.StreamHandler(text))
    return log, text


@contextmanager
def quiet() -> Iterator[None]:
    """Switch off the deprecation warnings that nbgrader and its libraries raise about one another."""
    _find_alembic()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def _find_alembic() -> None:
    """nbgrader starts `alembic` by its name: put this Python's folder on PATH."""
    here = str(Path(sys.executable).parent)
    if here not in os.environ.get("PATH", "").split(os.pathsep):
        os.environ["PATH"] = os.pathsep.join([here, os.environ.get("PATH", "")])
