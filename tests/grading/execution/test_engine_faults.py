"""Submissions that hang, die or flood: the other exercises keep their points."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable

import pytest

from grading.execution.limits import Limits
from tests.grading.conftest import make_notebook, run
from tests.sandboxed import engine_or_skip

GOOD = ("student", "# good\ndef good():\n    return 1")
GOOD_TEST = ("test", "assert good() == 1")

FATAL_CELLS = {
    "exit": "import os\nos._exit(3)",
    "segfault": "import ctypes\nctypes.string_at(0)",
    "deep recursion": "import sys\nsys.setrecursionlimit(10**9)\ndef f(): return f()\nf()",
    "memory": "x = bytearray(10**10)",
    "memory in steps": "x = []\nwhile True: x.append(bytearray(10**7))",
    "memory of children": """
        import os, time
        for _ in range(8):
            if os.fork() == 0:
                x = bytearray(3 * 10**8)
                for i in range(0, len(x), 4096): x[i] = 1
                time.sleep(3600)
        time.sleep(3600)""",
    "endless loop": "while True: pass",
    "loop that ignores interrupts": """
        import signal
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        while True: pass""",
    "loop that catches interrupts": """
        while True:
            try:
                while True: pass
            except BaseException: pass""",
    "process bomb": """
        import os
        try:
            while True:
                if os.fork() == 0:
                    import time; time.sleep(3600)
        except OSError as error:
            print('stopped:', error)""",
    "output flood": "while True: print('x' * 100000)",
    "descriptor flood": "import os\nwhile True: os.write(1, b'x' * 100000)",
    "disk flood": "with open('big', 'wb') as file:\n    while True: file.write(bytes(10**6))",
    "closed connection": "import os\nos.closerange(0, 1024)",
    "daemon left behind": """
        import os, time
        if os.fork() == 0:
            os.setsid()
            if os.fork() == 0: time.sleep(3600)
            os._exit(0)""",
    "stuck thread": """
        import threading
        def spin():
            while True: pass
        threading.Thread(target=spin).start()""",
    "answer from a child": """
        import os
        def answer():
            if os.fork(): os._exit(0)
            return 0""",
    "memory shared by children": """
        import mmap, os, time
        for _ in range(4):
            if os.fork() == 0:
                held = mmap.mmap(-1, 200 << 20, flags=mmap.MAP_SHARED | mmap.MAP_ANONYMOUS | 0x8000)
                time.sleep(3600)
        time.sleep(3600)""",
    "broken shell": "get_ipython().run_cell = None\nget_ipython().run = lambda source: 3",
    "broken built-ins": "import builtins\nfor name in list(vars(builtins)): setattr(builtins, name, None)",
}


@pytest.mark.slow
@pytest.mark.parametrize("name", FATAL_CELLS)
def test_a_cell_that_kills_its_process_costs_only_itself(grade: Callable, name: str) -> None:
    graded = grade(
        GOOD, GOOD_TEST, ("student", FATAL_CELLS[name]), ("test", "assert answer() == 1"), GOOD_TEST
    )
    assert graded.passed == [True, False, True], graded.tests


@pytest.mark.slow
def test_a_call_that_hangs_is_cut_off_and_costs_its_test(grade: Callable) -> None:
    graded = grade(
        GOOD, ("student", "# hang\ndef hang():\n    while True: pass"), ("test", "hang()"), GOOD_TEST
    )
    assert "took longer than" in graded.tests[0]
    assert graded.passed == [False, True]


@pytest.mark.slow
def test_what_waits_is_cut_off_by_the_clock_on_the_wall(grade: Callable) -> None:
    graded = grade(
        GOOD, ("student", "# wait\nimport time\ndef wait(): time.sleep(3600)"), ("test", "wait()"), GOOD_TEST
    )
    assert re.search(r"wait\(…\) took longer than \d\.\d* s and was stopped", graded.tests[0])
    assert graded.passed == [False, True]


@pytest.mark.slow
def test_a_busy_machine_costs_no_points() -> None:
    """7 seconds of processor time, of 10 that are allowed, on a processor that two others never leave.

    Each loop is a session of its own, as the submission is: the kernel shares processors out among sessions.
    """
    loops = []
    slow = "# slow\nimport time\ndef slow():\n    end = time.process_time() + 7\n"
    slow += "    while time.process_time() < end: sum(range(1000))\n    return 1"
    try:
        with engine_or_skip(Limits()) as engine:
            places = {engine._server.processor.number} - {None} or os.sched_getaffinity(0)
            rest = f"import os; os.sched_setaffinity(0, {places})\nwhile True: pass"
            for _ in range(2 * len(places)):
                loops.append(subprocess.Popen([sys.executable, "-c", rest], start_new_session=True))
            graded = run(engine, make_notebook(("student", slow), ("test", "assert slow() == 1")))
    finally:
        for loop in loops:
            loop.kill()
            loop.wait()
    assert graded.tests == [None]
    assert graded.execution.seconds > Limits().call_seconds


@pytest.mark.slow
def test_a_fault_fails_the_test_even_if_the_test_catches_it(grade: Callable) -> None:
    graded = grade(
        ("student", "# f\nimport os\ndef f():\n    os._exit(0)"),
        ("test", "try:\n    f()\nexcept Exception:\n    pass"),
    )
    assert graded.passed == [False]
    assert "f(…)" in graded.tests[0]


@pytest.mark.slow
def test_a_test_cell_that_never_ends_is_stopped_and_the_rest_run_again(grade: Callable) -> None:
    graded = grade(
        GOOD, ("student", "# size\ndef size():\n    return 10**12"),
        ("test", "for _ in range(size()): pass"), GOOD_TEST,
    )  # fmt: skip
    assert "took too long" in graded.tests[0]
    assert graded.passed == [False, True]


@pytest.mark.slow
def test_a_process_that_dies_again_and_again_is_given_up(grade: Callable) -> None:
    deaths = [cell for _ in range(7) for cell in (("student", "import os\nos._exit(1)"), GOOD_TEST)]
    graded = grade(GOOD, GOOD_TEST, *deaths)
    assert graded.passed[0] is True
    assert graded.passed[-1] is False
    assert "too often" in "".join(graded.execution.faults)


def test_the_reason_of_a_death_is_recorded(grade: Callable) -> None:
    graded = grade(GOOD, ("student", "import os\nos._exit(3)"), GOOD_TEST)
    assert graded.passed == [True]
    assert "exit status 3" in "".join(graded.execution.faults)


def test_outputs_are_cut(grade: Callable) -> None:
    graded = grade(("student", "print('x' * 5_000_000)"))
    assert len(graded.text(0)) < 1_100_000
    assert "cut" in graded.text(0)


def test_a_flood_cannot_hide_what_costs_points(grade: Callable) -> None:
    """Neither in the cell itself nor after the notebook's share is used up."""
    flood = ("student", "# f\ndef f():\n    print('x' * 3_000_000)\nprint('y' * 1_000_000)")
    test = ("test", "import warnings\nfor _ in range(300): f()\nwarnings.warn('costs points')")
    displays = (
        "test",
        "from IPython.display import HTML\nfor _ in range(30): display(HTML('a'))\nassert f()",
    )
    graded = grade(*[flood] * 20, test, displays)
    assert graded.passed == [False, False]


def test_four_times_as_many_small_prints_take_about_four_times_as_long(grade: Callable) -> None:
    few, many = (grade(("student", f"for _ in range({n}): print('abc')")) for n in (50_000, 200_000))
    assert many.execution.cpu_seconds < 8 * few.execution.cpu_seconds  # each looking at all before it: 16


def test_outputs_of_all_cells_together_are_cut(grade: Callable) -> None:
    flood = [("student", "print('x' * 1_000_000)")] * 40
    graded = grade(*flood, ("test", "assert 1 == 2"))
    assert sum(len(graded.text(index)) for index in range(40)) < 18 * 2**20
    assert graded.passed == [False]
    assert "together" in graded.text(39)


def test_usage_is_measured(grade: Callable) -> None:
    graded = grade(("student", "x = bytearray(10**8)\nsum(range(10**6))"))
    assert graded.execution.cpu_seconds > 0.005
    assert graded.execution.peak_bytes > 10**8
    assert graded.execution.seconds > 0
