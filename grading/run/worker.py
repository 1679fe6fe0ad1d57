"""What a grading worker does: a submission in, a file in the journal out. It never opens the gradebook."""

from __future__ import annotations

import json
import multiprocessing
import os
import threading
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbgrader.preprocessors import LimitOutput
from nbgrader.utils import compute_checksum, determine_grade, is_grade, is_solution, is_task

from grading.core.notebooks import dump, failed_setup
from grading.execution.limits import Limits
from grading.run import worker_engine
from grading.run.journal import FAILED, GRADED, UNREADABLE, Journal, NotebookResult, Result
from grading.run.worker_engine import EngineFactory, Settings, WorkerBroken
from grading.sanitize.markup import fenced
from grading.sanitize.notebooks import make_inert
from grading.submission.handed_in import Ungradable, read_file
from grading.submission.restore import restore


@dataclass(frozen=True)
class Job:
    """One submission to grade. All paths must mean the same on the machine that grades.

    submission: its folder. templates: notebook name -> file with the template, named after its hash.
    journal: the folder of results. engine: makes the engine, given sandbox and limits; None: the real one.
    """

    assignment: str
    student: str
    key: str
    submission: Path
    templates: dict[str, Path]
    journal: Path
    timestamp: str | None = None
    notes: tuple[str, ...] = ()
    sandbox: str = "bubblewrap"
    limits: Limits = field(default_factory=Limits)
    engine: EngineFactory | None = None

    @property
    def settings(self) -> Settings:
        """What the engine must be like."""
        return Settings(self.sandbox, self.limits, self.engine)


def grade_one(job: Job) -> Path:
    """Grade one submission and write its result into the journal. Returns the result's file.

    Whatever is wrong with the submission ends up in the result. Raises WorkerBroken where the worker could
    not grade any.
    """
    start = time.perf_counter()
    outcomes = {name: _grade_notebook(job, name) for name in job.templates}
    runs = [run for _, _, run in outcomes.values()]
    result = Result(
        job.assignment,
        job.student,
        job.key,
        job.sandbox,
        {name: outcome for name, (outcome, _, _) in outcomes.items()},
        timestamp=job.timestamp,
        graded_at=datetime.now(UTC).isoformat(timespec="seconds"),
        seconds=round(time.perf_counter() - start, 4),
        cpu_seconds=round(sum(getattr(run, "cpu_seconds", 0.0) for run in runs), 4),
        peak_bytes=max((getattr(run, "peak_bytes", 0) for run in runs), default=0),
    )
    return Journal(job.journal).write(result, {name: text for name, (_, text, _) in outcomes.items()})


def warm_up(workers: Any, job: Job) -> None:
    """Let every worker start its engine now, while the caller does other things."""
    for _ in range(workers.width):
        workers.submit(_ready, job)


def _ready(job: Job) -> None:
    worker_engine.engine_thread.start(job.settings)


def give_up(job: Job, why: str) -> Path:
    """Record a submission as failed, with the reason `why`."""
    graded = {}
    for name, path in job.templates.items():
        graded[name] = dump(refused(_template(path), why))
    result = Result(
        job.assignment,
        job.student,
        job.key,
        job.sandbox,
        {
            name: NotebookResult(FAILED, why, *_no_scores(_template(path)))
            for name, path in job.templates.items()
        },
        timestamp=job.timestamp,
        graded_at=datetime.now(UTC).isoformat(timespec="seconds"),
    )
    return Journal(job.journal).write(result, graded)


def _grade_notebook(job: Job, name: str) -> tuple[NotebookResult, str, Any]:
    """The outcome, the text of the graded notebook, and what the engine said (None where it did not run)."""
    template = _template(job.templates[name])
    try:
        restored = restore(read_file(job.submission, f"{name}.ipynb"), template)
    except Ungradable as error:
        return _ungradable(template, UNREADABLE, str(error), job.notes)
    try:
        execution = worker_engine.engine_thread.execute(job.settings, restored.notebook)
    except WorkerBroken:
        raise
    except Exception as error:
        why = f"the grader failed: {type(error).__name__}: {str(error)[:300]}"
        return _ungradable(template, FAILED, why, (*job.notes, *restored.notes))
    if why := failed_setup(execution.notebook):
        return _ungradable(template, FAILED, why, (*job.notes, *restored.notes, *execution.faults))
    notes = [*job.notes, *restored.notes]
    return (*_scored(execution.notebook, template, list(execution.faults), notes), execution)


def _ungradable(
    template: NotebookNode, status: str, why: str, notes: Any
) -> tuple[NotebookResult, str, None]:
    result = NotebookResult(status, why, *_no_scores(template), notes=list(notes))
    return result, dump(refused(template, why)), None


def _scored(
    notebook: NotebookNode, template: NotebookNode, faults: list[str], notes: list[str]
) -> tuple[NotebookResult, str]:
    """nbgrader's own verdict on each graded cell, and the notebook as people may see it."""
    scores: dict[str, float | None] = {}
    full: dict[str, float] = {}
    for cell in notebook.cells:
        if is_grade(cell) or is_task(cell):
            name = cell.metadata.nbgrader.grade_id
            full[name] = float(cell.metadata.nbgrader.points)
            scores[name] = _score(cell, notes)
    comments = {
        cell.metadata.nbgrader.grade_id: _comment(cell)
        for cell in notebook.cells
        if is_solution(cell) or is_task(cell)
    }
    limited, _ = LimitOutput().preprocess(notebook, {})
    shown, cuts = make_inert(limited, {cell.source for cell in template.cells})
    result = NotebookResult(GRADED, "", scores, full, comments, faults, [*notes, *cuts])
    return result, dump(shown)


def _score(cell: NotebookNode, notes: list[str]) -> float | None:
    """Points, or None where a human must decide."""
    if is_task(cell):
        return None
    try:
        score: float | None = determine_grade(cell)[0]
    except (ValueError, KeyError) as error:
        notes.append(f"cell {cell.metadata.nbgrader.grade_id} gave no readable score: {error}")
        return None
    return score


def _comment(cell: NotebookNode) -> str | None:
    """nbgrader's automatic comment on an answer that is still as it was released."""
    unchanged = cell.metadata.nbgrader.get("checksum") == compute_checksum(cell) and not is_task(cell)
    return "No response." if unchanged else None


def _no_scores(template: NotebookNode) -> tuple[dict[str, float | None], dict[str, float]]:
    """No score for any cell, so that each waits for a human."""
    cells = [cell.metadata.nbgrader for cell in template.cells if is_grade(cell) or is_task(cell)]
    return {cell.grade_id: None for cell in cells}, {cell.grade_id: float(cell.points) for cell in cells}


def refused(template: NotebookNode, why: str) -> NotebookNode:
    """What the formgrader shows of a submission that could not be graded: why, and where to enter points."""
    text = f"**This submission could not be graded.**\n\n{fenced(why)}"
    notice = nbformat.v4.new_markdown_cell(text, id="could-not-be-graded")
    return NotebookNode({**template, "cells": [notice, *template.cells]})


@lru_cache(maxsize=8)
def _template(path: Path) -> NotebookNode:
    return nbformat.from_dict(json.loads(path.read_text(encoding="utf-8")))


def die_with_parent() -> None:
    """Start of a pool's worker: leave no worker behind when the grader is killed."""
    parent = multiprocessing.parent_process()
    if parent is None:
        return

    def watch() -> None:
        parent.join()
        os._exit(1)

    threading.Thread(target=watch, daemon=True, name="watch-parent").start()
