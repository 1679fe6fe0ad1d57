"""Reading exercise scripts, and the messages for mistakes in them."""

from __future__ import annotations

import shutil

import nbformat
import pytest

from grading.authoring.lint import check, find_mistakes
from grading.authoring.script import HIDDEN, SOLUTION, STUB, cut, inside, notebook, read
from grading.core.errors import SourceError
from tests.conftest import command
from tests.harness import REPO, SAMPLE

TEXT = SAMPLE.read_text(encoding="utf-8")


@pytest.fixture
def changed(tmp_path):
    """Writes the sample with some text replaced, and reads it back."""

    def write(*replacements, name="00_sample"):
        text = TEXT
        for old, new in replacements:
            assert old in text
            text = text.replace(old, new, 1)
        path = tmp_path / f"{name}.py"
        path.write_text(text, encoding="utf-8")
        return read(path)

    return write


def line_of(text: str, occurrence: int = 0) -> int:
    """The number of the line of the sample that contains this text."""
    return [number for number, line in enumerate(TEXT.splitlines(), 1) if text in line][occurrence]


def test_sample_has_no_mistakes():
    check(read(SAMPLE))


def test_a_method_that_is_all_solution_is_no_mistake(tmp_path):
    path = tmp_path / SAMPLE.name
    path.write_text(TEXT.replace('        """Return x + by, of the shape of x."""\n', ""), encoding="utf-8")
    check(read(path))


def test_cells_know_their_lines():
    lines = TEXT.splitlines()
    for cell in read(SAMPLE).cells:
        assert lines[cell.line - 1].startswith("# %%")
        assert lines[cell.first - 1].endswith(cell.source.splitlines()[0])


def test_points_are_keyed_by_exercise():
    assert read(SAMPLE).points == {"double": 2.0, "Shift": 3.0}


MISTAKES = {
    "solution never ended": (
        [("    ### END SOLUTION\n", "")],
        line_of("BEGIN SOLUTION"),
        "`BEGIN SOLUTION` is never ended",
    ),
    "solution never begun": (
        [("    ### BEGIN SOLUTION\n", "")],
        line_of("END SOLUTION") - 1,
        "`END SOLUTION` without a `BEGIN SOLUTION` before it",
    ),
    "nested solution": (
        [("    return 2 * x\n", "    ### BEGIN SOLUTION\n    return 2 * x\n")],
        line_of("BEGIN SOLUTION") + 1,
        "inside the region SOLUTION that begins on line",
    ),
    "hidden tests never ended": (
        [("### END HIDDEN TESTS\n", "")],
        line_of("BEGIN HIDDEN TESTS"),
        "`BEGIN HIDDEN TESTS` is never ended",
    ),
    "mark scheme never ended": (
        [("# === END MARK SCHEME ===\n", "")],
        line_of("BEGIN MARK SCHEME"),
        "`BEGIN MARK SCHEME` is never ended",
    ),
    "question without a mark scheme": (
        [("# === BEGIN MARK SCHEME ===\n", ""), ("# === END MARK SCHEME ===\n", "")],
        line_of("question_why"),
        "question question_why has no mark scheme",
    ),
    "marker with another number of #": (
        [("### BEGIN SOLUTION", "## BEGIN SOLUTION")],
        line_of("BEGIN SOLUTION"),
        "write exactly `### BEGIN SOLUTION`",
    ),
    "solution in a test cell": (
        [("### BEGIN HIDDEN TESTS", "### BEGIN SOLUTION"), ("### END HIDDEN TESTS", "### END SOLUTION")],
        line_of("BEGIN HIDDEN TESTS"),
        "belongs into a solution cell",
    ),
    "duplicate grade_id": (
        [('"grade_id": "Shift"', '"grade_id": "double"')],
        line_of('"grade_id": "Shift"'),
        "grade_id double is taken by the cell on line",
    ),
    "missing grade_id": (
        [('"grade_id": "setup", ', "")],
        line_of('"grade_id": "setup"'),
        "has no grade_id",
    ),
    "missing key": (
        [('"locked": true, "schema_version": 3, ', '"locked": true, ')],
        line_of('"grade_id": "setup"'),
        "the nbgrader metadata lacks schema_version",
    ),
    "lambda for the student's function": (
        [("x = np.array([1.0, -2.0])\n", "x = np.array([1.0, -2.0])\ndouble(lambda: 1)\n")],
        line_of("x = np.array([1.0, -2.0])") + 1,
        "test cell double_test: a lambda cannot be handed to the student's code",
    ),
    "generator for the student's object": (
        [
            (
                "x = np.array([1.0, -2.0])\n",
                "shift = Shift(1)\nshift.forward(n for n in [1])\nx = np.ones(2)\n",
            )
        ],
        line_of("x = np.array([1.0, -2.0])") + 1,
        "a generator cannot be handed",
    ),
    "test cell's own function for the student's": (
        [("x = np.array([1.0, -2.0])\n", "x = np.ones(2)\n\ndef helper(): pass\n\ndouble(helper)\n")],
        line_of("x = np.array([1.0, -2.0])") + 4,
        "`helper`, which the test cell defines, cannot be handed",
    ),
    "test without points": (
        [('"points": 2, ', "")],
        line_of("double_test"),
        "test cell double_test: points are not given",
    ),
    "test with no points to win": (
        [('"points": 2, ', '"points": 0, ')],
        line_of("double_test"),
        "test cell double_test: points are 0",
    ),
    "test without a hidden test": (
        [("### BEGIN HIDDEN TESTS\nchecks", "checks"), ("### END HIDDEN TESTS\n", "")],
        line_of("double_test"),
        "test cell double_test has no hidden test",
    ),
    "empty hidden test": (
        [
            (
                'checks.assert_close(double(x), 2 * x, "double(x)", '
                'mistakes={"you squared x instead of doubling it": x**2})',
                "# later",
            )
        ],
        line_of("double_test"),
        "test cell double_test has no hidden test",
    ),
    "solution without a test": (
        [('"grade_id": "double_test"', '"grade_id": "twice_test"')],
        line_of('"grade_id": "double"'),
        "solution cell double has no test",
    ),
    "test without a solution": (
        [('"grade_id": "double_test"', '"grade_id": "twice_test"')],
        line_of("double_test"),
        "test cell twice_test has no solution cell",
    ),
    "test before its solution": (
        [
            ('"grade_id": "double"', '"grade_id": "swap"'),
            ('"grade_id": "Shift"', '"grade_id": "double"'),
            ('"grade_id": "swap"', '"grade_id": "Shift"'),
        ],
        line_of("double_test"),
        "stands before its solution cell",
    ),
    "undefined name": (
        [("assert np.shape(double(x))", "assert np.shape(duoble(x))")],
        line_of("assert np.shape(double(x))"),
        "uses `duoble`, but nothing defines it",
    ),
    "undefined name inside a function": (
        [("x = np.array([1.0, -2.0])\n", "def f():\n    return missing\nx = np.array([1.0, -2.0])\n")],
        line_of("x = np.array") + 1,
        "uses `missing`, but nothing defines it",
    ),
    "name that only an experiment defines": (
        [("layer = Shift(3.0)", "layer = Shift(doubled[0])")],
        line_of("layer = Shift"),
        "uses `doubled`, but only an experiment defines it",
    ),
    "name that only the reference solution defines": (
        [
            (
                "    ### BEGIN SOLUTION\n    return 2 * x\n    ### END SOLUTION",
                "    ### BEGIN SOLUTION\n    return 2 * x\n\ndef helper(): pass\n    ### END SOLUTION",
            ),
            ("x = np.array([1.0, -2.0])", "helper()\nx = 1"),
        ],
        line_of("x = np.array") + 2,
        "uses `helper`, but only a reference solution defines it",
    ),
    "name that another exercise defines": (
        [("x = np.array([1.0, -2.0])\n", "Shift(2)\nx = 1\n")],
        line_of("x = np.array"),
        "uses `Shift`, but it belongs to exercise Shift",
    ),
    "name that another test defines": (
        [("x = np.arange(2.0)\n", "")],
        line_of("assert np.shape(layer") - 1,
        "uses `x`, but it is defined in double_test; a test stands alone",
    ),
    "test that changes a name of the set-up": (
        [
            ("import numpy as np\n", "import numpy as np\n\nsize = 3\n"),
            ("x = np.arange(2.0)\n", "x, size = np.arange(2.0), 2\n"),
        ],
        line_of("x = np.arange") + 1,
        "test cell Shift_test gives `size` of a setup cell another value",
    ),
    "test that changes what an experiment goes on with": (
        [
            (
                "# %% [markdown]\n# ## Exercise 2",
                '# %% tags=["experiment", "skip-execution"]\nrun = double(1.0)\n\n'
                "# %% [markdown]\n# **What to see.** Two.\n\n# %% [markdown]\n# ## Exercise 2",
            ),
            ("shift_wanted = x + 3", "run = shift_wanted = x + 3"),
            ("doubled = double(np.arange(3.0))", "doubled = run + double(np.arange(3.0))"),
        ],
        line_of("x = np.arange") + 5,
        "test cell Shift_test gives `run` of an experiment another value",
    ),
    "solution that calls another exercise": (
        [("shifted = x + self.by", "shifted = double(x) + self.by - x")],
        line_of("shifted = x + self.by"),
        "solution Shift uses `double` of exercise double",
    ),
    "leftover": (
        [("# Why double?", "# @@WHY@@ double?")],
        line_of("# Why double?"),
        "`@@WHY@@` is a leftover",
    ),
    "sentence that becomes a list": (
        [("# Why double?", "# Why double? There is only\n# 1. That is few.")],
        line_of("# Why double?") + 1,
        "Markdown begins a list with `1.`; break the sentence at another word",
    ),
    "leftover in code": (
        [("    return 2 * x", "    return 2 * x  # todo: faster")],
        line_of("    return 2 * x"),
        "`todo` is a leftover",
    ),
    "experiment without a reading": (
        [("**What to see.** The", "The")],
        line_of("doubled = double") - 1,
        "no `**What to see.**` follows this experiment",
    ),
    "notebook without a summary": ([("## Summary", "## The end")], 1, "the notebook has no summary"),
    "notebook without references": ([("**References.**", "")], 1, "the notebook has no references"),
    "statement that is none": (
        [("# 2: doubled[1]", "# two: doubled[1]")],
        line_of("# 2: doubled[1]"),
        "'two: doubled[1]' is no statement; write `2.4 ± 0.5: expression`",
    ),
    "verdict that cannot fall otherwise": (
        [("doubled = double(np", 'claims.record("x", "holds" if x else "holds", "y")\ndoubled = double(np')],
        line_of("doubled = double"),
        "this verdict is 'holds' whatever the run measures",
    ),
    "visible test that needs a hidden one": (
        [("layer = Shift(3.0)\n", ""), ("shift_wanted = x + 3\n", "layer = Shift(3.0)\n")],
        line_of("assert np.shape(layer") - 1,
        "visible test uses `layer`, which only hidden tests define",
    ),
    "test that ends in an expression": (
        [("### END HIDDEN TESTS\n", "len(x)\n### END HIDDEN TESTS\n")],
        line_of("END HIDDEN TESTS"),
        "test cell double_test ends in an expression",
    ),
    "visible test that ends in an expression": (
        [('assert np.shape(double(x)) == x.shape, "double(x) must have the shape of x"', "len(x)")],
        line_of("assert np.shape(double(x))"),
        "test cell double_test as students see it ends in an expression",
    ),
    "stub that is not Python": (
        [
            (
                "    ### BEGIN SOLUTION\n    return 2 * x",
                "    if True:\n    ### BEGIN SOLUTION\n        return 2 * x",
            )
        ],
        line_of('"grade_id": "double"'),
        "without its solution, cell double is not Python",
    ),
    "solution that is not Python": (
        [("    return 2 * x\n", "    return 2 *\n")],
        line_of("return 2 * x"),
        "not Python",
    ),
    "stub that does not define its name": (
        [("def double(x):", "def twice(x):")],
        line_of('"grade_id": "double"'),
        "does not define `double`",
    ),
    "star import": (
        [("from course_utils import checks", "from course_utils import *")],
        line_of("from course_utils"),
        "import the names themselves",
    ),
}


@pytest.mark.parametrize("case", MISTAKES)
def test_mistake_is_reported_with_its_line(case, changed):
    replacements, line, message = MISTAKES[case]
    script = changed(*replacements)
    with pytest.raises(SourceError) as caught:
        check(script)
    reports = str(caught.value).splitlines()
    assert any(report.startswith(f"{script.path}:{line}: ") and message in report for report in reports), (
        reports
    )


def test_all_mistakes_are_reported_at_once(changed):
    script = changed(('"points": 2, ', ""), ('"grade_id": "setup", ', ""), ("    ### END SOLUTION\n", ""))
    assert len(find_mistakes(script)) >= 3


def test_file_must_be_called_by_number_and_topic(changed):
    with pytest.raises(SourceError, match="call it NN_topic"):
        check(changed(name="sample"))


def test_text_before_the_first_marker_is_refused(tmp_path):
    path = tmp_path / "00_sample.py"
    path.write_text("x = 1\n\n# %%\ny = 2\n")
    with pytest.raises(SourceError, match="Start every cell"):
        read(path)


def test_notebook_is_valid_and_the_same_every_time():
    first, second = (nbformat.writes(notebook(read(SAMPLE))) for _ in range(2))
    assert first == second
    nbformat.validate(nbformat.reads(first, as_version=4))


def test_cell_ids_come_from_grade_ids_or_from_the_text(changed):
    ids = [cell.id for cell in notebook(read(SAMPLE)).cells]
    assert {"setup", "double", "double_test", "question_why", "question_why_prompt"} <= set(ids)
    moved = [
        cell.id
        for cell in notebook(
            changed(("# %% [markdown]\n# # A sample", "# %%\n1\n\n# %% [markdown]\n# # A sample"))
        ).cells
    ]
    assert set(ids) < set(moved)


def test_cells_with_the_same_text_get_different_ids(changed):
    script = changed(("# # A sample", "# same\n\n# %% [markdown]\n# same"))
    ids = [cell.id for cell in notebook(script).cells]
    assert len(ids) == len(set(ids))


def test_jupytext_metadata_does_not_reach_the_notebook():
    made = notebook(read(SAMPLE))
    assert set(made.metadata) == {"kernelspec", "language_info"}
    assert {key for cell in made.cells for key in cell.metadata} == {"nbgrader", "tags"}


def test_saving_from_jupyterlab_keeps_metadata(tmp_path):
    """The round trip that jupytext makes in JupyterLab, with the course's settings and two edited cells."""
    for path in (SAMPLE, REPO / "jupytext.toml"):
        shutil.copy(path, tmp_path)
    assert command("jupytext", "--to", "ipynb", SAMPLE.name, cwd=tmp_path).returncode == 0
    path = tmp_path / f"{SAMPLE.stem}.ipynb"
    edited = nbformat.read(path, 4)
    edited.cells[0].metadata.tags = ["experiment"]
    edited.cells[3].metadata.nbgrader.grade_id = "twice"
    nbformat.write(edited, path)
    assert command("jupytext", "--to", "py:percent", path.name, cwd=tmp_path).returncode == 0
    saved, original = read(tmp_path / SAMPLE.name), read(SAMPLE)
    assert saved.cells[0].metadata == {"tags": ["experiment"]}
    assert saved.cells[3].name == "twice"
    assert [cell.metadata for cell in saved.cells[4:]] == [cell.metadata for cell in original.cells[4:]]
    assert [cell.source for cell in saved.cells] == [cell.source for cell in original.cells]


def test_question_becomes_a_locked_prompt_and_an_answer():
    prompt, answer = notebook(read(SAMPLE)).cells[-4:-2]
    assert "Why double?" in prompt.source
    assert "MARK SCHEME" in prompt.source
    assert prompt.metadata.nbgrader.locked
    assert not prompt.metadata.nbgrader.grade
    assert (answer.metadata.nbgrader.grade_id, answer.metadata.nbgrader.points) == ("question_why", 3)
    assert "MARK SCHEME" not in answer.source


def test_cut_and_inside_are_complementary():
    source = "a\n  ### BEGIN SOLUTION\n  b\n  ### END SOLUTION\nc\n### BEGIN SOLUTION\nd\n### END SOLUTION"
    assert cut(source, SOLUTION) == "a\nc"
    assert cut(source, SOLUTION, STUB).count("raise NotImplementedError()") == 2
    assert inside(source, SOLUTION) == ["  b", "d"]
    assert inside(source, HIDDEN) == []
