"""The engine of a worker process: made once, used for one submission after the other."""

from __future__ import annotations

import contextlib
import multiprocessing.util
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from nbformat import NotebookNode

from grading.execution.limits import Limits

if TYPE_CHECKING:
    from grading.execution.engine import Engine

EngineFactory = Callable[[str, Limits], "Engine"]


class WorkerBroken(Exception):  # noqa: N818  (a state, which the run answers by telling the user)
    """No submission can be graded here, for instance because there is no sandbox; the message says why."""


@dataclass(frozen=True)
class Settings:
    """How to make an engine. make: a stand-in for tests."""

    sandbox: str
    limits: Limits
    make: EngineFactory | None = None

    def engine(self) -> Any:
        """A new engine that is not started yet."""
        if self.make is not None:
            return self.make(self.sandbox, self.limits)
        from grading.execution.engine import Engine

        return Engine(sandbox=self.sandbox, limits=self.limits)


class EngineThread:
    """Holds at most one engine, in a thread of its own.

    The sandbox ends with the thread that started it, and a cluster's worker may run each task in another
    thread. One thread also means one submission at a time, which is what an engine can do.
    """

    def __init__(self) -> None:
        self._thread: ThreadPoolExecutor | None = None
        self._engine: Any = None
        self._settings: Settings | None = None
        multiprocessing.util.Finalize(self, _close, args=(self,), exitpriority=100)

    def start(self, settings: Settings) -> None:
        """Have an engine with these settings running. Raises WorkerBroken where there can be none."""
        self._in_thread(self._ensure, settings)

    def execute(self, settings: Settings, notebook: NotebookNode) -> Any:
        """Run a notebook. An engine that fails is replaced, and the notebook run once more."""
        return self._in_thread(self._execute, settings, notebook)

    def close(self) -> None:
        """Stop the engine."""
        engine, self._engine = self._engine, None
        if engine is not None:
            with contextlib.suppress(Exception):
                engine.__exit__(None, None, None)

    def _in_thread(self, function: Callable[..., Any], *arguments: Any) -> Any:
        if self._thread is None:
            self._thread = ThreadPoolExecutor(1, "engine")
        return self._thread.submit(function, *arguments).result()

    def _execute(self, settings: Settings, notebook: NotebookNode) -> Any:
        self._ensure(settings)
        try:
            return self._engine.execute(notebook)
        except Exception:
            self.close()
            self._ensure(settings)
            return self._engine.execute(notebook)

    def _ensure(self, settings: Settings) -> None:
        if self._engine is not None and self._settings == settings:
            return
        self.close()
        try:
            engine = settings.engine()
            engine.__enter__()
        except Exception as error:
            raise WorkerBroken(str(error)) from error
        self._engine, self._settings = engine, settings


def _close(holder: EngineThread) -> None:
    holder.close()


engine_thread = EngineThread()


def _forked() -> None:
    """After a fork: the child has none of its parent's threads, and must leave the parent's engine alone."""
    global engine_thread
    engine_thread = EngineThread()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forked)
