"""Grading on a Dask cluster of two worker processes on this machine, one of which is killed in mid-run."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterator

import pytest

from grading.core.errors import CourseError
from grading.run.worker_engine import EngineFactory
from grading.run.workers import Cluster
from tests.grading.run.classroom import RIGHT, WRONG, Classroom, make_classroom  # noqa: F401
from tests.grading.run.fake import SlowEngine
from tests.sandboxed import engine_or_skip

distributed = pytest.importorskip("distributed")

pytestmark = [
    pytest.mark.slow,
    # distributed's and tornado's own: sockets of a killed worker, and names that newer Pythons drop.
    pytest.mark.filterwarnings("ignore"),
]


@pytest.fixture
def cluster() -> Iterator[distributed.LocalCluster]:
    settings = {"host": "127.0.0.1", "dashboard_address": None, "threads_per_worker": 1, "processes": True}
    with distributed.LocalCluster(n_workers=2, silence_logs=50, **settings) as cluster:
        cluster.wait_for_workers(2, timeout=60)
        yield cluster


def pids(cluster: distributed.LocalCluster) -> set[int]:
    """Process ids of the workers, each of which a nanny replaces when it dies."""
    return {worker.process.pid for worker in cluster.workers.values() if worker.process is not None}


@pytest.mark.parametrize("engine", [SlowEngine, None], ids=["stand-in", "sandbox"])
def test_every_submission_is_graded_once_though_a_worker_is_killed(
    classroom: Classroom, cluster: distributed.LocalCluster, engine: EngineFactory | None
) -> None:
    if engine is None:
        with engine_or_skip():
            pass
    students = [f"s{number:02}" for number in range(20)]
    for number, student in enumerate(students):
        classroom.hand_in(student, classroom.answer(RIGHT if number % 2 else WRONG))
    before, killed = pids(cluster), []

    def kill_one() -> None:
        while len(classroom.journal.students()) < 4:
            time.sleep(0.01)
        killed.append(min(before))
        os.kill(min(before), signal.SIGKILL)

    assassin = threading.Thread(target=kill_one)
    assassin.start()
    summary = classroom.grade(engine, workers=None, executor="dask", scheduler=cluster.scheduler_address)
    assassin.join()
    assert killed
    assert summary.graded == students
    assert summary.could_not == {}
    for number, student in enumerate(students):
        assert classroom.row(student, "double_test")["auto_score"] == (2.0 if number % 2 else 0.0)
        assert classroom.taken_in(student) == 1


def test_says_so_where_no_scheduler_answers() -> None:
    with pytest.raises(CourseError, match=r"no Dask scheduler answers at tcp://127.0.0.1:1"):
        Cluster("tcp://127.0.0.1:1", patience=1)
