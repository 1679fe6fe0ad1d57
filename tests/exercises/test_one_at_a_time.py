"""Each exercise alone is left open, broken or deleted: exactly its own points go, isolated."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest
from nbformat import NotebookNode

from grading.authoring.script import Script
from grading.execution.engine import Engine
from grading.execution.limits import Limits
from grading.submission.answers import fill, reference_answers
from tests.exercises import isolated
from tests.harness import concerned, scripts
from tests.sandboxed import engine_or_skip

pytestmark = [
    pytest.mark.timeout(3600),  # only ends what hangs
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="the sandbox needs Linux"),
]
NAMELESS = ["", "def broken(:\n", "raise RuntimeError('on import')"]  # three ways to define nothing
ENDLESS = "while True:\n    pass"


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    with engine_or_skip(Limits(cell_seconds=1)) as engine:  # an honest cell defines functions, no more
        yield engine


@pytest.fixture(scope="class")
def sheet(request) -> NotebookNode:
    return isolated.sheet_of(request.cls.script)


class OneAtATime:
    """The exercises of one notebook. A class a notebook: classes are shared out among processes."""

    script: Script

    @pytest.mark.parametrize("way", ["open", "broken", "endless"])
    def test_one_exercise_costs_its_own_points_only(self, engine, sheet, way):
        """Tests that come before an exercise are left out: they have been run when its cell is."""
        lost, answers = {}, reference_answers(self.script)
        solutions = self.script.having("solution")
        for place, cell in enumerate(solutions):
            tests = set().union(*(concerned(self.script, other.name) for other in solutions[place:]))
            source = {"open": cell.stub, "broken": NAMELESS[place % 3], "endless": ENDLESS}[way]
            notebook = fill(isolated.without_others(sheet, tests), answers | {cell.name: source})
            lost[cell.name] = list(isolated.failures(engine.execute(notebook)))
        assert lost == {name: [name] for name in lost}


for _script in scripts():
    _name = f"Test{_script.name[:2]}"
    globals()[_name] = type(_name, (OneAtATime,), {"script": _script})
