"""Whatever is handed in: either the instructor's notebook with the student's texts, or a clear refusal."""

from __future__ import annotations

import base64
import copy
import json
import os
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat import NotebookNode
from nbgrader.converters import Autograde

from grading.authoring.script import notebook, read
from grading.core.course import run_step
from grading.core.errors import StepError
from grading.submission.handed_in import MAX_BYTES, Ungradable, read_file
from grading.submission.restore import Restored, restore
from grading.submission.template import make_template
from tests.grading.run.classroom import NAME, WRONG, Classroom, make_classroom  # noqa: F401
from tests.harness import SAMPLE

PNG = base64.b64encode(b"\x89PNG\r\n\x1a\n" + bytes(20)).decode()
ANSWER = "def double(x):\n    return x + x"


@pytest.fixture(scope="module")
def template() -> NotebookNode:
    return make_template(notebook(read(SAMPLE)))


@pytest.fixture
def handed_in(template: NotebookNode) -> NotebookNode:
    """What a student sees, with an answer to the exercise and one to the question."""
    copied = copy.deepcopy(template)
    cell(copied, "double").source = ANSWER
    cell(copied, "question_why").source = "Because it is twice as much."
    test = cell(copied, "double_test")
    test.source = test.source.split("### BEGIN")[0].rstrip()
    return copied


def cell(nb: NotebookNode, name: str) -> NotebookNode:
    return next(cell for cell in nb.cells if cell.metadata.get("nbgrader", {}).get("grade_id") == name)


def names(nb: NotebookNode) -> list[str]:
    return [cell.metadata.get("nbgrader", {}).get("grade_id", "") or cell.source[:12] for cell in nb.cells]


def restored(nb: NotebookNode | dict[str, Any], template: NotebookNode) -> Restored:
    return restore(json.dumps(nb).encode(), template)


def is_template(result: Restored, template: NotebookNode) -> bool:
    """True if all cells are the instructor's, but for the texts of answers."""
    nbformat.validate(result.notebook)
    ours = [(cell.cell_type, cell.metadata) for cell in template.cells]
    theirs = [(cell.cell_type, cell.metadata) for cell in result.notebook.cells]
    locked = [cell.source for cell in template.cells if cell.metadata.get("nbgrader", {}).get("locked")]
    return ours == theirs and all(
        source in [cell.source for cell in result.notebook.cells] for source in locked
    )


def test_honest_submission_keeps_its_answers_and_gets_the_hidden_tests(
    handed_in: NotebookNode, template: NotebookNode
) -> None:
    result = restored(handed_in, template)
    assert is_template(result, template)
    assert result.notes == ()
    assert cell(result.notebook, "double").source == ANSWER
    assert "Because" in cell(result.notebook, "question_why").source
    assert "BEGIN HIDDEN TESTS" in cell(result.notebook, "double_test").source


def test_template_holds_no_solution(template: NotebookNode) -> None:
    assert "NotImplementedError" in cell(template, "double").source
    assert "return 2 * x" not in json.dumps(template)


def test_changed_locked_cell_is_restored_and_noted(handed_in: NotebookNode, template: NotebookNode) -> None:
    cell(handed_in, "double_test").source = "pass"
    result = restored(handed_in, template)
    assert cell(result.notebook, "double_test").source == cell(template, "double_test").source
    assert result.notes == ("cell double_test is locked but had been changed; it was restored",)


def test_missing_cells_come_back(handed_in: NotebookNode, template: NotebookNode) -> None:
    handed_in.cells = [c for c in handed_in.cells if "double" not in str(c.metadata)]
    result = restored(handed_in, template)
    assert is_template(result, template)
    assert cell(result.notebook, "double").source == cell(template, "double").source
    assert result.notes == (
        "cell double was missing; it was answered as released",
        "cell double_test was missing; it was put back",
    )


def test_reordered_cells_return_to_their_order(handed_in: NotebookNode, template: NotebookNode) -> None:
    handed_in.cells.reverse()
    result = restored(handed_in, template)
    assert is_template(result, template)
    assert cell(result.notebook, "double").source == ANSWER
    assert result.notes == ("the cells were in another order; they were put back in the original one",)


@pytest.mark.parametrize("kind", ["markdown", "raw"])
def test_retyped_solution_is_code_again(handed_in: NotebookNode, template: NotebookNode, kind: str) -> None:
    cell(handed_in, "double").cell_type = kind
    result = restored(handed_in, template)
    assert is_template(result, template)
    assert cell(result.notebook, "double").source == ANSWER
    assert f"had become a {kind} cell" in result.notes[0]


def test_metadata_of_a_submission_counts_for_nothing(handed_in: NotebookNode, template: NotebookNode) -> None:
    test, solution = cell(handed_in, "double_test"), cell(handed_in, "double")
    test.metadata.nbgrader.update(points=100, solution=True, checksum="0", schema_version=99, task=True)
    test.metadata.tags = ["skip-execution"]
    solution.metadata.nbgrader.update(grade=True, points=50, locked=True)
    handed_in.metadata = {"kernelspec": {"name": "evil", "display_name": "evil"}, "widgets": {}}
    result = restored(handed_in, template)
    assert is_template(result, template)
    assert result.notebook.metadata == template.metadata


def test_outputs_of_a_submission_vanish(handed_in: NotebookNode, template: NotebookNode) -> None:
    for c in handed_in.cells:
        if c.cell_type == "code":
            c.outputs = [nbformat.v4.new_output("stream", text="forged")]
            c.execution_count = 7
    assert "forged" not in json.dumps(restored(handed_in, template).notebook)


def test_own_cells_stay_after_their_neighbour(handed_in: NotebookNode, template: NotebookNode) -> None:
    new = nbformat.v4.new_code_cell
    where = handed_in.cells.index(cell(handed_in, "double"))
    handed_in.cells.insert(where + 1, new("second = 2"))
    handed_in.cells.insert(
        where + 1, new("first = 1", metadata={"nbgrader": {"grade_id": "mine", "grade": True}})
    )
    handed_in.cells.insert(0, new("zeroth = 0"))
    result = restored(handed_in, template)
    found = names(result.notebook)
    assert found[0] == "zeroth = 0"
    assert found[found.index("double") :][:4] == ["double", "first = 1", "second = 2", "double_test"]
    own = [c for c in result.notebook.cells if c.source in ("zeroth = 0", "first = 1", "second = 2")]
    assert all(c.metadata == {} for c in own)
    nbformat.validate(result.notebook)


def test_copied_solution_cell_is_kept_as_an_own_cell(handed_in: NotebookNode, template: NotebookNode) -> None:
    where = handed_in.cells.index(cell(handed_in, "double"))
    copied = copy.deepcopy(handed_in.cells[where])
    copied.source, copied.id = "def double(x):\n    return 2.0 * x", "other"
    handed_in.cells.insert(where + 1, copied)
    result = restored(handed_in, template)
    sources = [c.source for c in result.notebook.cells]
    assert cell(result.notebook, "double").source == ANSWER
    assert sources[sources.index(ANSWER) + 1] == copied.source  # runs after it, as it did for the student
    assert "cell double was there 2 times" in result.notes


def test_of_copied_answers_the_one_that_says_something_counts(
    handed_in: NotebookNode, template: NotebookNode
) -> None:
    where = handed_in.cells.index(cell(handed_in, "question_why"))
    stub = copy.deepcopy(cell(template, "question_why"))
    stub.id = "stub"
    handed_in.cells.insert(where, stub)
    result = restored(handed_in, template)
    assert cell(result.notebook, "question_why").source == "Because it is twice as much."


def test_copies_of_test_cells_are_dropped(handed_in: NotebookNode, template: NotebookNode) -> None:
    forged = copy.deepcopy(cell(handed_in, "double_test"))
    forged.source, forged.id = "double = None", "other"
    handed_in.cells.append(forged)
    assert is_template(restored(handed_in, template), template)


def test_cells_that_lost_their_metadata_are_found_by_their_id(
    handed_in: NotebookNode, template: NotebookNode
) -> None:
    for c in handed_in.cells:
        c.metadata = {}
    result = restored(handed_in, template)
    assert is_template(result, template)
    assert cell(result.notebook, "double").source == ANSWER


def test_edited_experiment_is_still_skipped(handed_in: NotebookNode, template: NotebookNode) -> None:
    experiment = handed_in.cells[-2]
    experiment.source, experiment.metadata = "double(3)", {}
    result = restored(handed_in, template).notebook.cells[-2]
    assert result.source == "double(3)"
    assert "skip-execution" in result.metadata.tags


def test_own_copy_of_an_experiment_is_not_run(handed_in: NotebookNode, template: NotebookNode) -> None:
    handed_in.cells.append(
        nbformat.v4.new_code_cell("train()", metadata={"tags": ["experiment", "skip-execution", "x"]})
    )
    assert restored(handed_in, template).notebook.cells[-1].metadata == {"tags": ["skip-execution"]}


def test_pictures_stay_and_other_attachments_go(handed_in: NotebookNode, template: NotebookNode) -> None:
    answer = cell(handed_in, "question_why")
    answer.attachments = {
        "photo.png": {"image/png": PNG, "text/html": "<script>"},
        "x.svg": {"image/svg+xml": "<svg onload=alert(1)>"},
        "fake.png": {"image/png": base64.b64encode(b"<script>").decode()},
    }
    result = cell(restored(handed_in, template).notebook, "question_why")
    assert result.attachments == {"photo.png": {"image/png": PNG}}


def test_lone_surrogates_become_question_marks(handed_in: NotebookNode, template: NotebookNode) -> None:
    raw = json.dumps(handed_in).replace("return x + x", "return '\\ud800'").encode()
    source = cell(restore(raw, template).notebook, "double").source
    assert source.encode() == b"def double(x):\n    return '?'"


@pytest.mark.parametrize(
    ("encode", "note"),
    [
        (lambda text: b"\xef\xbb\xbf" + text.encode(), ()),
        (lambda text: text.encode("utf-16"), ("the file was in UTF-16 and was read as such",)),
        (lambda text: text.replace('"nbformat": 4,', '"nbformat": 3, "nbformat": 4,').encode(), ()),
        (
            lambda text: text.replace('"metadata": {', '"metadata": {"x": NaN, "y": -Infinity, ', 1).encode(),
            (),
        ),
    ],
    ids=["utf-8 with a mark", "utf-16", "repeated key", "not a number"],
)
def test_oddly_written_files_are_read(
    handed_in: NotebookNode, template: NotebookNode, encode: Callable[[str], bytes], note: tuple[str, ...]
) -> None:
    result = restore(encode(json.dumps(handed_in)), template)
    assert is_template(result, template)
    assert cell(result.notebook, "double").source == ANSWER
    assert result.notes == note


def test_format_3_is_converted(handed_in: NotebookNode, template: NotebookNode) -> None:
    old = [
        {("input" if c.cell_type == "code" and key == "source" else key): value for key, value in c.items()}
        for c in handed_in.cells
    ]
    old.append({"cell_type": "heading", "level": 2, "source": "Mine"})
    result = restored({"nbformat": 3, "nbformat_minor": 0, "worksheets": [{"cells": old}]}, template)
    assert cell(result.notebook, "double").source == ANSWER
    assert result.notebook.cells[-1].source == "## Mine"
    assert "format 3" in result.notes[0]


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (b"", "empty"),
        (b"  \n", "empty"),
        (b'{"cells": [', "damaged: no valid JSON from line 1"),
        (b"\xff\xfe\x00", "not UTF-16 text"),
        (b"caf\xe9", r"not UTF-8 text \(byte 3\)"),
        (b"[1, 2]", "a JSON list"),
        (b"null", "a JSON NoneType"),
        (b"[" * 200_000, "nested too deeply"),
        (b'{"a":' * 200_000, "nested too deeply"),
        (b'{"nbformat": ' + b"9" * 5_000 + b"}", "damaged"),
        (b'{"cells": []}', "notebook format is 'None'"),
        (b'{"nbformat": 7, "cells": []}', "notebook format is '7'"),
        (b'{"nbformat": "4", "cells": []}', "notebook format is '4'"),
        (b'{"nbformat": 2, "worksheets": []}', "formats 4 and 3 can be read"),
        (b'{"nbformat": 4, "cells": {}}', "no list of cells"),
        (b'{"nbformat": 4}', "no list of cells"),
        (json.dumps({"nbformat": 4, "cells": [{}] * 3_000}).encode(), "3,000 cells"),
        (
            json.dumps({"nbformat": 4, "cells": [{"cell_type": "code", "source": "x" * 5_000_000}]}).encode(),
            "characters of text",
        ),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_reason(raw: bytes, why: str, template: NotebookNode) -> None:
    with pytest.raises(Ungradable, match=why):
        restore(raw, template)


@pytest.mark.parametrize("damage", [3, None, "x", [], {"cell_type": "code"}, {"cell_type": [], "source": ""}])
def test_damaged_cells_are_left_out_and_noted(
    handed_in: NotebookNode, template: NotebookNode, damage: object
) -> None:
    broken = {**handed_in, "cells": [damage, *handed_in.cells]}
    result = restored(broken, template)
    assert is_template(result, template)
    assert result.notes == ("cell 1 was damaged and was left out",)


def test_unusual_files_are_refused(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("{}")
    folder = tmp_path / "handed_in"
    folder.mkdir()
    (folder / "link.ipynb").symlink_to(secret)
    os.mkfifo(folder / "pipe.ipynb")
    (folder / "folder.ipynb").mkdir()
    with (folder / "huge.ipynb").open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    (tmp_path / "folder_link").symlink_to(folder)
    for name, why in [
        ("link", "symbolic link"),
        ("pipe", "not a regular file"),
        ("folder", "cannot be read|not a regular file"),
        ("huge", "the limit is 32 MiB"),
        ("none", "was not handed in; the folder holds folder.ipynb"),
    ]:
        with pytest.raises(Ungradable, match=why):
            read_file(folder, f"{name}.ipynb")
    with pytest.raises(Ungradable, match="symbolic link"):
        read_file(tmp_path / "folder_link", "huge.ipynb")
    with pytest.raises(Ungradable, match=r"^none.ipynb was not handed in$"):
        read_file(tmp_path / "nowhere", "none.ipynb")


def mutate(value: Any, chance: random.Random) -> Any:
    """The document with something in it replaced, removed, doubled or swapped."""
    junk = [
        None,
        True,
        -1,
        1e308,
        "",
        "x" * 300,
        [],
        {},
        [[[]]],
        {"source": 3},
        "\ud800",
        "### BEGIN HIDDEN TESTS",
    ]
    if chance.random() < 0.01:
        return chance.choice(junk)
    if isinstance(value, dict):
        items = [(key, mutate(item, chance)) for key, item in value.items() if chance.random() > 0.01]
        return {
            (chance.choice(["id", "source", "x"]) if chance.random() < 0.005 else key): v for key, v in items
        }
    if isinstance(value, list):
        items_ = [mutate(item, chance) for item in value if chance.random() > 0.02]
        if items_ and chance.random() < 0.05:
            items_.insert(chance.randrange(len(items_)), copy.deepcopy(chance.choice(items_)))
        if chance.random() < 0.05:
            chance.shuffle(items_)
        return items_
    return value


def damage(raw: bytes, chance: random.Random) -> bytes:
    """The file with some bytes changed, or cut short."""
    data = bytearray(raw)
    for _ in range(chance.randrange(4)):
        data[chance.randrange(len(data))] = chance.randrange(256)
    return bytes(data[: chance.randrange(len(data))]) if chance.random() < 0.1 else bytes(data)


def test_a_thousand_mutated_notebooks_are_rebuilt_or_refused(
    handed_in: NotebookNode, template: NotebookNode
) -> None:
    """Locked cells, order and points always come out as the instructor's."""
    chance = random.Random(3)
    outcomes = {"rebuilt": 0, "refused": 0}
    important = [(c.metadata, c.cell_type) for c in template.cells if "nbgrader" in c.metadata]
    for _ in range(1000):
        raw = json.dumps(mutate(handed_in, chance)).encode()
        if chance.random() < 0.3:
            raw = damage(raw, chance)
        try:
            result = restore(raw, template)
        except Ungradable:
            outcomes["refused"] += 1
            continue
        outcomes["rebuilt"] += 1
        nbformat.validate(result.notebook)
        nbformat.writes(result.notebook).encode()
        graded = [c for c in result.notebook.cells if "nbgrader" in c.metadata]
        assert [(c.metadata, c.cell_type) for c in graded] == important
        assert cell(result.notebook, "double_test").source == cell(template, "double_test").source
    assert outcomes["rebuilt"] > 300
    assert outcomes["refused"] > 100


def test_nbgrader_restores_in_the_same_way(classroom: Classroom) -> None:
    """`nbgrader autograde` with our preprocessor: a forged test cell comes back, and links are refused."""
    forged = classroom.answer(WRONG)
    cell(forged, "double_test").source = "pass"
    cell(forged, "double_test").metadata.nbgrader.points = 100
    classroom.hand_in("eve", forged)
    (classroom.course.folder("submitted", "eve", NAME) / "numpy.py").write_text("raise SystemExit")
    steps = ["grading.nbgrader_plugins.RestoreCells"]
    log = run_step(
        Autograde, classroom.course, NAME, sanitize_preprocessors=steps, autograde_preprocessors=[]
    )
    graded = classroom.graded("eve")
    assert "BEGIN HIDDEN TESTS" in cell(graded, "double_test").source
    assert cell(graded, "double_test").metadata.nbgrader.points == 2
    assert cell(graded, "double").source == WRONG
    assert "cell double_test is locked but had been changed; it was restored" in log

    path = classroom.course.folder("submitted", "eve", NAME, f"{NAME}.ipynb")
    path.rename(path.with_name("other.ipynb"))
    path.symlink_to(path.with_name("other.ipynb"))
    with pytest.raises(StepError, match="symbolic link"):
        run_step(Autograde, classroom.course, NAME, force=True, sanitize_preprocessors=steps)


def test_nbgrader_copies_no_links(classroom: Classroom) -> None:
    """Links beside the notebook, which nbgrader would follow into the feedback, stop it."""
    classroom.hand_in("eve", classroom.answer())
    classroom.hand_in("ann", classroom.answer())
    (classroom.course.folder("submitted", "eve", NAME) / "data.csv").symlink_to("/etc/passwd")
    (classroom.course.folder("submitted", "ann", NAME) / "data.csv").write_text("1,2")
    steps = ["grading.nbgrader_plugins.RestoreCells"]
    with pytest.raises(StepError, match=r"data.csv is a symbolic link"):
        run_step(Autograde, classroom.course, NAME, sanitize_preprocessors=steps, autograde_preprocessors=[])
    assert not classroom.course.folder("autograded", "eve", NAME).exists()
    assert (classroom.course.folder("autograded", "ann", NAME) / "data.csv").read_text() == "1,2"
