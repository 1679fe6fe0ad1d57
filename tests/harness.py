"""Runs an exercise script without a kernel, with the reference solutions or with answers in their place."""

from __future__ import annotations

import contextlib
import functools
import io
import linecache
import traceback
import types
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from grading.authoring.script import Cell, Script, parse, read
from grading.core.names import names_in
from grading.execution.inside.explain import STUDENTS_FILE, explained, first_line, plainly
from grading.submission.answers import exercise_of, read_answer

TESTS = Path(__file__).parent
REPO = TESTS.parent
SAMPLE = TESTS / "fixtures" / "00_sample.py"
_SILENT = (DeprecationWarning, PendingDeprecationWarning, ImportWarning, ResourceWarning)


@dataclass(frozen=True)
class Answer:
    """One file of tests/answers/wrong or tests/answers/right: a student's whole solution cell."""

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
    folder = TESTS / "answers" / kind / script.name
    return [Answer(script.name, exercise_of(path, script), path) for path in sorted(folder.glob("*.py"))]


def concerned(script: Script, exercise: str) -> set[str]:
    """The test cells whose verdict an exercise's answer can change, and those that these build on."""
    cells = [(cell, *_names(cell.source)) for cell in script.having("solution", "test")]
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


@functools.cache
def _names(source: str) -> tuple[frozenset[str], frozenset[str]]:
    """Names that a cell takes from others, and names that it defines."""
    names = names_in(parse(source))
    return frozenset(names.uses.keys() - names.defines), names.defines


def run_answer(script: Script, answer: Answer) -> dict[str, str | None]:
    """Run a script with an answer in place, and of its tests those that the answer concerns."""
    return run(script, {answer.exercise: answer.source}, only=concerned(script, answer.exercise))


def run(
    script: Script, replaced: Mapping[str, str] | None = None, only: set[str] | None = None
) -> dict[str, str | None]:
    """Run setup, solution and test cells in order, in one namespace, as a kernel does.

    replaced: exercise -> the source that stands in its solution cell. Experiments are left out.
    only: the test cells to run; all of them by default.
    Returns exercise -> what its test cell failed with, None where it passed. A cell that raises does not
    stop the next. Warnings cost a student nothing, as under the isolated grader; with the reference
    solutions alone, where they are the course's own, anything on stderr makes a test cell fail.
    """
    namespace = types.ModuleType("__main__").__dict__
    results: dict[str, str | None] = {}
    failures: dict[str, str | None] = {}
    with like_a_kernel():
        for cell in script.having("setup", "solution", "test", "code"):
            if cell.role == "test" and only is not None and cell.name not in only:
                continue
            source = (replaced or {}).get(cell.name, cell.source) if cell.role == "solution" else cell.source
            failure = execute(source, cell, namespace, failures, silent=replaced is None)
            if cell.role == "test":
                results[cell.name.removesuffix("_test")] = failure
            elif cell.role == "solution":
                failures[cell.name] = failure and failure.partition("\n")[0]
            elif failure:
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


def execute(
    source: str,
    cell: Cell,
    namespace: dict[str, object],
    failures: Mapping[str, str | None] | None = None,
    *,
    silent: bool = False,
) -> str | None:
    """What running the cell failed with, in the isolated grader's words; None if it succeeded.

    failures: exercise -> what its solution cell failed with. silent: whether warnings are failures, too.
    """
    stderr = io.StringIO()
    with warnings.catch_warnings(record=True) as caught, contextlib.redirect_stderr(stderr):
        warnings.simplefilter("always")
        for category in _SILENT:
            warnings.simplefilter("ignore", category)
        try:
            exec(compiled(source, cell), namespace)
        except KeyboardInterrupt:
            raise
        except BaseException as error:
            return told(error, cell, failures or {})
    noise = [f"{item.category.__name__}: {item.message}" for item in caught] + [stderr.getvalue()]
    return "\n".join(filter(None, noise)) or None if silent else None


def compiled(source: str, cell: Cell) -> types.CodeType:
    """The cell's code, under a file name that tells a student's lines from the course's."""
    student = cell.role in ("solution", "code")
    file = f"{STUDENTS_FILE}-{cell.name}>" if student else f"<{cell.name or cell.line}>"
    linecache.cache[file] = len(source), None, source.splitlines(keepends=True), file
    return compile(source, file, "exec")


def told(error: BaseException, cell: Cell, failures: Mapping[str, str | None]) -> str:
    """An exception's class and message; behind a test cell's, what the isolated grader says as well."""
    kind, text = plainly(error)
    if cell.role != "test":
        return first_line(kind, text)
    trace = "".join(traceback.format_exception(error))
    return f"{kind}: {explained(kind, text, trace, failures)}"
