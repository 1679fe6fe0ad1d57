"""Runs answers through the isolated grader, as few submissions as keep every verdict one answer's own.

What a student's code returns crosses to the test cells by value, and a module is used through its mirror: an
answer that passes or fails in one process must do so here, and be told the same.
"""

from __future__ import annotations

from nbformat import NotebookNode
from nbgrader.utils import determine_grade, is_grade, is_solution

from grading.authoring.script import Script, notebook
from grading.core.course import quiet
from grading.execution.engine import Engine, Execution
from grading.submission.answers import fill, reference_answers
from grading.submission.template import make_template
from tests.harness import Answer, answers, concerned


def sheet_of(script: Script) -> NotebookNode:
    """The notebook that submissions to a script are graded with."""
    with quiet():
        return make_template(notebook(script))


def failures(execution: Execution) -> dict[str, str]:
    """Exercise -> what its test failed with, for those that lost points."""
    lost = {}
    for cell in execution.notebook.cells:
        if cell.cell_type == "code" and is_grade(cell) and not determine_grade(cell)[0]:
            said = [f"{out.ename}: {out.evalue}" for out in cell.outputs if out.output_type == "error"]
            lost[cell.metadata.nbgrader.grade_id.removesuffix("_test")] = "\n".join(said)
    return lost


def graded(engine: Engine, template: NotebookNode, solutions: dict[str, str]) -> dict[str, str]:
    """The failures of a submission whose code neither hangs nor ends its process."""
    execution = engine.execute(fill(template, solutions))
    assert execution.faults == []
    return failures(execution)


def batches(script: Script, kind: str) -> list[tuple[dict[str, Answer], set[str]]]:
    """The answers of one kind, in as few submissions as keep every verdict one answer's own.

    With each come the names of the test cells that its answers concern.
    """
    found: list[tuple[dict[str, Answer], set[str]]] = []
    for answer in answers(kind, script):
        tests = concerned(script, answer.exercise)
        place = next((i for i, (_, taken) in enumerate(found) if not tests & taken), len(found))
        if place == len(found):
            found.append(({}, set()))
        found[place][0][answer.exercise] = answer
        found[place][1].update(tests)
    return found


def without_others(template: NotebookNode, tests: set[str]) -> NotebookNode:
    """The template with these test cells only."""
    kept = [
        cell
        for cell in template.cells
        if not is_grade(cell) or is_solution(cell) or cell.metadata.nbgrader.grade_id in tests
    ]
    return NotebookNode(template, cells=kept)


def sources(script: Script, batch: dict[str, Answer]) -> dict[str, str]:
    return reference_answers(script) | {name: answer.source for name, answer in batch.items()}
