"""Runs an exercise script without a kernel, with the reference solutions or with answers in their place."""

from __future__ import annotations

import contextlib
import io
import types
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from grading.runner.names import names
from grading.source import Cell, Script, read
from grading.submissions import exercise_of, read_answer

TESTS = Path(__file__).parent
REPO = TESTS.parent
SAMPLE = TESTS / "fixtures" / "00_sample.py"
_SILENT = (DeprecationWarning, PendingDeprecationWarning, ImportWarning, ResourceWarning)


@dataclass(frozen=True)
class Answer:
    """One file of tests/wrong_answers or tests/right_answers: a student's whole solution cell."""

    assignment: str
    exercise: str
    path: Path

    @property
    def source(self) -> str:
        """The solution cell, without the line that states the expected message."""
        return read_answer(self.path)[0]

    @property
    def message(self) -> str:
        """What the failure must say; "" for a right answer."""
        return read_answer(self.path)[1]

    def __str__(self) -> str:
        return f"{self.assignment}-{self.path.stem}"


def scripts() -> list[Script]:
    """Every exercise script of the course."""
    return [read(path) for path in sorted((REPO / "grading" / "exercises").glob("*.py"))]


def answers(kind: str, script: Script) -> list[Answer]:
    """The answers of this kind ("wrong" or "right") to the exercises of a script."""
    folder = TESTS / f"{kind}_answers" / script.name
    return [Answer(script.name, exercise_of(path, script), path) for path in sorted(folder.glob("*.py"))]


def concerned(script: Script, exercise: str) -> set[str]:
    """The test cells whose verdict an exercise's answer can change, and those that these build on."""
    cells = [(cell, *names(cell.source)) for cell in script.having("solution", "test")]
    changed, found = {exercise}, set()
    for cell, uses, defines in cells:
        if uses & changed or cell.name == exercise:
            changed |= defines
            found.add(cell.name)
    wanted = set().union(*(uses for cell, uses, _ in cells if cell.name in found))
    for cell, uses, defines in reversed(cells):
        if defines & wanted:
            wanted |= uses
            found.add(cell.name)
    return {cell.name for cell, *_ in cells if cell.role == "test" and cell.name in found}


def run_answer(script: Script, answer: Answer) -> dict[str, str | None]:
    """Run a script with an answer in place, and of its tests those that the answer concerns."""
    return run(script, {answer.exercise: answer.source}, only=concerned(script, answer.exercise))


def run(
    script: Script, replaced: Mapping[str, str] | None = None, only: set[str] | None = None
) -> dict[str, str | None]:
    """Run setup, solution and test cells in order, in one namespace, as a kernel does.

    replaced: exercise -> the source that stands in its solution cell. Experiments are left out.
    only: the test cells to run; all of them by default.
    Returns exercise -> what its test cell failed with, None where it passed. As in nbgrader, warnings and
    anything else on stderr make a test cell fail, and a cell that raises does not stop the next.
    """
    namespace = types.ModuleType("__main__").__dict__
    results: dict[str, str | None] = {}
    with like_a_kernel():
        for cell in script.having("setup", "solution", "test", "code"):
            if cell.role == "test" and only is not None and cell.name not in only:
                continue
            source = (replaced or {}).get(cell.name, cell.source) if cell.role == "solution" else cell.source
            failure = execute(source, cell, namespace)
            if cell.role == "test":
                results[cell.name.removesuffix("_test")] = failure
            elif cell.role != "solution" and failure:
                raise AssertionError(f"{script.path}:{cell.line}: {failure}")
    return results


@contextlib.contextmanager
def like_a_kernel() -> Iterator[None]:
    """No display; NumPy's error state and the open figures are as before when it ends."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    with np.errstate(), contextlib.redirect_stdout(io.StringIO()):
        yield
    pyplot.close("all")


def execute(source: str, cell: Cell, namespace: dict[str, object]) -> str | None:
    """What running the cell failed with, None if it succeeded."""
    stderr = io.StringIO()
    with warnings.catch_warnings(record=True) as caught, contextlib.redirect_stderr(stderr):
        warnings.simplefilter("always")
        for category in _SILENT:
            warnings.simplefilter("ignore", category)
        try:
            exec(compile(source, f"<{cell.name or cell.line}>", "exec"), namespace)
        except Exception as error:
            return f"{type(error).__name__}: {error}"
    noise = [f"{item.category.__name__}: {item.message}" for item in caught] + [stderr.getvalue()]
    return "\n".join(filter(None, noise)) or None
