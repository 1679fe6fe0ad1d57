"""Hands submissions to workers, and copes with workers that die or do not answer."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, CancelledError, Future, wait
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import Any

from grading.core.errors import CourseError
from grading.run.progress import Meter
from grading.run.worker import Job, give_up, grade_one
from grading.run.worker_engine import WorkerBroken
from grading.run.workers import Workers

AHEAD = 2  # submissions handed out for each worker, so that none waits while a result is written down


class Schedule:
    """Grades jobs in parallel. Those that were running when a worker died are tried once more, one by one."""

    def __init__(self, workers: Workers, jobs: list[Job], meter: Meter, patience: float) -> None:
        self._workers, self._meter, self._patience = workers, meter, patience
        self._waiting = deque(jobs)
        self._suspects: deque[Job] = deque()
        self._running: dict[Future[Path], tuple[Job, float]] = {}

    def results(self) -> Iterator[str]:
        """Yield each student once the result is in the journal. Raises CourseError if no worker can grade."""
        while self._waiting or self._running:
            while self._waiting and len(self._running) < AHEAD * self._workers.width:
                self._submit(self._waiting.popleft())
            yield from self._collect(AHEAD * self._patience, self._suspects.append)
        while self._suspects:
            yield from self._alone(self._suspects.popleft())

    def _alone(self, job: Job) -> Iterator[str]:
        """Grade one job while nothing else runs, so that it is clear whose fault a dead worker is."""
        given_up: list[Job] = []
        self._submit(job)
        while self._running:
            yield from self._collect(self._patience, given_up.append)
        for lost in given_up:
            why = "the process that graded it died or did not answer, twice; look at it by hand"
            give_up(lost, why)
            self._meter.advance()
            yield lost.student

    def _submit(self, job: Job) -> None:
        try:
            future = self._workers.submit(grade_one, job)
        except BrokenProcessPool:  # it broke since we last looked; who is to blame comes out below
            self._lose_all()
            future = self._workers.submit(grade_one, job)
        self._running[future] = (job, time.monotonic())
        self._meter.busy(job.student for job, _ in self._running.values())

    def _collect(self, patience: float, lose: Any) -> Iterator[str]:
        """Wait for some results; `lose` is called with each job whose worker died or is overdue."""
        done, _ = wait(self._running, timeout=1.0, return_when=FIRST_COMPLETED)
        broken = False
        for future in done:
            job, _ = self._running[future]
            if (error := self._error(future)) is None:
                del self._running[future]
                self._meter.advance()
                yield job.student
            elif _is_fatal(error):
                raise CourseError(str(error)) from error
            elif _is_lost(error):
                broken = True
            else:
                del self._running[future]
                give_up(job, f"the grader failed: {type(error).__name__}: {str(error)[:300]}")
                self._meter.advance()
                yield job.student
        limit = time.monotonic() - patience
        if broken or any(start < limit for _, start in self._running.values()):
            self._lose_all(lose)
        self._meter.busy(job.student for job, _ in self._running.values())

    def _error(self, future: Future[Path]) -> BaseException | None:
        try:
            return future.exception()
        except CancelledError as error:
            return error

    def _lose_all(self, lose: Any = None) -> None:
        """Start with new workers; what was running is tried again later."""
        for job, _ in self._running.values():
            (lose or self._suspects.append)(job)
        self._running.clear()
        self._workers.replace()


def _is_fatal(error: BaseException) -> bool:
    return isinstance(error, WorkerBroken)


def _is_lost(error: BaseException) -> bool:
    """True where the worker, not the grading, ended. Dask, which is optional, is known by names only."""
    lost = {"KilledWorker", "CancelledError", "FutureCancelledError", "CommClosedError"}
    return isinstance(error, (BrokenProcessPool, CancelledError)) or type(error).__name__ in lost
