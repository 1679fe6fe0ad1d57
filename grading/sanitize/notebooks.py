"""Makes notebooks harmless to look at: no script, no event handler, nothing loaded from elsewhere.

Whatever cannot be shown safely is shown as the text that it is, or replaced by a note; nothing vanishes
without a word.
"""

from __future__ import annotations

from collections.abc import Collection

import nbformat
from nbformat import NotebookNode

from grading.core.notebooks import with_own_cells
from grading.sanitize.images import safe_attachments
from grading.sanitize.markup import fenced, hazard_in
from grading.sanitize.outputs import OutputCleaner


def make_inert(notebook: NotebookNode, trusted: Collection[str] = ()) -> tuple[NotebookNode, list[str]]:
    """A copy that is safe to render, and sentences on what was cut or is shown as text only.

    trusted: texts of Markdown cells that the instructor wrote, which stay as they are.
    """
    inert = with_own_cells(notebook)
    outputs, notes = OutputCleaner(), []
    for cell in inert.cells:
        if cell.cell_type == "code":
            outputs.clean(cell, _name(cell))
        elif cell.source not in trusted and (hazard := _clean_prose(cell)):
            notes.append(f"cell {_name(cell)} is shown as plain text, because it holds {hazard}")
    return inert, [*notes, *outputs.notes]


def _name(cell: NotebookNode) -> str:
    return str(cell.metadata.get("nbgrader", {}).get("grade_id") or cell.get("id", "without a name"))


def _clean_prose(cell: NotebookNode) -> str:
    """Show Markdown with more than prose, formulas and its own pictures as source; return what it holds."""
    if cell.cell_type == "raw":
        cell.cell_type, cell.source = "markdown", fenced(cell.source)
        cell.metadata = NotebookNode()
        return ""
    if attachments := safe_attachments(cell.pop("attachments", None)):
        cell.attachments = nbformat.from_dict(attachments)
    if hazard := hazard_in(cell.source, attachments):
        cell.source = f"*Shown as plain text, because it holds {hazard}:*\n\n{fenced(cell.source)}"
    return hazard
