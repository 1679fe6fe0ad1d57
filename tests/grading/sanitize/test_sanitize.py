"""Graded notebooks are harmless wherever they are shown, and honest ones look as they did."""

from __future__ import annotations

import copy
import json
from typing import Any

import nbformat
import pytest
from nbconvert.exporters.html import HTMLExporter
from nbformat import NotebookNode
from nbgrader.utils import has_failed

from grading.nbgrader_plugins import MakeInert
from grading.sanitize.markup import clean_html, fenced, hazard_in
from grading.sanitize.notebooks import make_inert
from grading.sanitize.outputs import MAX_CELL_TEXT, MAX_NOTEBOOK, MAX_OUTPUTS
from tests.grading.run.classroom import RIGHT, Classroom, make_classroom  # noqa: F401
from tests.grading.sanitize.hazards import HONEST, MARKDOWN, PNG, SVG

ATTACHMENT = {"a.png": {"image/png": PNG}}


def with_outputs(*outputs: Any) -> NotebookNode:
    """A notebook that need not be valid."""
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("code")])
    notebook.cells[0].outputs = [nbformat.from_dict(output) for output in outputs]
    return notebook


def shown(data: dict[str, Any], metadata: dict[str, Any] | None = None) -> NotebookNode:
    """What is left of a rich output."""
    output = {"output_type": "display_data", "data": data, "metadata": metadata or {}}
    notebook, _ = make_inert(with_outputs(output))
    nbformat.validate(notebook)
    return notebook.cells[0].outputs[0]


@pytest.mark.parametrize("text", MARKDOWN)
def test_hostile_markdown_is_shown_as_its_source(text: str) -> None:
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell(text)])
    inert, notes = make_inert(notebook)
    assert len(notes) == 1
    assert text in inert.cells[0].source
    assert hazard_in(inert.cells[0].source) == ""
    html, _ = HTMLExporter(template_name="classic").from_notebook_node(inert)
    body = html[html.index("<body") :]
    for sign in (
        "<script>alert",
        "onerror=alert(1)>",
        "<iframe",
        "<svg",
        "<form",
        'href="javascript',
        "<link",
    ):
        assert sign not in body


@pytest.mark.parametrize("text", HONEST)
def test_honest_markdown_stays(text: str) -> None:
    assert hazard_in(text) == ""
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell(text)])
    assert make_inert(notebook) == (notebook, [])


def test_the_notebook_given_is_left_alone() -> None:
    cells = [nbformat.v4.new_markdown_cell("<script>"), nbformat.v4.new_raw_cell("<script>")]
    notebook = with_outputs({"output_type": "stream", "name": "stdout", "text": "x" * (MAX_CELL_TEXT + 1)})
    notebook.cells += cells
    before = copy.deepcopy(notebook)
    assert make_inert(notebook)[1]
    assert notebook == before


def test_own_pictures_stay() -> None:
    cell = nbformat.v4.new_markdown_cell("![a](attachment:a.png)", attachments=ATTACHMENT)
    inert, notes = make_inert(nbformat.v4.new_notebook(cells=[cell]))
    assert inert.cells[0].attachments == ATTACHMENT
    assert notes == []


def test_the_instructors_text_stays() -> None:
    text = '<div class="hint">Think of <a href="x">this</a></div>'
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell(text)])
    assert make_inert(notebook, {text}) == (notebook, [])


def test_raw_cells_become_text() -> None:
    raw = nbformat.v4.new_raw_cell("<script>", metadata={"raw_mimetype": "text/html"})
    inert, _ = make_inert(nbformat.v4.new_notebook(cells=[raw]))
    assert inert.cells[0].cell_type == "markdown"
    assert inert.cells[0].source == fenced("<script>")


@pytest.mark.parametrize("text", ["plain", "``` fence", "````\n```", "a\n```text\nb", "`"])
def test_fences_cannot_be_closed_from_inside(text: str) -> None:
    assert hazard_in(fenced(text + "\n<script>")) == ""


@pytest.mark.parametrize(
    "data",
    [
        {"application/javascript": "alert(1)"},
        {"image/svg+xml": "<svg onload=alert(1)>"},
        {"application/vnd.jupyter.widget-view+json": {"model_id": "x"}},
        {"application/pdf": "JVBERi0="},
        {"text/vnd.mermaid": "graph"},
        {"text/markdown": "<img src=x onerror=alert(1)>"},
        {"text/latex": "$\\href{javascript:alert(1)}{x}$"},
        {"image/png": SVG},
        {"image/png": "not base64!"},
        {"image/png": 3},
        {"text/plain": {"x": 1}},
        {},
    ],
    ids=str,
)
def test_what_cannot_be_shown_safely_is_named_instead(data: dict[str, Any]) -> None:
    output = shown(data)
    assert list(output.data) == ["text/plain"]
    assert output.data["text/plain"].startswith("[an output that is not shown:")


def test_safe_representations_stay_beside_unsafe_ones() -> None:
    output = shown({"application/javascript": "alert(1)", "text/plain": "text", "image/png": PNG + "\n"})
    assert output.data == {"text/plain": "text", "image/png": PNG}


def test_formulas_and_pictures_stay() -> None:
    assert shown({"text/latex": "$\\displaystyle x^{2}$"}).data == {"text/latex": "$\\displaystyle x^{2}$"}
    metadata = {"image/png": {"width": 300, "height": "1 onerror=alert(1)"}, "isolated": True}
    output = shown({"image/png": PNG}, metadata)
    assert output.metadata == {"image/png": {"width": 300}}


@pytest.mark.parametrize(
    ("html", "clean"),
    [
        ("<table><tr><td>1</td></tr></table>", "<table><tbody><tr><td>1</td></tr></tbody></table>"),
        ("<script>alert(1)</script>x", "x"),
        ("<b onclick=alert(1) style='x' id=notebook class=x>b</b>", "<b>b</b>"),
        ("<img src=https://x.example/a.png>", "<img>"),
        (f'<img src="data:image/png;base64,{PNG}">', f'<img src="data:image/png;base64,{PNG}">'),
        (f'<img src="data:image/svg+xml;base64,{SVG}">', "<img>"),
        ("<a href=https://x.example>x</a>", '<a href="https://x.example" rel="noopener noreferrer">x</a>'),
        ("<a href=javascript:alert(1)>x</a>", '<a rel="noopener noreferrer">x</a>'),
        ("<a href=data:text/html,x>x</a>", '<a rel="noopener noreferrer">x</a>'),
        ("<iframe srcdoc=x></iframe><form><input></form>", ""),
        ("<style>@import 'https://x.example'</style>", ""),
        ("<svg><script>alert(1)</script></svg>", ""),
    ],
)
def test_html_outputs_keep_structure_only(html: str, clean: str) -> None:
    assert clean_html(html) == clean
    assert shown({"text/html": html}).data["text/html"] == clean


def test_error_outputs_are_texts() -> None:
    error = {"output_type": "error", "ename": 3, "evalue": None, "traceback": ["a", 4]}
    notebook, _ = make_inert(with_outputs(error))
    nbformat.validate(notebook)
    assert notebook.cells[0].outputs[0].traceback == ["a", "4"]


def test_floods_are_cut_with_a_note() -> None:
    stream = {"output_type": "stream", "name": "stdout", "text": "x" * (3 * MAX_CELL_TEXT)}
    notebook, notes = make_inert(with_outputs(stream, stream))
    texts = [output.text for output in notebook.cells[0].outputs]
    assert sum(map(len, texts)) < 1.1 * MAX_CELL_TEXT
    assert "200,100 characters were cut" in texts[0]
    assert notes == [f"cell {notebook.cells[0].id} has an output that was cut"]


def test_thousands_of_outputs_are_cut_with_a_note() -> None:
    notebook, notes = make_inert(
        with_outputs(*[{"output_type": "stream", "name": "stdout", "text": "x"}] * 5000)
    )
    assert len(notebook.cells[0].outputs) == MAX_OUTPUTS + 1
    assert "further outputs were left out" in notebook.cells[0].outputs[-1].text
    assert "more outputs than are kept" in notes[0]


def test_what_makes_a_test_fail_is_never_left_out() -> None:
    flood = [{"output_type": "stream", "name": "stdout", "text": "x"}] * 5000
    error = {"output_type": "error", "ename": "AssertionError", "evalue": "wrong", "traceback": []}
    loud = {"output_type": "stream", "name": "stderr", "text": "warning"}
    for last in (error, loud):
        notebook, _ = make_inert(with_outputs(*flood, last))
        assert has_failed(notebook.cells[0])
    notebook, _ = make_inert(with_outputs(*flood))
    assert not has_failed(notebook.cells[0])


def test_a_notebook_full_of_pictures_is_bounded() -> None:
    picture = PNG + "A" * 2_000_000
    output = {"output_type": "display_data", "data": {"image/png": picture}, "metadata": {}}
    notebook, notes = make_inert(with_outputs(*[output] * 30))
    assert len(json.dumps(notebook)) < 1.1 * MAX_NOTEBOOK
    assert notes


@pytest.mark.parametrize("output", [{}, {"output_type": "update_display_data"}, {"output_type": []}])
def test_unknown_outputs_go(output: dict[str, Any]) -> None:
    notebook, _ = make_inert(with_outputs(output))
    assert notebook.cells[0].outputs == []


def test_is_a_preprocessor_for_nbgrader() -> None:
    cells = [
        nbformat.v4.new_markdown_cell("<div class='a'>", metadata={"nbgrader": {"locked": True}}),
        nbformat.v4.new_markdown_cell("<script>"),
    ]
    inert, _ = MakeInert().preprocess(nbformat.v4.new_notebook(cells=cells), {})
    assert inert.cells[0].source == "<div class='a'>"
    assert "Shown as plain text" in inert.cells[1].source


def test_graded_notebooks_are_inert_and_scores_unchanged(classroom: Classroom) -> None:
    """A solution whose outputs are hostile: its points count, its outputs do not reach the formgrader."""
    notebook = classroom.answer(RIGHT + "\nprint('y' * 10**6)", MARKDOWN[0])
    classroom.hand_in("eve", notebook)
    summary = classroom.grade()
    assert classroom.row("eve", "double_test")["auto_score"] == 2.0
    assert "cell double has an output that was cut" in summary.remarks["eve"]
    assert "cell question_why is shown as plain text, because it holds HTML" in summary.remarks["eve"]
    graded = classroom.graded("eve")
    assert len(json.dumps(graded)) < 200_000
    assert make_inert(graded, {cell.source for cell in graded.cells})[1] == []
