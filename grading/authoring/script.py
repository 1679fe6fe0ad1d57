"""Reads an exercise script (jupytext percent format) into cells that know their line, and into a notebook."""

from __future__ import annotations

import ast
import hashlib
import json
import re
import warnings
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

import jupytext
import nbformat
from nbformat import NotebookNode

from grading.authoring.measured import without_comment
from grading.core.errors import SourceError

Role = Literal["setup", "solution", "test", "question", "experiment", "text", "code"]

SOLUTION, HIDDEN, SCHEME = "SOLUTION", "HIDDEN TESTS", "MARK SCHEME"
STUB = "# YOUR CODE HERE\nraise NotImplementedError()"
_CELL_MARKER = re.compile(r"#\s*%%(?!%)(?=\s|$)")
_REGION_MARKER = re.compile(r"\b(BEGIN|END) (SOLUTION|HIDDEN TESTS|MARK SCHEME)\b")
_EXACT_MARKER = re.compile(
    r"\s*(?:### (?:BEGIN|END) (?:SOLUTION|HIDDEN TESTS)|=== (?:BEGIN|END) MARK SCHEME ===)\s*"
)
_JUPYTEXT_OWN = {"lines_to_next_cell", "lines_to_end_of_cell_marker", "cell_marker"}
_NOTEBOOK_METADATA = {
    "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
    "language_info": {
        "file_extension": ".py",
        "mimetype": "text/x-python",
        "name": "python",
        "nbconvert_exporter": "python",
        "pygments_lexer": "ipython3",
    },
}


@dataclass(frozen=True)
class Marker:
    """One BEGIN or END line of a region. `offset` counts lines from the first of its cell."""

    begin: bool
    region: str
    offset: int
    exact: bool


@dataclass(frozen=True)
class Cell:
    """One cell of an exercise script. `line` is that of its `# %%` marker, `first` that of its text."""

    kind: Literal["markdown", "code"]
    source: str
    metadata: dict[str, Any]
    line: int
    first: int

    @property
    def nbgrader(self) -> dict[str, Any]:
        """nbgrader's metadata; empty for a cell that nbgrader does not know."""
        return self.metadata.get("nbgrader", {})

    @property
    def name(self) -> str:
        """The grade_id, or "" where there is none."""
        return str(self.nbgrader.get("grade_id", ""))

    @property
    def role(self) -> Role:
        """What the cell is for, read from its metadata alone."""
        grade, solution = self.nbgrader.get("grade"), self.nbgrader.get("solution")
        if self.kind == "markdown":
            return "question" if grade else "text"
        if grade:
            return "test"
        if solution:
            return "solution"
        if self.nbgrader.get("locked"):
            return "setup"
        return "experiment" if "experiment" in self.metadata.get("tags", []) else "code"

    @cached_property
    def markers(self) -> list[Marker]:
        """Every line that nbgrader would take for the start or the end of a region."""
        found = []
        for offset, line in enumerate(self.source.splitlines()):
            for match in _REGION_MARKER.finditer(line):
                exact = _EXACT_MARKER.fullmatch(line) is not None
                found.append(Marker(match[1] == "BEGIN", match[2], offset, exact))
        return found

    @property
    def stub(self) -> str:
        """The solution cell as students get it."""
        return cut(self.source, SOLUTION, STUB)

    @property
    def visible(self) -> str:
        """The test cell as students get it."""
        return cut(self.source, HIDDEN)


@dataclass(frozen=True)
class Script:
    """An exercise script: `grading/exercises/NN_topic.py`."""

    path: Path
    cells: tuple[Cell, ...] = field(repr=False)

    @property
    def name(self) -> str:
        """NN_topic, which is also the name of the assignment and of the notebook."""
        return self.path.stem

    def having(self, *roles: Role) -> list[Cell]:
        """The cells of these roles, in order."""
        return [cell for cell in self.cells if cell.role in roles]

    @property
    def points(self) -> dict[str, float]:
        """Points of each automatically graded exercise, keyed by the exercise's name."""
        return {
            cell.name.removesuffix("_test"): float(cell.nbgrader["points"]) for cell in self.having("test")
        }


def read(path: Path) -> Script:
    """Parse a script into cells. Raises SourceError where it is not percent format."""
    text = path.read_text(encoding="utf-8")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        notebook = jupytext.reads(text, fmt="py:percent")
    lines = text.splitlines()
    starts = [number for number, line in enumerate(lines, 1) if _CELL_MARKER.match(line)]
    if len(starts) != len(notebook.cells):
        first = starts[0] if starts else 1
        raise SourceError(
            f"{path}:{first}: {len(notebook.cells)} cells but {len(starts)} `# %%` lines. Start every cell, "
            "the first one too, with `# %%`, and keep such lines out of strings."
        )
    cells = zip(notebook.cells, starts, [*starts[1:], len(lines) + 1], strict=True)
    return Script(path, tuple(_cell(cell, start, lines[start : stop - 1]) for cell, start, stop in cells))


def _cell(cell: NotebookNode, start: int, body: list[str]) -> Cell:
    """A cell whose marker stands on line `start`, followed by the lines `body`."""
    top = cell.source.splitlines()[0] if cell.source else ""
    skipped = next((i for i, line in enumerate(body) if top and line.endswith(top)), 0)
    metadata = {
        key: value for key, value in json.loads(json.dumps(cell.metadata)).items() if key not in _JUPYTEXT_OWN
    }
    return Cell(cell.cell_type, cell.source, metadata, start, start + 1 + skipped)


def cut(source: str, region: str, stub: str = "") -> str:
    """`source` without the regions of this kind, as nbgrader cuts them, with `stub` in each one's place."""
    kept: list[str] = []
    inside = False
    for line in source.split("\n"):
        if f"BEGIN {region}" in line:
            indent = line[: len(line) - len(line.lstrip())]
            kept += [indent + text for text in stub.split("\n")] if stub else []
            inside = True
        elif f"END {region}" in line:
            inside = False
        elif not inside:
            kept.append(line)
    return "\n".join(kept)


def inside(source: str, region: str) -> list[str]:
    """The lines of all regions of this kind, markers left out."""
    found: list[str] = []
    within = False
    for line in source.split("\n"):
        if f"BEGIN {region}" in line or f"END {region}" in line:
            within = "BEGIN" in line
        elif within:
            found.append(line)
    return found


def parse(source: str) -> ast.Module:
    """The code of a cell, IPython's magics included, as a syntax tree. Raises SyntaxError."""
    from IPython.core.inputtransformer2 import TransformerManager

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return ast.parse(TransformerManager().transform_cell(source))


def notebook(script: Script) -> NotebookNode:
    """nbgrader's source notebook: the same bytes for the same script, whatever the machine or the day."""
    cells = [part for cell in script.cells for part in split_question(_for_readers(cell))]
    result = nbformat.v4.new_notebook(metadata=nbformat.from_dict(_NOTEBOOK_METADATA))
    seen: dict[str, int] = {}
    for cell in cells:
        new = nbformat.v4.new_code_cell if cell.kind == "code" else nbformat.v4.new_markdown_cell
        metadata = nbformat.from_dict(cell.metadata)
        result.cells.append(new(cell.source, id=_cell_id(cell, seen), metadata=metadata))
    return result


def _for_readers(cell: Cell) -> Cell:
    """Prose without the comment that says where its numbers come from; code with the tag that lets "Run All"
    continue after an exercise that is still open.
    """
    if cell.kind == "markdown":
        return replace(cell, source=without_comment(cell.source))
    if cell.role not in ("solution", "test", "experiment"):
        return cell
    tags = [*cell.metadata.get("tags", []), "raises-exception"]
    return replace(cell, metadata={**cell.metadata, "tags": tags})


def _cell_id(cell: Cell, seen: dict[str, int]) -> str:
    """The grade_id, else a hash of the text, numbered where the same text occurs again."""
    if cell.name:
        return cell.name[:64]
    key = hashlib.sha256(f"{cell.kind}\n{cell.source}".encode()).hexdigest()[:12]
    seen[key] = seen.get(key, 0) + 1
    return f"cell-{key}" if seen[key] == 1 else f"cell-{key}-{seen[key]}"


def split_question(cell: Cell) -> list[Cell]:
    """A question as the two cells that nbgrader needs: a locked one to read, and one to answer in.

    nbgrader replaces the whole text of an answer cell, the question too, and shows a mark scheme to the
    grader only where it stands in a locked cell. Any other cell comes back alone.
    """
    if cell.role != "question" or not cell.markers:
        return [cell]
    prompt = {
        **cell.nbgrader,
        "grade": False,
        "grade_id": f"{cell.name}_prompt",
        "locked": True,
        "solution": False,
    }
    prompt.pop("points", None)
    answer = "A full answer is described in the mark scheme above."
    return [
        Cell("markdown", cell.source, {**cell.metadata, "nbgrader": prompt}, cell.line, cell.first),
        Cell("markdown", answer, cell.metadata, cell.line, cell.first),
    ]
