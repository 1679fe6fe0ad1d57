"""Notebooks as data: copied and written quickly, as for every submission; and whether one could be graded."""

from __future__ import annotations

import json
from typing import Any

from nbformat import NotebookNode
from nbgrader.utils import is_grade, is_locked


def copied(value: Any) -> Any:
    """A deep copy of a part of a notebook; many times faster than `copy.deepcopy`."""
    if isinstance(value, dict):
        return NotebookNode({key: copied(item) for key, item in value.items()})
    if isinstance(value, list):
        return [copied(item) for item in value]
    return value


def with_own_cells(notebook: NotebookNode) -> NotebookNode:
    """A copy whose cells can be given other texts and outputs; what the cells hold now is shared with it."""
    cells = [NotebookNode(cell) for cell in notebook.cells]
    return NotebookNode({**notebook, "cells": cells, "metadata": NotebookNode(notebook.metadata)})


def dump(notebook: NotebookNode) -> str:
    """The text of a notebook file, on one line; every reader of notebooks takes it."""
    return json.dumps(notebook, ensure_ascii=False) + "\n"


def failed_setup(notebook: NotebookNode) -> str:
    """Why no test could pass: a locked cell failed before any of the student's ran. "" where none did."""
    for cell in notebook.cells:
        if cell.cell_type != "code" or not cell.source.strip():
            continue
        if not is_locked(cell) or is_grade(cell):
            return ""
        for output in cell.outputs:
            if output.output_type == "error":
                name = cell.metadata.nbgrader.grade_id
                what = f"{output.ename}: {str(output.evalue)[:200]}"
                return f"the instructor's own cell {name} failed with {what}; mend it, then grade again"
    return ""
