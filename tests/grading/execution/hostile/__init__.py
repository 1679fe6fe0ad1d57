"""Submissions that attack the grader, as data: one attack a file, and what builds them.

A file `<family>_<name>.py` says with POINTS what the submission honestly earns, with WHY what it tries, and
makes the notebook with `submission(release)`. The attack itself is text in a cell; only the sandbox runs it.

Words between @ signs stand for what exists only while the test runs, see tests/grading/execution/test_hostile.py:
@OUTSIDE@ a file outside, @PORT@ a listening port, @COURSE@ a course folder with gradebook and submissions,
@VICTIM@ the id of a process, @PIDNS@ the grader's pid namespace, @TOKEN@ what a breach has to show.
"""

from __future__ import annotations

import copy
import json
from functools import cache

import nbformat
from nbformat import NotebookNode

from grading.authoring.script import Script, notebook, read
from grading.submission.answers import fill, reference_answers
from tests.harness import REPO

ASSIGNMENT = "05_activations"

# Every attack cell may say that something worked which must not. Cut in two: a traceback that shows the
# source of the cell is no breach.
PRELUDE = """\
import ctypes, os, signal, socket, struct, subprocess, sys, threading, time
import numpy as np

libc = ctypes.CDLL(None, use_errno=True)

def breach(what):
    print("BRE" + "ACH-@TOKEN@", what)

def attempt(what, action):
    # Runs the action; a breach unless it raises or returns something false.
    try:
        if action():
            breach(what)
    except BaseException:
        pass

def part(path):
    # A part of the runner itself, as "module:name". An attack on something that has another name by now
    # would pass for the wrong reason: it counts as a breach, so that somebody brings it up to date.
    module, _, names = path.partition(":")
    found = sys.modules.get("grading.execution.inside." + module)
    for name in names.split("."):
        if not hasattr(found, name):
            breach("nothing, but this attack is out of date: there is no " + path)
        found = getattr(found, name)
    return found

def replace(path, value):
    # Puts something else in the place of a part of the runner, and returns what was there.
    before, (owner, _, name) = part(path), path.replace(":", ".").rpartition(".")
    module = sys.modules["grading.execution.inside." + path.partition(":")[0]]
    setattr(part(path.rpartition(".")[0]) if "." in path.partition(":")[2] else module, name, value)
    return before

def foreign():
    # True inside a pid namespace of its own: only there is it safe to try signals to everybody.
    try:
        return os.readlink("/proc/self/ns/pid") != "@PIDNS@"
    except OSError:
        return os.getpid() < 50

def name_me():
    # The name by which the test finds processes that outlive their submission.
    libc.prctl(15, b"hostile@TOKEN@"[:15], 0, 0, 0)

"""


@cache
def script() -> Script:
    """The exercise script that all attacks are made for."""
    return read(REPO / "grading" / "exercises" / f"{ASSIGNMENT}.py")


@cache
def _source() -> str:
    return json.dumps(notebook(script()))


def source() -> NotebookNode:
    """A fresh copy of the instructor's notebook, hidden tests included."""
    return nbformat.from_dict(json.loads(_source()))


def solved(*exercises: str) -> dict[str, str]:
    """The reference solution of these exercises; of all where none is named."""
    answers = {name: text for name, text in reference_answers(script()).items() if name in script().points}
    return {name: answers[name] for name in exercises or answers}


def answer(release: NotebookNode, answers: dict[str, str] | None = None, **more: str) -> NotebookNode:
    """A copy of the release with these solution cells, by exercise; the rest stays unsolved."""
    return fill(release, {**(answers or {}), **more})


def find(submission: NotebookNode, grade_id: str) -> NotebookNode:
    """The cell of this grade_id."""
    return next(
        cell for cell in submission.cells if cell.metadata.get("nbgrader", {}).get("grade_id") == grade_id
    )


def tests(submission: NotebookNode) -> list[NotebookNode]:
    """The test cells, in order."""
    return [find(submission, f"{name}_test") for name in script().points]


def add(
    submission: NotebookNode, text: str, *, before: str = "", after: str = "", kind: str = "code"
) -> NotebookNode:
    """A copy with an extra cell at this place: before or after a grade_id, else at the end."""
    changed = copy.deepcopy(submission)
    cell = nbformat.v4.new_code_cell(text) if kind == "code" else nbformat.v4.new_markdown_cell(text)
    place = len(changed.cells)
    if before or after:
        place = changed.cells.index(find(changed, before or after)) + bool(after)
    changed.cells.insert(place, cell)
    return changed


def attack(release: NotebookNode, text: str, *honest: str, before: str = "Sigmoid") -> NotebookNode:
    """A submission that solves the `honest` exercises (Tanh where none is named) and attacks from a cell of its own."""
    return add(answer(release, solved(*(honest or ("Tanh",)))), PRELUDE + text, before=before)


def replaced(text: str, exercise: str = "Sigmoid", *, forward: str = "", backward: str = "") -> str:
    """A solution cell whose class runs these statements when it is called, after `text` ran in the cell."""
    return (
        f"{PRELUDE}{text}\n\nclass {exercise}:\n    def __init__(self, *args, **kwargs):\n        self.alpha = 0.1\n"
        f"    def forward(self, x):\n{_indent(forward or 'return x')}\n"
        f"    def backward(self, dy):\n{_indent(backward or 'return dy')}\n"
    )


def everywhere(value: str, text: str = "", *exercises: str) -> dict[str, str]:
    """A solution cell for these exercises, or for all, in which every call returns this expression.

    In it `x` is the first argument, or None, and EXERCISE the exercise's name. `text` runs first in every cell.
    """
    answers = {}
    for name in exercises or script().points:
        body = f"return {value.replace('EXERCISE', repr(name))}"
        if name[0].isupper():
            answers[name] = replaced(text, name, forward=body, backward=f"x = dy\n{body}")
        else:
            answers[name] = f"{PRELUDE}{text}\n\ndef {name}(x=None, *args, **kwargs):\n    {body}\n"
    return answers


def _indent(text: str) -> str:
    return "\n".join(f"        {line}" for line in text.strip("\n").split("\n"))
