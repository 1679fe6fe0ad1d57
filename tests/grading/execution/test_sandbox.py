"""What the student's code can see, reach and keep. Each probe runs as a submission and reports values."""

from __future__ import annotations

import os
import socket
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from grading.execution.engine import Engine
from grading.execution.sandbox import course_paths
from tests.grading.conftest import QUICK, make_notebook, run
from tests.harness import REPO
from tests.sandboxed import engine_or_skip

ATTEMPT = """
def attempt(function):
    try:
        return repr(function())[:300]
    except BaseException as error:
        return f'{type(error).__name__}: {error}'[:300]
"""


def probe(grade: Callable, source: str) -> str:
    """What the cell, which ends in an expression, shows."""
    graded = grade(("student", ATTEMPT), ("student", source))
    return graded.text(1)


def test_only_what_students_have_is_visible(grade: Callable) -> None:
    seen = probe(grade, "import os\nsorted(os.listdir('/course') + os.listdir('/course/grading/execution'))")
    assert eval(eval(seen)["text/plain"]) == ["course_utils", "grading", "inside"]
    root = str(REPO)
    for path in (
        f"{root}/tests",
        f"{root}/.git",
        f"{root}/grading/engine.py",
        f"{root}/notebooks",
        "/etc/passwd",
    ):
        assert "False" in probe(grade, f"import os\nos.path.exists({path!r})")


def test_hidden_tests_are_in_no_memory_of_the_student(grade: Callable) -> None:
    """Searches every live object and every attribute for a word that only the test cell contains."""
    search = """
    # f
    import gc
    def f():
        word = ''.join(['xyl', 'ophone'])
        texts = [o for o in gc.get_objects() if isinstance(o, (dict, list, tuple))]
        return any(word in str(part)[:2000] for o in texts for part in (o.values() if type(o) is dict else o)
                   if isinstance(part, (str, bytes)))
    """
    graded = grade(("student", search), ("test", "# xylophone\nanswer = f()\nassert answer is False"))
    assert graded.tests == [None]


def test_the_environment_is_empty(grade: Callable, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = probe(grade, "import os\nsorted(os.environ)")
    for name in os.environ:
        if "TOKEN" in name or "KEY" in name:
            assert name not in seen
    assert "NBGRADER_EXECUTION" in seen
    assert len(eval(eval(seen)["text/plain"])) < 25


def test_secrets_of_the_environment_do_not_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_TOKEN", "swordfish")
    with Engine(limits=QUICK) as engine:
        graded = run(engine, make_notebook(("student", "import os\n'swordfish' in str(os.environ)")))
    assert "False" in graded.text(0)


@pytest.mark.parametrize(
    "place",
    ["/", "/usr/lib", "/course/course_utils", "/dev", "/course/grading/execution/inside", "{site}", "/etc"],
)
def test_nothing_but_the_scratch_directory_can_be_written(grade: Callable, place: str) -> None:
    import numpy

    place = place.format(site=Path(numpy.__file__).parents[1])
    seen = probe(grade, f"attempt(lambda: open('{place}/course-probe', 'w'))")
    assert "Error" in seen
    assert not Path(place, "course-probe").exists()


def test_scratch_is_private_small_and_thrown_away(grade: Callable) -> None:
    first = probe(grade, "open('kept', 'w').write('x')\nimport os\nos.getcwd(), os.listdir('.')")
    assert "kept" in first
    assert "kept" not in probe(grade, "import os\nos.listdir('.'), os.listdir('/dev/shm')")
    assert "OSError" in probe(grade, "attempt(lambda: open('big', 'wb').write(bytes(70 * 2**20)))")


def test_tmp_is_the_scratch_directory(grade: Callable) -> None:
    """Except where Python itself lies in /tmp, which then is read-only."""
    said = probe(
        grade, "open('/tmp/course-probe', 'w').write('x')\nimport os\nos.path.exists('course-probe')"
    )
    own_place = any(Path(path).is_relative_to("/tmp") for path in [sys.prefix, *sys.path])
    assert ("Read-only file system" if own_place else "True") in said
    assert not Path("/tmp/course-probe").exists()
    assert "OSError" in probe(grade, "attempt(lambda: open('/tmp/big', 'wb').write(bytes(70 * 2**20)))")


def test_tmp_is_read_only_where_packages_lie_there(monkeypatch: pytest.MonkeyPatch) -> None:
    """A link would hide them; a folder to write in would let a submission change what others import."""
    with tempfile.TemporaryDirectory(dir="/tmp") as folder:
        packages = Path(folder) / "site-packages"
        packages.mkdir()
        (packages / "lies_in_tmp.py").write_text("said = 'imported'")
        monkeypatch.syspath_prepend(packages)
        with engine_or_skip(QUICK) as engine:
            look = (
                "import lies_in_tmp\nprint(lies_in_tmp.said, attempt(lambda: open('/tmp/course-probe', 'w')))"
            )
            said = run(engine, make_notebook(("student", ATTEMPT), ("student", look))).text(1)
    assert "imported" in said
    assert "Read-only file system" in said


def test_there_is_no_network(grade: Callable) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        seen = probe(
            grade, f"import socket\nattempt(lambda: socket.create_connection(('127.0.0.1', {port}), 1))"
        )
    assert "Error" in seen
    assert "OSError" in probe(grade, "import socket\nattempt(lambda: socket.socket(socket.AF_VSOCK))")
    assert "OSError" in probe(grade, "import socket\nattempt(lambda: socket.socket(socket.AF_NETLINK, 3))")


def test_no_other_process_can_be_seen_or_signalled(grade: Callable) -> None:
    assert "1, 0" in probe(grade, "import os\nos.getpid(), os.getppid()")
    assert "[]" in probe(grade, "import os\nos.listdir('/proc')")
    seen = probe(grade, "import os\n[p for p in range(2, 70000) if attempt(lambda: os.kill(p, 0)) == 'None']")
    assert "[]" in seen


def test_it_holds_no_capability_and_cannot_gain_one(grade: Callable) -> None:
    source = """
    import ctypes
    libc = ctypes.CDLL(None)
    header, data = (ctypes.c_uint32 * 2)(0x20080522, 0), (ctypes.c_uint32 * 6)()
    libc.capget(header, data)
    bounding = [n for n in range(64) if libc.prctl(23, n, 0, 0, 0) == 1]
    list(data), bounding, libc.prctl(39, 0, 0, 0, 0), libc.prctl(21, 0, 0, 0, 0)
    """
    assert "[0, 0, 0, 0, 0, 0], [], 1, 2" in probe(grade, source)


def test_it_is_not_root_even_if_the_grader_is(grade: Callable) -> None:
    assert "(0," not in probe(grade, "import os\nos.getuid(), os.geteuid()")


def test_open_files_are_its_own(grade: Callable) -> None:
    """Only the standard streams and the one connection."""
    source = "import os\n[n for n in range(3, 300) if 'OSError' not in attempt(lambda: os.fstat(n))]"
    assert len(eval(eval(probe(grade, source))["text/plain"])) == 1


def test_course_paths_leave_out_everything_of_the_instructors() -> None:
    names = {str(target) for _, target in course_paths()}
    assert names == {"/course/course_utils", "/course/grading/execution/inside"}
    inside = next(source for source, target in course_paths() if target.name == "inside")
    assert not list(inside.glob("*test*"))


def test_no_process_is_left_when_the_engine_closes() -> None:
    with Engine(limits=QUICK) as engine:
        pid = engine._server.process.pid
        run(engine, make_notebook(("student", "import os\nos.fork()")))
    assert not Path(f"/proc/{pid}").exists()


@pytest.mark.slow
def test_the_sandbox_ends_when_the_grader_is_killed(tmp_path: Path) -> None:
    import signal
    import subprocess
    import sys
    import time

    script = "from grading.execution.engine import Engine\nimport time\nengine = Engine()\n"
    script += "print(engine._server.process.pid, flush=True)"
    grader = subprocess.Popen([sys.executable, "-c", script + "\ntime.sleep(60)"], stdout=subprocess.PIPE)
    pid = int(grader.stdout.readline())
    grader.send_signal(signal.SIGKILL)
    grader.wait()
    grader.stdout.close()
    for _ in range(50):
        if not Path(f"/proc/{pid}").exists() or "Z" in Path(f"/proc/{pid}/stat").read_text().split()[2]:
            return
        time.sleep(0.1)
    pytest.fail("the sandbox outlived its grader")
