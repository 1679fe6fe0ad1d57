"""The clock of a call: processor time, and the wall's with patience behind it."""

from __future__ import annotations

import pytest

from grading.execution.inside import clock
from grading.execution.inside.clock import Clock


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The wall's clock, as a list of one."""
    time = [100.0]
    monkeypatch.setattr(clock.time, "monotonic", lambda: time[0])
    return time


def used(*seconds: float | None):
    """Tells these processor times, one after the other."""
    return iter(seconds).__next__


def test_nobody_is_asked_in_the_first_quarter(now):
    watch = Clock(8, 6, used())
    now[0] += 1.5
    assert watch.left() == 0.5


def test_processor_time_counts_from_the_first_look(now):
    watch = Clock(8, 6, used(30.0, 30.0, 37.0, 38.5))
    now[0] += 2
    assert watch.left() == 8
    now[0] += 10
    assert watch.left() == 1
    assert watch.left() == 0
    assert str(watch) == "8 s of processor time"


def test_what_does_not_compute_is_stopped_by_the_wall(now):
    watch = Clock(8, 6, used(*[30.0] * 4))
    now[0] += 2
    assert watch.left() == 8
    now[0] += 45.5
    assert watch.left() == 0.5
    now[0] += 0.5
    assert watch.left() == 0
    assert str(watch) == "48 s"


def test_the_wall_counts_where_no_processor_time_is_known(now):
    watch = Clock(8, 6, used(None))
    now[0] += 7
    assert watch.left() == 1
    now[0] += 1
    assert watch.left() == 0
    assert str(watch) == "8 s"


def test_looks_are_not_closer_than_the_kernel_counts(now):
    watch = Clock(8, 6, used(30.0, 37.9999))
    now[0] += 9
    assert watch.left() == clock.SHORTEST_LOOK
