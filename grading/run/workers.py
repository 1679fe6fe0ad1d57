"""Where grading workers run: processes of this machine or a Dask cluster, each a standard executor."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
from collections.abc import Callable
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from typing import Any, Protocol

from grading.core.errors import CourseError
from grading.run import prefork
from grading.run.worker import die_with_parent


class Workers(Protocol):
    """A set of workers that can be replaced when it breaks."""

    width: int

    def submit(self, function: Callable[..., Any], *arguments: Any) -> Future[Any]:
        """Run a function in some worker."""
        ...

    def replace(self) -> None:
        """Kill what runs, and go on with new workers where that is possible."""
        ...

    def close(self) -> None:
        """Let go of the workers; what still runs is killed."""
        ...

    def finish(self) -> None:
        """Let go of idle workers in good order."""
        ...


class Processes:
    """Processes of this machine.

    They come from a server process that has imported what they need, not from this one: a copy of a process
    with threads can hang, and fresh ones would each spend seconds on imports.
    """

    def __init__(self, jobs: int, method: str | None = None) -> None:
        self.width = jobs
        method = method or ("forkserver" if prefork.start() else None)
        self._context = multiprocessing.get_context(method)
        self._pool = self._make()

    def _make(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(self.width, mp_context=self._context, initializer=_start)

    def submit(self, function: Callable[..., Any], *arguments: Any) -> Future[Any]:
        """Run a function in one of the processes."""
        return self._pool.submit(function, *arguments)

    def replace(self) -> None:
        """Kill the processes and start others."""
        self.close()
        self._pool = self._make()

    def close(self) -> None:
        """Stop the processes; those that are busy are killed."""
        processes = list((getattr(self._pool, "_processes", None) or {}).values())
        for process in processes:
            with contextlib.suppress(OSError, ValueError, AttributeError):
                process.kill()
        self._pool.shutdown(wait=True, cancel_futures=True)

    def finish(self) -> None:
        """Stop idle processes in good order, so that each can stop its engine."""
        self._pool.shutdown(wait=True)


class Cluster:
    """The workers of a Dask scheduler. They must see the course's files under the same paths."""

    def __init__(self, address: str | None, patience: float = 10.0) -> None:
        try:
            from distributed import Client
        except ImportError as error:
            raise CourseError("grading on a cluster needs: pip install 'cnn-course[cluster]'") from error
        if not address:
            raise CourseError("say where the Dask scheduler is: --scheduler tcp://HOST:8786")
        try:
            self._client = Client(address, timeout=patience, set_as_default=False)
        except (OSError, TimeoutError, ValueError) as error:
            raise CourseError(f"no Dask scheduler answers at {address}: {error}") from error
        self.width = len(self._client.scheduler_info(n_workers=-1)["workers"])
        if not self.width:
            raise CourseError(f"the Dask scheduler at {address} has no workers")
        self._pool: Executor = self._client.get_executor(pure=False)

    def submit(self, function: Callable[..., Any], *arguments: Any) -> Future[Any]:
        """Run a function somewhere on the cluster."""
        return self._pool.submit(function, *arguments)

    def replace(self) -> None:
        """Forget what runs; Dask itself replaces workers that died."""
        self._pool.shutdown(wait=False)
        self._pool = self._client.get_executor(pure=False)

    def close(self) -> None:
        """Disconnect; tasks that nobody waits for any more are dropped by the scheduler."""
        self._pool.shutdown(wait=False)
        self._client.close()

    finish = close


def _start() -> None:
    """Runs first in every process of a pool. Ctrl-C is for the main process, which then stops the others."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    die_with_parent()


def processors() -> int:
    """How many processors this process may use."""
    with contextlib.suppress(AttributeError):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
