"""Makes submissions: a release with answers filled in, handed in as a student would."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from grading.authoring.script import Script
from grading.core.course import Course

PROSE = "Because the gradient is scaled by the slope of the activation at every layer."


def reference_answers(script: Script) -> dict[str, str]:
    """The whole solution cell of each exercise, and some prose for each question, by grade_id."""
    code = {cell.name: cell.source for cell in script.having("solution")}
    return code | {cell.name: PROSE for cell in script.having("question")}


def fill(release: NotebookNode, answers: Mapping[str, str]) -> NotebookNode:
    """A copy of a released notebook with these sources in its solution cells, by grade_id.

    Raises KeyError for an answer to an exercise that the release does not have.
    """
    filled = copy.deepcopy(release)
    cells = {cell.metadata.nbgrader.grade_id: cell for cell in filled.cells if "nbgrader" in cell.metadata}
    for name, source in answers.items():
        cells[name].source = source
    return filled


def exercise_of(answer: Path, script: Script) -> str:
    """The exercise that an answer file belongs to: the longest whose name, and `_`, begins the file's name.

    Raises ValueError where none does.
    """
    names = [name for name in script.points if answer.stem.startswith(f"{name}_")]
    if not names:
        raise ValueError(
            f"{answer}: call it <exercise>_<what is special>.py; exercises: {list(script.points)}"
        )
    return max(names, key=len)


def read_answer(answer: Path) -> tuple[str, str]:
    """The solution cell in an answer file, and the text that its `# message:` line asks for ("" if none)."""
    first, _, rest = answer.read_text(encoding="utf-8").partition("\n")
    if first.startswith("# message: "):
        return rest.strip("\n"), first.removeprefix("# message: ").strip()
    return f"{first}\n{rest}".strip("\n"), ""


def released(course: Course, assignment: str) -> NotebookNode:
    """The released notebook of an assignment."""
    return nbformat.read(course.folder("release", assignment, f"{assignment}.ipynb"), as_version=4)


def hand_in(course: Course, assignment: str, student: str, content: NotebookNode | str) -> Path:
    """Put a notebook, or the text of a notebook file, where nbgrader looks for submissions."""
    path = course.folder("submitted", student, assignment, f"{assignment}.ipynb")
    path.parent.mkdir(parents=True, exist_ok=True)
    text = content if isinstance(content, str) else nbformat.writes(content)
    path.write_text(text, encoding="utf-8")
    return path
