"""How long a call or a cell may take: in processor time, so that a busy machine costs nobody a point."""

from __future__ import annotations

import time
from collections.abc import Callable

__all__ = ["Clock"]

SHORTEST_LOOK = 0.02  # seconds between two looks at the processor time


class Clock:
    """Runs from now on. Time is up after `seconds` of processor time, or `patience` times as long by the
    wall's clock.

    spent: tells the processor time that the watched processes have used so far, in seconds; None where that
    cannot be known, and then the wall's clock takes its place. It costs a request to the fork server, so it
    is called only after a quarter of the time: most calls have long ended by then.
    """

    def __init__(self, seconds: float, patience: float, spent: Callable[[], float | None]) -> None:
        self.seconds = seconds
        self.patience = patience
        self.spent = spent
        self.started = time.monotonic()
        self.before: float | None = None
        self.asked = False

    def left(self) -> float:
        """Seconds to wait before looking again; 0 when time is up."""
        elapsed = time.monotonic() - self.started
        if elapsed < self.seconds / 4:
            return self.seconds / 4 - elapsed
        if not self.asked:
            self.asked, self.before = True, self.spent()
        now = self.spent() if self.before is not None else None
        used = elapsed if now is None or self.before is None else now - self.before
        left = min(self.seconds - used, self.seconds * self.patience - elapsed)
        return max(left, SHORTEST_LOOK) if left > 0 else 0.0

    def __str__(self) -> str:
        if self.before is None or time.monotonic() - self.started >= self.seconds * self.patience:
            return f"{time.monotonic() - self.started:.3g} s"
        return f"{self.seconds:g} s of processor time"
