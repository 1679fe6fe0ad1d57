"""The instructor's notebook that submissions are graded against: hidden tests in, solutions out."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import TYPE_CHECKING

import nbformat
from nbformat import NotebookNode
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.preprocessors import ClearOutput, ClearSolutions, ComputeChecksums, LockCells
from nbgrader.utils import is_grade, is_locked, is_solution
from traitlets.config import Config

from grading.core import files
from grading.core.course import Course
from grading.core.errors import CourseError

if TYPE_CHECKING:
    from nbgrader.api import Notebook


def make_template(source: NotebookNode, config: Config | None = None) -> NotebookNode:
    """The source notebook as nbgrader enters it in its gradebook: no solutions, hidden tests, checksums."""
    template = copy.deepcopy(source)
    for step in (LockCells, ClearSolutions, ClearOutput, ComputeChecksums):
        template, _ = step(config=config or Config()).preprocess(template, {})
    for number, cell in enumerate(template.cells, 1):
        cell.setdefault("id", f"cell-{number}")
    template.nbformat, template.nbformat_minor = 4, max(5, int(template.get("nbformat_minor", 5)))
    return template


def digest(template: NotebookNode) -> str:
    """A hash of everything that a regrade depends on: texts, points, order, tags."""
    return files.digest(json.dumps(template, sort_keys=True))


def load_templates(course: Course, assignment: str) -> dict[str, NotebookNode]:
    """Notebook name -> template, for every notebook of an assignment.

    Raises CourseError where the source is missing, or is not what the gradebook was told.
    """
    with course.gradebook() as gradebook:
        try:
            names = [notebook.name for notebook in gradebook.find_assignment(assignment).notebooks]
        except MissingEntry:
            raise CourseError(f"the gradebook knows no {assignment}; {_build(assignment)}") from None
        if not names:
            raise CourseError(f"{assignment} has no notebook in the gradebook; {_build(assignment)}")
        folder = course.folder("source", assignment)
        return {name: load_template(gradebook, folder, assignment, name, course.config) for name in names}


def load_template(
    gradebook: Gradebook, folder: Path, assignment: str, name: str, config: Config | None = None
) -> NotebookNode:
    """The template of one notebook, whose source is in `folder`. Raises as `load_templates` does."""
    path = folder / f"{name}.ipynb"
    if not path.is_file():
        raise CourseError(f"{path} is missing; {_build(assignment)}")
    template = make_template(nbformat.read(path, as_version=4), config)
    _compare(template, gradebook.find_notebook(name, assignment), assignment)
    return template


def _build(assignment: str) -> str:
    return f"run `course build {assignment}` first"


def _compare(template: NotebookNode, notebook: Notebook, assignment: str) -> None:
    """Scores are kept by the gradebook's cells: refuse to grade against others."""
    cells = [cell for cell in template.cells if is_grade(cell) or is_solution(cell) or is_locked(cell)]
    ours = {cell.metadata.nbgrader.grade_id: cell.metadata.nbgrader.checksum for cell in cells}
    theirs = {cell.name: cell.checksum for cell in notebook.source_cells}
    if changed := sorted(name for name in ours.keys() | theirs.keys() if ours.get(name) != theirs.get(name)):
        raise CourseError(
            f"{notebook.name}: the gradebook has other versions of {', '.join(changed[:5])} than the source; "
            f"{_build(assignment)}"
        )
