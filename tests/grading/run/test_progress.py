"""The meter: lines now and then in a log, a bar with names on a terminal."""

from __future__ import annotations

import io
from types import SimpleNamespace

import pytest
from rich.console import Console

from grading.run import progress
from grading.run.progress import LOG_EVERY, Meter

HIDE_CURSOR, SHOW_CURSOR = "\x1b[?25l", "\x1b[?25h"


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """A clock that stands still until a test sets `now`."""
    clock = SimpleNamespace(now=1000.0)
    monkeypatch.setattr(progress, "time", SimpleNamespace(monotonic=lambda: clock.now))
    return clock


def log() -> Console:
    return Console(file=io.StringIO(), width=100)


def terminal() -> Console:
    return Console(file=io.StringIO(), width=100, force_terminal=True, color_system=None)


def text(console: Console) -> str:
    return console.file.getvalue()  # type: ignore[attr-defined]


def lines(console: Console) -> list[str]:
    return text(console).splitlines()


def test_a_log_has_a_line_now_and_then_and_one_at_the_end(clock: SimpleNamespace) -> None:
    console = log()
    with Meter(console, 5, "Grading 00_sample") as meter:
        for clock.now in (1004.0, 1008.0, 1010.0, 1012.0, 1016.0):
            meter.advance()
    assert LOG_EVERY == 10.0
    assert lines(console) == [
        "Grading 00_sample: 3 of 5, 0.3/s, about 7 s left",
        "Grading 00_sample: 5 of 5, 0.3/s, about 0 s left",
    ]


def test_the_next_line_waits_as_long_again(clock: SimpleNamespace) -> None:
    console = log()
    with Meter(console, 40) as meter:
        for clock.now in range(1001, 1031):
            meter.advance()
    assert [line.split(",")[0] for line in lines(console)] == [
        "Grading: 10 of 40", "Grading: 20 of 40", "Grading: 30 of 40",
    ]  # fmt: skip
    assert lines(console)[1].endswith("1.0/s, about 20 s left")


def test_results_at_once_have_no_endless_rate(clock: SimpleNamespace) -> None:
    console = log()
    with Meter(console, 1) as meter:
        meter.advance()
    assert len(lines(console)) == 1


def test_nothing_to_do_says_nothing() -> None:
    console = log()
    with Meter(console, 0) as meter:
        meter.busy([])
    assert lines(console) == []


def test_a_terminal_shows_how_far_it_is_and_who_is_graded(clock: SimpleNamespace) -> None:
    console = terminal()
    with Meter(console, 5, "Grading 00_sample") as meter:
        meter.busy(["ann", "bob", "[red]cas", "dot", "eve"])
        clock.now += 12
        meter.advance()
    shown = [line for line in lines(console) if "Grading 00_sample" in line][-1]
    assert "1/5" in shown
    assert "0.1/s" in shown
    assert "ann, bob, [red]cas and 2 more" in shown
    assert "s left" not in text(console)


def test_three_names_are_not_cut(clock: SimpleNamespace) -> None:
    console = terminal()
    with Meter(console, 3) as meter:
        meter.busy(["ann", "bob", "cas"])
    assert "ann, bob, cas" in text(console)
    assert "more" not in text(console)


def failing(console: Console) -> None:
    with Meter(console, 3) as meter:
        meter.busy(["ann"])
        raise RuntimeError("the disk is full")


def test_the_bar_is_gone_after_an_error(clock: SimpleNamespace) -> None:
    """The cursor is shown again."""
    console = terminal()
    with pytest.raises(RuntimeError, match="disk"):
        failing(console)
    shown = text(console)
    assert 0 <= shown.rindex(HIDE_CURSOR) < shown.rindex(SHOW_CURSOR)
