"""The built notebooks, experiments included, run in a real kernel with the reference solutions."""

from __future__ import annotations

import os

import nbclient
import nbformat
import pytest
from nbformat import NotebookNode

from grading.authoring.build import write_source
from grading.authoring.measured import statements, without_comment
from grading.authoring.script import Script
from tests.conftest import make_course
from tests.harness import scripts

pytestmark = [pytest.mark.slow, pytest.mark.timeout(3600)]
HANGS = 900  # seconds after which a cell is given up; how long notebooks take is measured in benchmarks/
WATCH = """
import sys as _sys
_empty_axes, _figures = [], []

def _watch():
    pyplot = _sys.modules.get("matplotlib.pyplot")
    for number in pyplot.get_fignums() if pyplot else []:
        axes = pyplot.figure(number).axes
        _figures.append(len(axes))
        if not any(a.has_data() for a in axes):
            _empty_axes.append(f"figure {len(_figures)}")

get_ipython().events.register("post_execute", _watch)
"""
LOOK = """
from grading.authoring.measured import statements as _statements
for _one in _statements({text!r}):
    if _wrong := _one.failure(globals()):
        print(_wrong)
"""


@pytest.fixture(scope="class")
def executed(request, tmp_path_factory):
    """A script's source notebook after a full run with a watch on its figures."""
    script = request.cls.script
    course = make_course(tmp_path_factory.mktemp("notebook") / "course", script.path)
    notebook = with_statements(nbformat.read(write_source(course, script), as_version=4), script)
    notebook.cells.insert(0, nbformat.v4.new_code_cell(WATCH))
    notebook.cells.append(nbformat.v4.new_code_cell("print(len(_figures), _empty_axes)"))
    environment = {key: value for key, value in os.environ.items() if key != "MPLBACKEND"}
    client = nbclient.NotebookClient(
        notebook,
        timeout=HANGS,
        allow_errors=True,
        skip_cells_with_tag="none",
        resources={"metadata": {"path": str(course.home)}},
    )
    client.execute(env=environment)
    return notebook


def with_statements(source: NotebookNode, script: Script) -> NotebookNode:
    """The notebook; behind each cell that states anything about the run, one that looks whether it is so."""
    cells = list(source.cells)
    for cell in script.having("text"):
        if statements(cell.source):
            place = next(i for i, one in enumerate(cells) if one.source == without_comment(cell.source))
            cells.insert(
                place + 1, nbformat.v4.new_code_cell(LOOK.format(text=cell.source), metadata={"look": True})
            )
    source.cells = cells
    return source


def name_of(cell):
    return cell.source.strip().split("\n")[0][:70]


class Notebooks:
    """One notebook's run. A class a notebook: classes are shared out among processes."""

    script: Script

    def test_no_cell_raises(self, executed):
        notebook = executed
        code = [cell for cell in notebook.cells if cell.cell_type == "code"]
        errors = [
            (name_of(cell), out.ename, out.evalue)
            for cell in code
            for out in cell.outputs
            if out.output_type == "error"
        ]
        assert errors == []
        assert all(cell.execution_count for cell in code if cell.source.strip())

    def test_no_test_cell_writes_to_stderr(self, executed):
        notebook = executed
        tests = [cell for cell in notebook.cells if cell.metadata.get("nbgrader", {}).get("grade")]
        noise = [out.text for cell in tests for out in cell.get("outputs", []) if out.get("name") == "stderr"]
        assert noise == []

    def test_every_figure_shows_something(self, executed):
        notebook = executed
        count, empty = notebook.cells[-1].outputs[0].text.strip().split(" ", 1)
        assert empty == "[]"
        images = [
            out
            for cell in notebook.cells
            for out in cell.get("outputs", [])
            if "image/png" in out.get("data", {})
        ]
        assert len(images) >= int(count) > 0

    def test_every_plotting_experiment_shows_its_figure(self, executed):
        notebook = executed
        plotting = [
            cell
            for cell in notebook.cells
            if "experiment" in cell.metadata.get("tags", []) and "plots." in cell.source
        ]
        bare = [
            name_of(cell)
            for cell in plotting
            if not any("image/png" in out.get("data", {}) for out in cell.outputs)
        ]
        assert plotting
        assert bare == []

    def test_the_prose_says_of_the_run_what_the_run_shows(self, executed):
        notebook = executed
        looks = [cell for cell in notebook.cells if cell.metadata.get("look")]
        assert looks
        assert [out.text for cell in looks for out in cell.outputs] == []


for _script in scripts():
    _name = f"Test{_script.name[:2]}"
    globals()[_name] = type(_name, (Notebooks,), {"script": _script})
