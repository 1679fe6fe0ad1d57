"""A class graded for real: sandbox, worker processes, nbgrader's gradebook; and stock nbgrader beside it."""

from __future__ import annotations

import pytest
from nbgrader.converters import Autograde

from grading.core.course import run_step
from grading.execution.limits import Limits
from grading.report.feedback import feedback
from grading.run.workers import Processes
from tests.grading.run.classroom import NAME, RIGHT, STOCK, WRONG, Classroom, make_classroom  # noqa: F401
from tests.grading.run.test_gradebook import table

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore")]
SHIFT = """
class Shift:
    def __init__(self, by):
        self.by = by

    def forward(self, x):
        return {}
"""


def hand_in_honest(classroom: Classroom) -> None:
    """Right, wrong, unanswered, slow, noisy and failing answers."""
    shifts = {"ann": "x + self.by", "bob": "x - self.by", "cas": "1 / 0", "dot": "print('hm') or x + self.by"}
    for student, answer in shifts.items():
        notebook = classroom.answer(WRONG if student == "bob" else RIGHT)
        cells = {cell.metadata.get("nbgrader", {}).get("grade_id"): cell for cell in notebook.cells}
        cells["Shift"].source = SHIFT.format(answer)
        classroom.hand_in(student, notebook)
    classroom.hand_in("eve", classroom.release)
    classroom.hand_in("fay", classroom.answer("def double(x:"))


def test_honest_submissions_get_what_stock_nbgrader_gives(classroom: Classroom) -> None:
    hand_in_honest(classroom)
    summary = classroom.grade(None, workers=lambda: Processes(2))
    assert summary.could_not == {}
    ours = table(classroom)
    assert classroom.score("ann") == 5.0
    run_step(Autograde, classroom.course, NAME, force=True, **STOCK)
    assert table(classroom) == ours
    assert len(feedback(classroom.course, NAME)) == 6


def test_one_bad_submission_neither_stops_nor_delays_the_others(classroom: Classroom) -> None:
    hand_in_honest(classroom)
    loop = "while True:\n    try:\n        pass\n    except BaseException:\n        pass"
    classroom.hand_in("s-loop", classroom.answer(loop))
    classroom.hand_in("s-exit", classroom.answer("import os\nos._exit(0)"))
    classroom.hand_in("s-broken", "{")
    summary = classroom.grade(
        None,
        workers=lambda: Processes(2),
        limits=Limits(call_seconds=1, cell_seconds=2, total_seconds=20, patience=2),
    )
    assert list(summary.could_not) == ["s-broken"]
    assert classroom.score("ann") == 5.0
    for student in ("s-loop", "s-exit"):
        assert classroom.row(student, "double_test")["auto_score"] == 0
        assert summary.remarks[student]
