"""Killed at any moment and started again, the grader grades every submission exactly once."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import random
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from rich.console import Console

from grading.core.course import open_course
from grading.run import backup
from grading.run.grade import grade
from grading.run.journal import Journal
from grading.run.worker_engine import EngineFactory
from grading.run.workers import Processes
from tests.grading.run.classroom import NAME, RIGHT, WRONG, Classroom, make_classroom  # noqa: F401
from tests.grading.run.fake import FakeEngine, SlowEngine
from tests.harness import REPO
from tests.sandboxed import engine_or_skip

# Newer Pythons warn of copying a process with threads; the copies here leave those threads alone.
pytestmark = pytest.mark.filterwarnings("ignore:This process.*multi-threaded:DeprecationWarning")

STUDENTS = [f"s{number}" for number in range(6)]
KILLS, REAL_KILLS = 100, 10


def grade_class(home: Path, engine: EngineFactory | None) -> None:
    """A whole run, as a process of its own does it, with worker processes."""
    crew = lambda: Processes(2, "fork")  # noqa: E731
    grade(open_course(home), NAME, engine=engine, workers=crew, console=Console(quiet=True))


def start(home: Path, engine: EngineFactory | None = FakeEngine) -> multiprocessing.process.BaseProcess:
    process = multiprocessing.get_context("fork").Process(target=grade_class, args=(home, engine))
    process.start()
    return process


@pytest.fixture
def filled(classroom: Classroom) -> Classroom:
    """Six students, right and wrong by turns; s0 has points and a comment by hand from an earlier run."""
    for number, student in enumerate(STUDENTS):
        classroom.hand_in(student, classroom.answer(RIGHT if number % 2 else WRONG))
    classroom.grade(students=["s0"])
    classroom.score_by_hand("s0", "question_why", 2.5, "well put")
    return classroom


def assert_whole(classroom: Classroom) -> None:
    """What must hold at any moment, whatever was killed."""
    assert classroom.query("PRAGMA integrity_check") == [("ok",)]
    row = classroom.row("s0", "question_why")
    assert (row["manual_score"], row["needs_manual_grade"]) == (2.5, False)
    assert classroom.comment("s0", "question_why") == (None, "well put")
    # A submission is in the gradebook with all of its scores or not at all.
    entered = classroom.query(
        "SELECT student_id, count(*), sum(auto_score IS NULL AND base_cell.name LIKE '%_test') FROM grade "
        "JOIN base_cell ON base_cell.id = cell_id JOIN submitted_notebook s ON s.id = grade.notebook_id "
        "JOIN submitted_assignment a ON a.id = s.assignment_id GROUP BY 1"
    )
    assert all(row[1:] == (3, 0) for row in entered)
    for student, *_ in entered:
        assert classroom.taken_in(student) == 1
        assert classroom.graded(student).cells  # readable where nbgrader looks for it
    for copy in backup.backups(classroom.course):
        assert backup.check(copy) is None


def assert_finished(classroom: Classroom) -> None:
    assert_whole(classroom)
    for number, student in enumerate(STUDENTS):
        assert classroom.row(student, "double_test")["auto_score"] == (2.0 if number % 2 else 0.0)
        assert classroom.taken_in(student) == 1
    assert list(classroom.journal.results()) == STUDENTS


def forget_some(classroom: Classroom, chance: random.Random) -> None:
    """Take about half of the class out of journal and gradebook, so that there is work for the next run."""
    path = backup.database(classroom.course)
    assert path is not None
    for student in STUDENTS[1:]:
        if chance.random() < 0.5:
            continue
        classroom.journal.path(student).unlink(missing_ok=True)
        with contextlib.closing(sqlite3.connect(path)) as database, database:
            database.execute("DELETE FROM course_grading WHERE student = ?", (student,))
            for table in ("grade", "comment"):
                database.execute(
                    f"DELETE FROM {table} WHERE notebook_id IN (SELECT s.id FROM submitted_notebook s "
                    "JOIN submitted_assignment a ON a.id = s.assignment_id WHERE student_id = ?)",
                    (student,),
                )
            database.execute(
                "DELETE FROM submitted_notebook WHERE assignment_id IN "
                "(SELECT id FROM submitted_assignment WHERE student_id = ?)",
                (student,),
            )
            database.execute("DELETE FROM submitted_assignment WHERE student_id = ?", (student,))


@pytest.mark.slow
def test_a_hundred_kills_at_random_moments_lose_nothing(filled: Classroom) -> None:
    """kill -9 of the grader again and again; after each, all is whole, and in the end all is graded."""
    chance = random.Random(1)
    whole_run = _time_of_a_run(filled)
    cut_short = 0
    for _ in range(KILLS):
        forget_some(filled, chance)
        process = start(filled.course.root)
        process.join(chance.uniform(0, whole_run))
        cut_short += process.exitcode is None
        process.kill()
        process.join()
        assert_whole(filled)
    assert cut_short > KILLS / 2  # most kills hit a run that was under way
    last = start(filled.course.root)
    last.join()
    assert last.exitcode == 0
    assert_finished(filled)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="the sandbox needs Linux")
def test_kills_of_the_real_grader_lose_nothing_and_leave_nothing_behind(filled: Classroom) -> None:
    """The same with sandboxes: killed while they start, and by turns while submissions run in them."""
    chance = random.Random(2)
    with engine_or_skip():
        pass
    cut_short = 0
    for number in range(REAL_KILLS):
        forget_some(filled, chance)
        before = len(filled.journal.students())
        process = start(filled.course.root, None)
        if number % 2:
            while process.is_alive() and len(filled.journal.students()) == before:
                time.sleep(0.002)
            process.join(chance.uniform(0, 0.2))
        else:
            process.join(chance.uniform(0, 2))
        family = children(process.pid) if process.is_alive() else []
        cut_short += process.exitcode is None
        process.kill()
        process.join()
        assert_whole(filled)
        deadline = time.monotonic() + 10
        while any(map(is_alive, family)) and time.monotonic() < deadline:
            time.sleep(0.02)
        assert not any(map(is_alive, family))
    assert cut_short > REAL_KILLS / 2
    last = start(filled.course.root, None)
    last.join()
    assert last.exitcode == 0
    assert_finished(filled)


def _time_of_a_run(classroom: Classroom) -> float:
    begin = time.monotonic()
    process = start(classroom.course.root)
    process.join()
    assert process.exitcode == 0
    return time.monotonic() - begin


@pytest.fixture
def slow_grader(filled: Classroom) -> Iterator[subprocess.Popen[bytes]]:
    """`grade` in a fresh interpreter with real worker processes, each submission a fifth of a second."""
    code = (
        "import sys; from tests.grading.run.test_faults import grade_slowly; from pathlib import Path\n"
        "if __name__ == '__main__': grade_slowly(Path(sys.argv[1]))"
    )
    process = subprocess.Popen([sys.executable, "-c", code, str(filled.course.root)], cwd=REPO)
    yield process
    process.kill()
    process.wait()


def grade_slowly(home: Path) -> None:
    grade(open_course(home), NAME, engine=SlowEngine, jobs=2, console=Console(quiet=True))


@pytest.mark.slow
def test_killed_grader_leaves_no_process_behind(
    filled: Classroom, slow_grader: subprocess.Popen[bytes]
) -> None:
    """Its workers notice that it is gone; the next run goes on with what is there."""
    deadline = time.monotonic() + 60
    while len(filled.journal.students()) < 3 and time.monotonic() < deadline:
        time.sleep(0.01)
    before = children(slow_grader.pid)
    assert len(before) >= 3  # the server of processes and two workers, at least
    slow_grader.kill()
    slow_grader.wait()
    while any(map(is_alive, before)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not any(map(is_alive, before))
    assert_whole(filled)
    filled.grade()
    assert_finished(filled)


def children(pid: int) -> list[int]:
    """All descendants of a process."""
    found = []
    for task in Path(f"/proc/{pid}/task").iterdir():
        for child in map(int, (task / "children").read_text().split()):
            found += [child, *children(child)]
    return found


def is_alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except OSError:
        return False
    return state != "Z"


@pytest.mark.slow
def test_killed_workers_are_replaced(filled: Classroom) -> None:
    """kill -9 of every worker in mid-run: the run ends with every submission graded, once."""
    crew, killed = Processes(2), []

    def kill_all() -> None:
        while len(filled.journal.students()) < 2:
            time.sleep(0.005)
        for pid in list(crew._pool._processes):
            os.kill(pid, signal.SIGKILL)
            killed.append(pid)

    assassin = threading.Thread(target=kill_all)
    assassin.start()
    summary = filled.grade(SlowEngine, workers=lambda: crew)
    assassin.join()
    assert killed
    assert summary.could_not == {}
    assert_finished(filled)


def test_worker_that_never_answers_is_given_up(filled: Classroom, monkeypatch: pytest.MonkeyPatch) -> None:
    """The last resort, should even the engine's own limits fail."""
    monkeypatch.setattr("grading.run.grade._patience", lambda limits: 1.0)
    filled.hand_in("stuck", filled.answer("import time; time.sleep(600)"))
    summary = filled.grade(workers=lambda: Processes(2, "fork"))
    assert list(summary.could_not) == ["stuck"]
    assert "did not answer" in summary.could_not["stuck"]
    assert filled.row("stuck", "double_test")["needs_manual_grade"]
    for number, student in enumerate(STUDENTS):
        assert filled.row(student, "double_test")["auto_score"] == (2.0 if number % 2 else 0.0)
        assert filled.taken_in(student) == 1


def test_full_disk_stops_the_run_and_loses_nothing(
    filled: Classroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*arguments: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Journal, "write", full)
    with pytest.raises(OSError, match="No space left"):
        filled.grade()
    assert_whole(filled)
    monkeypatch.undo()
    filled.grade()
    assert_finished(filled)
