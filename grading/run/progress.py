"""Tells a person, or a log file, how far grading has come."""

from __future__ import annotations

import time
from collections.abc import Iterable
from types import TracebackType

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

LOG_EVERY = 10.0


class Meter:
    """Submissions done, rate, time left, and who is being graded. Without a terminal: a line now and then."""

    def __init__(self, console: Console, total: int, what: str = "Grading") -> None:
        self._console, self._total, self._what = console, total, what
        self._done, self._start, self._logged = 0, time.monotonic(), time.monotonic()
        self._bar = Progress(
            TextColumn("[bold]{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[rate]}"),
            TimeRemainingColumn(),
            TextColumn("{task.fields[who]}", markup=False),
            console=console,
            transient=True,
            disable=not console.is_terminal,
        )
        self._task = self._bar.add_task(what, total=total, rate="", who="")

    def __enter__(self) -> Meter:
        self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bar.stop()

    def busy(self, students: Iterable[str]) -> None:
        """Show who is being graded."""
        names = list(students)
        more = f" and {len(names) - 3} more" if len(names) > 3 else ""
        self._bar.update(self._task, who=", ".join(names[:3]) + more)

    def advance(self) -> None:
        """One more submission is done."""
        self._done += 1
        elapsed = max(time.monotonic() - self._start, 1e-6)
        rate = f"{self._done / elapsed:.1f}/s"
        self._bar.update(self._task, advance=1, rate=rate)
        due = time.monotonic() - self._logged >= LOG_EVERY
        if not self._console.is_terminal and (due or self._done == self._total):
            self._logged = time.monotonic()
            left = (self._total - self._done) * elapsed / self._done
            line = f"{self._what}: {self._done} of {self._total}, {rate}, about {left:.0f} s left"
            self._console.print(line, highlight=False)
