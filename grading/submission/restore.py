"""Puts a submission back into the instructor's shape: only the student's own texts survive."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import nbformat
from nbformat import NotebookNode

from grading.core.notebooks import copied
from grading.core.regions import shown
from grading.submission.handed_in import SKIP, HandedIn, Submission, Ungradable, parse

__all__ = ["Restored", "Ungradable", "rebuild", "restore"]

_NEW = {
    "code": nbformat.v4.new_code_cell,
    "markdown": nbformat.v4.new_markdown_cell,
    "raw": nbformat.v4.new_raw_cell,
}


@dataclass(frozen=True)
class Restored:
    """A notebook that is safe to hand to the engine, and sentences on what had to be put right."""

    notebook: NotebookNode
    notes: tuple[str, ...]


def restore(raw: bytes, template: NotebookNode) -> Restored:
    """Rebuild a handed-in file after the instructor's template. Raises Ungradable where it cannot be read.

    template: the source notebook without solutions (`template.make_template`). The result has all of its
    cells in its order, each with its own metadata; a solution or an answer has the student's text, or the
    stub where there is none. The student's further cells follow the cell that they followed.
    """
    return rebuild(parse(raw), template)


def rebuild(submission: Submission, template: NotebookNode) -> Restored:
    """As `restore`, for a submission that was parsed already."""
    matching = _Matching(template, submission.cells)
    notebook = NotebookNode(
        cells=list(_cells(template, matching)),
        metadata=copied(template.metadata),
        nbformat=4,
        nbformat_minor=template.nbformat_minor,
    )
    return Restored(notebook, (*submission.notes, *matching.notes))


class _Matching:
    """Which cell of the submission stands for which of the template's, and which are the student's own.

    chosen: index in the template -> the student's cell. own: index in the template (-1: before all) -> own
    cells.
    """

    def __init__(self, template: NotebookNode, cells: list[HandedIn]) -> None:
        self.template = template
        self.notes: list[str] = []
        self.chosen: dict[int, HandedIn] = {}
        self.own: dict[int, list[HandedIn]] = {}
        self._by_grade_id = {name: i for i, cell in enumerate(template.cells) if (name := grade_id(cell))}
        self._by_cell_id = {cell.id: i for i, cell in enumerate(template.cells)}
        plain = [(i, cell) for i, cell in enumerate(template.cells) if not grade_id(cell)]
        self._by_text = {(cell.cell_type, cell.source): i for i, cell in reversed(plain)}
        targets = [self._target(cell) for cell in cells]
        candidates: dict[int, list[HandedIn]] = {}
        for cell, target in zip(cells, targets, strict=True):
            if target is not None:
                candidates.setdefault(target, []).append(cell)
        for index in sorted(candidates):
            self._choose(index, candidates[index])
        self._place(cells, targets)
        self._note_missing()
        self._note_order([target for target in targets if target is not None])

    def _target(self, cell: HandedIn) -> int | None:
        """The index of the instructor's cell that this one stands for.

        Names count first. Jupyter's ids, and the text of plain cells, find those that lost their metadata.
        """
        if (by_name := self._by_grade_id.get(cell.grade_id)) is not None:
            return by_name
        by_id = self._by_cell_id.get(cell.cell_id)
        return self._by_text.get((cell.kind, cell.text)) if by_id is None else by_id

    def _choose(self, index: int, candidates: list[HandedIn]) -> None:
        """The first of the right kind. Among several answers in prose, the first that says something."""
        wanted = self.template.cells[index]
        name = grade_id(wanted)
        right = [cell for cell in candidates if cell.kind == wanted.cell_type] or candidates
        if wanted.cell_type == "markdown":
            right = [cell for cell in right if cell.text.strip() != wanted.source.strip()] or right
        self.chosen[index] = right[0]
        if name and len(candidates) > 1:
            self.notes.append(f"cell {name} was there {len(candidates)} times")
        if name and right[0].kind != wanted.cell_type:
            self.notes.append(
                f"cell {name} had become a {right[0].kind} cell; it was made {wanted.cell_type} again"
            )
        if name and not is_students(wanted) and right[0].text != wanted.source:
            self._note_change(name, wanted, right[0])

    def _note_change(self, name: str, wanted: NotebookNode, got: HandedIn) -> None:
        """A locked cell reaches students without its hidden regions: only what they could see counts."""
        if got.text.split() != _words_shown(wanted.source):
            self.notes.append(f"cell {name} is locked but had been changed; it was restored")

    def _place(self, cells: list[HandedIn], targets: list[int | None]) -> None:
        """Anchor what is left to the instructor's cell before it. Copies of locked cells are dropped."""
        anchor = -1
        for cell, target in zip(cells, targets, strict=True):
            if target is not None and self.chosen[target] is cell:
                anchor = target
            elif target is None or is_students(self.template.cells[target]):
                self.own.setdefault(anchor, []).append(cell)

    def _note_missing(self) -> None:
        for index, cell in enumerate(self.template.cells):
            if index not in self.chosen and (name := grade_id(cell)):
                what = "answered as released" if is_students(cell) else "put back"
                self.notes.append(f"cell {name} was missing; it was {what}")

    def _note_order(self, targets: list[int]) -> None:
        graded = [target for target in dict.fromkeys(targets) if grade_id(self.template.cells[target])]
        if graded != sorted(graded):
            self.notes.append("the cells were in another order; they were put back in the original one")


@lru_cache(512)
def _words_shown(source: str) -> list[str]:
    return shown(source).split()


def _cells(template: NotebookNode, matching: _Matching) -> Iterator[NotebookNode]:
    taken = {cell.id for cell in template.cells}
    numbers = (f"own-{i}" for i in range(1, 10**9))
    free = (name for name in numbers if name not in taken)
    for index in range(-1, len(template.cells)):
        if index >= 0:
            yield _filled(template.cells[index], matching.chosen.get(index))
        for cell in matching.own.get(index, []):
            yield _own(cell, next(free))


def _filled(wanted: NotebookNode, got: HandedIn | None) -> NotebookNode:
    """The instructor's cell, with the student's text where it is theirs to write."""
    cell = copied(wanted)
    if cell.cell_type == "code":
        cell.outputs, cell.execution_count = [], None
    if got is not None and is_students(wanted):
        cell.source = got.text
        if got.images and cell.cell_type == "markdown":
            cell.attachments = nbformat.from_dict(got.images)
    return cell


def _own(cell: HandedIn, name: str) -> NotebookNode:
    """A cell that the student added.

    Their mark that it is not to be run is honoured (it may be a copy of an experiment): it changes nothing
    that leaving the cell out would not.
    """
    new = _NEW[cell.kind](cell.text, id=name)
    if cell.skip and cell.kind == "code":
        new.metadata.tags = [SKIP]
    if cell.images and cell.kind == "markdown":
        new.attachments = nbformat.from_dict(cell.images)
    return new


def grade_id(cell: NotebookNode) -> str:
    """The nbgrader name of a cell of the template, "" for a plain one."""
    return str(cell.metadata.get("nbgrader", {}).get("grade_id", ""))


def is_students(cell: NotebookNode) -> bool:
    """True for the template's cells whose text is the student's to write: solutions, answers, plain cells."""
    settings: dict[str, Any] = cell.metadata.get("nbgrader", {})
    if settings.get("solution"):
        return True
    return not (settings.get("grade") or settings.get("locked") or settings.get("task"))
