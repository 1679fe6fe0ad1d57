"""A run over a class: what is graded, what is kept, and what people are told."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from rich.console import Console

from grading.core.errors import CourseError
from grading.core.lock import locked
from grading.execution.limits import Limits
from grading.run.grade import grade
from grading.run.workers import Processes
from tests.grading.run.classroom import NAME, RIGHT, WRONG, Classroom, Here, make_classroom  # noqa: F401
from tests.grading.run.fake import BrokenSetup, CountingEngine, FakeEngine, NoSandbox, SlowEngine

CRASH = "crash()"


@pytest.fixture
def executions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where CountingEngine counts."""
    path = tmp_path / "executions"
    path.touch()
    monkeypatch.setenv("COUNT_EXECUTIONS", str(path))
    return path


def count(path: Path) -> int:
    return len(path.read_text().splitlines())


def test_only_what_is_new_or_changed_is_graded(classroom: Classroom, executions: Path) -> None:
    for student in ("ann", "bob", "cas"):
        classroom.hand_in(student, classroom.answer(WRONG))
    classroom.grade(CountingEngine)
    classroom.hand_in("bob", classroom.answer(RIGHT))
    classroom.hand_in("dot", classroom.answer(RIGHT))
    summary = classroom.grade(CountingEngine)
    assert summary.graded == ["bob", "dot"]
    assert summary.kept == ["ann", "cas"]
    assert [(change.student, change.old, change.new) for change in summary.changed] == [("bob", 0.0, 2.0)]
    assert count(executions) == 3 + 2


@pytest.mark.parametrize(
    "options", [{"regrade": True}, {"limits": Limits(cell_seconds=7)}, {"sandbox": "none"}], ids=str
)
def test_reasons_to_grade_all_anew(
    classroom: Classroom, executions: Path, options: dict[str, object]
) -> None:
    classroom.hand_in("ann", classroom.answer())
    classroom.grade(CountingEngine)
    assert classroom.grade(CountingEngine, **options).graded == ["ann"]
    assert count(executions) == 2


def test_grades_only_the_students_asked_for(classroom: Classroom) -> None:
    for student in ("ann", "bob"):
        classroom.hand_in(student, classroom.answer())
    assert classroom.grade(students=["bob"]).graded == ["bob"]
    with pytest.raises(CourseError, match="zoe handed in nothing for 00_sample"):
        classroom.grade(students=["bob", "zoe"])


def test_says_what_is_missing(classroom: Classroom) -> None:
    with pytest.raises(CourseError, match="nobody has handed in 00_sample; submissions belong in"):
        classroom.grade()
    with pytest.raises(CourseError, match="the gradebook knows no 09_none; run `course build 09_none`"):
        grade(classroom.course, "09_none", workers=Here)
    with pytest.raises(CourseError, match="unknown executor 'cloud'"):
        grade(classroom.course, NAME, executor="cloud")
    with pytest.raises(CourseError, match="at least 1, got 0"):
        grade(classroom.course, NAME, jobs=0)
    with pytest.raises(CourseError, match="--scheduler"):
        grade(classroom.course, NAME, executor="dask")


def test_refuses_a_source_that_the_gradebook_does_not_know(classroom: Classroom) -> None:
    classroom.hand_in("ann", classroom.answer())
    source = classroom.course.folder("source", NAME, f"{NAME}.ipynb")
    source.write_text(source.read_text(encoding="utf-8").replace("you squared x", "x was squared"))
    with pytest.raises(
        CourseError, match=r"other versions of double_test than the source; run `course build"
    ):
        classroom.grade()
    source.unlink()
    with pytest.raises(CourseError, match="is missing; run `course build 00_sample`"):
        classroom.grade()


def test_refuses_to_run_twice_at_once(classroom: Classroom) -> None:
    classroom.hand_in("ann", classroom.answer())
    with (
        locked(classroom.course.root / "grading" / "results" / ".lock"),
        pytest.raises(CourseError, match=r"being graded already, by process \d+"),
    ):
        classroom.grade()
    assert classroom.grade().graded == ["ann"]


def test_no_sandbox_no_grading(classroom: Classroom) -> None:
    classroom.hand_in("ann", classroom.answer())
    with pytest.raises(CourseError, match="install it, or say --sandbox none"):
        classroom.grade(NoSandbox)
    assert classroom.journal.students() == []
    assert classroom.grade().graded == ["ann"]


def test_failure_of_the_engine_is_told_and_tried_again_next_time(classroom: Classroom) -> None:
    classroom.hand_in("ann", classroom.answer("fail()"))
    classroom.hand_in("bob", classroom.answer())
    summary = classroom.grade()
    assert summary.graded == ["ann", "bob"]
    assert summary.could_not == {"ann": "the grader failed: OSError: the engine broke"}
    assert classroom.row("ann", "double_test")["needs_manual_grade"]
    assert classroom.row("bob", "double_test")["auto_score"] == 2.0
    assert classroom.grade().graded == ["ann"]


def test_a_setup_cell_that_fails_is_no_students_zero(classroom: Classroom) -> None:
    """Something is broken on our side: the human is told, and the next run tries again."""
    classroom.hand_in("ann", classroom.answer())
    summary = classroom.grade(BrokenSetup)
    assert summary.could_not["ann"].startswith(
        "the instructor's own cell setup failed with ImportError: torch"
    )
    assert classroom.row("ann", "double_test")["auto_score"] is None
    assert classroom.grade().graded == ["ann"]
    assert classroom.row("ann", "double_test")["auto_score"] == 2.0


def test_what_was_odd_reaches_the_summary(classroom: Classroom) -> None:
    nb = classroom.answer()
    nb.cells = [
        cell for cell in nb.cells if cell.metadata.get("nbgrader", {}).get("grade_id") != "double_test"
    ]
    classroom.hand_in("ann", nb, "yesterday evening")
    summary = classroom.grade()
    assert "cell double_test was missing; it was put back" in summary.remarks["ann"]
    assert "timestamp.txt has no readable date" in summary.remarks["ann"][0]
    assert summary.waiting == ["ann"]


def test_damaged_result_is_graded_again(classroom: Classroom) -> None:
    classroom.hand_in("ann", classroom.answer())
    classroom.grade()
    path = classroom.journal.path("ann")
    path.write_bytes(path.read_bytes()[:-40])
    assert classroom.grade().graded == ["ann"]
    assert len(list(path.parent.glob("ann.json.damaged-*"))) == 1


def test_files_beside_the_notebook_stay_where_they_are(classroom: Classroom) -> None:
    classroom.hand_in("ann", classroom.answer())
    folder = classroom.course.folder("submitted", "ann", NAME)
    (folder / "numpy.py").write_text("raise SystemExit")
    (folder / "link").symlink_to("/etc/passwd")
    classroom.grade()
    graded = classroom.course.folder("autograded", "ann", NAME)
    assert [path.name for path in graded.iterdir()] == [f"{NAME}.ipynb"]


def test_notebook_that_is_a_link_is_refused(classroom: Classroom) -> None:
    classroom.hand_in("ann", classroom.answer())
    classroom.hand_in("eve", "")
    path = classroom.course.folder("submitted", "eve", NAME, f"{NAME}.ipynb")
    path.unlink()
    path.symlink_to(classroom.course.folder("submitted", "ann", NAME, f"{NAME}.ipynb"))
    summary = classroom.grade()
    assert "symbolic link" in summary.could_not["eve"]
    assert classroom.score("eve") == 0


def test_progress_without_a_terminal_is_a_few_lines(classroom: Classroom) -> None:
    for student in ("ann", "bob"):
        classroom.hand_in(student, classroom.answer())
    text = io.StringIO()
    classroom.grade(console=Console(file=text, width=100))
    assert text.getvalue().startswith("Grading 00_sample: 2 of 2, ")
    assert text.getvalue().count("\n") == 1


def test_progress_on_a_terminal_names_who_is_being_graded(classroom: Classroom) -> None:
    for student in ("ann", "bob"):
        classroom.hand_in(student, classroom.answer())
    text = io.StringIO()
    classroom.grade(SlowEngine, console=Console(file=text, width=100, force_terminal=True))
    assert "ann" in text.getvalue()
    assert "0/2" in text.getvalue()


@pytest.mark.slow
def test_processes_grade_a_class_and_survive_a_dead_worker(classroom: Classroom) -> None:
    """Those whose process died are tried once more, alone, so that only the culprit is lost."""
    for number in range(8):
        classroom.hand_in(f"s{number}", classroom.answer(RIGHT if number % 2 else WRONG))
    classroom.hand_in("s3-crash", classroom.answer(CRASH))
    summary = classroom.grade(FakeEngine, workers=lambda: Processes(2))
    assert sorted(summary.graded) == sorted([*(f"s{number}" for number in range(8)), "s3-crash"])
    assert list(summary.could_not) == ["s3-crash"]
    assert "died or did not answer, twice" in summary.could_not["s3-crash"]
    for number in range(8):
        assert classroom.row(f"s{number}", "double_test")["auto_score"] == (2.0 if number % 2 else 0.0)
        assert classroom.taken_in(f"s{number}") == 1
