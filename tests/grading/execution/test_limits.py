"""Each limit of the engine by itself: what ends here would go on, or pass, without this one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from grading.execution.engine import Engine
from tests.grading.conftest import QUICK, Graded, make_notebook, run


@pytest.fixture
def limited(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Graded]:
    """Run cells with other limits than `QUICK`."""

    def limited(*cells: tuple[str, str], **limits: float) -> Graded:
        monkeypatch.setattr(engine, "limits", replace(QUICK, **limits))
        return run(engine, make_notebook(*cells))

    return limited


def spend(seconds: float) -> str:
    """Statements that compute for so many seconds of processor time."""
    return (
        f"    from time import process_time as now\n    end = now() + {seconds}\n    while now() < end: pass"
    )


def test_memory_of_all_processes_together(limited: Callable) -> None:
    """Each of the three stays far below the limit of a process."""
    take = """
    import os, time
    for _ in range(3):
        if os.fork() == 0:
            held = bytearray(200 * 2**20)
            for place in range(0, len(held), 4096): held[place] = 1
            time.sleep(20)
            os._exit(0)
    time.sleep(20)
    """
    shown = limited(("student", take), ("student", "'next'"), cell_seconds=30, patience=4)
    assert "more than 400 MiB of memory" in "".join(shown.execution.faults)


def test_processes(limited: Callable) -> None:
    fork = """
    import os, time
    count = 0
    try:
        while count < 60:
            if os.fork() == 0:
                time.sleep(60)
            count += 1
    except BlockingIOError:
        print("stopped at", count)
    """
    assert "stopped at 11\n" in limited(("student", fork), processes=12).text(0)


def test_bytes_of_a_reply(limited: Callable) -> None:
    cells = ("student", "# long\ndef long():\n    return 'x' * 200_000"), ("test", "assert long()")
    assert limited(*cells).passed == [True]
    assert "where 100000 are allowed" in limited(*cells, message_bytes=100_000).tests[0]


def test_bytes_of_a_request(limited: Callable) -> None:
    cells = ("student", "# take\ndef take(x):\n    return 1"), ("test", "assert take('x' * 200_000)")
    assert limited(*cells).passed == [True]
    [failure] = limited(*cells, message_bytes=100_000).tests
    assert "where 100000 are allowed" in failure
    assert "ended" not in failure


def test_bytes_of_output(limited: Callable) -> None:
    """Not even those of a student's process that does not cut them itself."""
    flood = "get_ipython().recorder.left['stdout'] = 10**6\nprint('x' * 5000)"
    assert len(limited(("student", flood)).text(0)) >= 5000
    assert len(limited(("student", flood), output_bytes=2000).text(0)) < 100


def test_bytes_of_output_of_a_test_cell(limited: Callable) -> None:
    cells = ("student", "# f\ndef f():\n    print('x' * 1000)"), ("test", "for _ in range(9): f()")
    assert len(limited(*cells).text(1)) >= 9000
    assert len(limited(*cells, output_bytes=2000).text(1)) < 2100


def test_bytes_of_output_of_all_cells(limited: Callable) -> None:
    cells = [("student", "print('x' * 9000)")] * 4
    shown = limited(*cells, notebook_bytes=20_000)
    assert [len(shown.text(index)) > 9000 for index in range(4)] == [True, True, False, False]


def test_processor_time_of_a_call(limited: Callable) -> None:
    cells = ("student", f"# f\ndef f():\n{spend(6)}\n    return 1"), ("test", "assert f() == 1")
    assert "0.5 s of processor time" in limited(*cells, call_seconds=0.5, patience=60).tests[0]


def test_processor_time_of_a_cell(limited: Callable) -> None:
    shown = limited(("student", f"if 1:\n{spend(6)}\nprint('came through')"), cell_seconds=0.5, patience=60)
    assert "came through" not in shown.text(0)
    assert "0.5 s of processor time" in shown.execution.faults[0]


def test_time_of_the_clock_on_the_wall(limited: Callable) -> None:
    cells = ("student", "# f\nimport time\ndef f():\n    time.sleep(30)\n    return 1"), ("test", "f()")
    assert "took longer than" in limited(*cells, call_seconds=0.2, patience=5).tests[0]


def test_time_of_the_notebook(limited: Callable) -> None:
    shown = limited(("student", "import time\ntime.sleep(30)"), total_seconds=1, patience=2, cell_seconds=60)
    assert "time is up" in "".join(shown.execution.faults)


def test_replacements(limited: Callable) -> None:
    dies = ("student", "import os\nos._exit(1)")
    shown = limited(dies, dies, ("student", "print('came through')"), replays=1)
    assert "too often" in "".join(shown.execution.faults)
    assert "came through" not in shown.text(2)
