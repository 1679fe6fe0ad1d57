"""One warm engine for all tests of the runner, and notebooks written as a few lines."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import nbformat
import pytest
from nbformat import NotebookNode

from grading.execution.engine import Engine, Execution
from grading.execution.limits import Limits
from tests.sandboxed import engine_or_skip

QUICK = Limits(call_seconds=1.5, cell_seconds=3, total_seconds=40, patience=1.5, memory_bytes=400 * 2**20)
KINDS = {
    "locked": {"locked": True},
    "student": {"solution": True},
    "test": {"grade": True, "locked": True, "points": 1},
    "plain": None,
}


def make_notebook(*cells: tuple[str, str]) -> NotebookNode:
    """A notebook of (kind, source) cells. A source may start with `# name` to give its grade_id."""
    notebook = nbformat.v4.new_notebook()
    for number, (kind, source) in enumerate(cells):
        source = textwrap.dedent(source).strip("\n")
        marks = KINDS[kind]
        name = source[2:].splitlines()[0] if source.startswith("# ") else f"{kind}{number}"
        standard = {"grade": False, "locked": False, "solution": False, "task": False, "schema_version": 3}
        metadata = {} if marks is None else {"nbgrader": {**standard, "grade_id": name, **marks}}
        notebook.cells.append(nbformat.v4.new_code_cell(source, metadata=metadata))
    return notebook


@dataclass
class Graded:
    """What became of a notebook: for each test cell, None if it passed, else its failure's text."""

    execution: Execution
    tests: list[str | None] = field(default_factory=list)

    @property
    def passed(self) -> list[bool]:
        return [failure is None for failure in self.tests]

    def text(self, index: int) -> str:
        """Everything that a cell printed or showed as text."""
        parts = []
        for output in self.execution.notebook.cells[index].outputs:
            parts.append(output.get("text") or output.get("evalue") or str(output.get("data", "")))
        return "".join(parts)


def run(engine: Engine, notebook: NotebookNode) -> Graded:
    graded = Graded(engine.execute(notebook))
    for cell in graded.execution.notebook.cells:
        if cell.metadata.get("nbgrader", {}).get("grade"):
            graded.tests.append(_failure(cell))
    return graded


def _failure(cell: NotebookNode) -> str | None:
    """As nbgrader sees it: an error, or anything on stderr."""
    for output in cell.outputs:
        if output.output_type == "error":
            return f"{output.ename}: {output.evalue}"
        if output.output_type == "stream" and output.name == "stderr":
            return f"stderr: {output.text}"
    return None


@pytest.fixture(scope="session")
def engine() -> Iterator[Engine]:
    """The sandboxed engine with short time limits."""
    with engine_or_skip(QUICK) as engine:
        yield engine


@pytest.fixture(scope="session")
def grade(engine: Engine) -> Callable[..., Graded]:
    """Run (kind, source) cells."""
    return lambda *cells: run(engine, make_notebook(*cells))
