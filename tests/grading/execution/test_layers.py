"""Each layer of the sandbox by itself, so that one which another covers is missed too; see `layers`."""

from __future__ import annotations

import json
import os
import resource
import select
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path

import pytest

from grading.execution import sandbox as sandboxes
from grading.execution.inside.isolation.enter import NOBODY
from grading.execution.sandbox import SandboxUnavailable
from tests.grading.conftest import QUICK
from tests.grading.execution.observed import Process, Sandboxed, parse_mount, sandboxed
from tests.harness import REPO

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the sandbox needs Linux")

ROOT = os.geteuid() == 0
OURS = Process(os.getpid())
WRITABLE = {"/scratch", "/dev/shm"}
DEVICES = {f"/dev/{name}" for name in ("null", "zero", "full", "random", "urandom")}
NONE = "0" * 16  # no capability
RLIMITS = {
    "NOFILE": QUICK.open_files, "FSIZE": QUICK.scratch_bytes, "CPU": int(QUICK.total_seconds) + 1, "CORE": 0,
    "MEMLOCK": 2**20, "NPROC": QUICK.processes, "MSGQUEUE": 0, "SIGPENDING": 256,
}  # fmt: skip


@pytest.fixture(scope="module")
def seen() -> Iterator[Sandboxed]:
    try:
        with sandboxed(QUICK) as seen:
            yield seen
    except SandboxUnavailable as error:
        pytest.skip(f"no sandbox here: {error}")


@pytest.mark.parametrize("kind", ["pid", "net", "ipc", "uts", "mnt", "cgroup", "user"])
def test_namespace_of_the_sandbox(seen: Sandboxed, kind: str) -> None:
    if kind == "user" and ROOT:
        pytest.skip("root starts it without one, and it becomes nobody")
    if not Path(f"/proc/self/ns/{kind}").exists():
        pytest.skip(f"this kernel has no {kind} namespaces")
    assert seen.warm.namespace(kind) != OURS.namespace(kind)


@pytest.mark.parametrize("kind", ["pid", "net", "ipc", "uts", "mnt", "user"])
def test_namespace_of_the_submission(seen: Sandboxed, kind: str) -> None:
    assert seen.student.namespace(kind) not in (seen.warm.namespace(kind), OURS.namespace(kind))


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("Seccomp", "2"), ("Seccomp_filters", "1"), ("NoNewPrivs", "1"), ("CapInh", NONE), ("CapPrm", NONE),
        ("CapEff", NONE), ("CapBnd", NONE), ("CapAmb", NONE),
    ],
)  # fmt: skip
def test_privileges_of_the_submission(seen: Sandboxed, field: str, value: str) -> None:
    assert seen.student.status(field) == value


def test_the_fork_server_has_no_capability(seen: Sandboxed) -> None:
    assert seen.warm.status("CapEff") == seen.warm.status("CapPrm") == NONE


@pytest.mark.skipif(not ROOT, reason="other users stay who they are")
def test_root_becomes_nobody(seen: Sandboxed) -> None:
    for field in ("Uid", "Gid"):
        assert seen.warm.status(field).split() == [str(NOBODY)] * 4


def test_the_fork_server_gains_no_privileges(seen: Sandboxed) -> None:
    assert seen.warm.status("NoNewPrivs") == "1"


def test_the_submission_can_be_one_user_only(seen: Sandboxed) -> None:
    user, group = (NOBODY, NOBODY) if ROOT else (os.geteuid(), os.getegid())
    assert seen.student.read("uid_map").split() == [str(user), str(user), "1"]
    assert seen.student.read("gid_map").split() == [str(group), str(group), "1"]
    assert seen.student.read("setgroups").strip() == "deny"


def test_the_submission_is_the_first_to_go_when_memory_runs_out(seen: Sandboxed) -> None:
    assert seen.student.read("oom_score_adj").strip() == "1000"


@pytest.mark.parametrize("name", RLIMITS)
def test_resource_limit(seen: Sandboxed, name: str) -> None:
    kind = getattr(resource, f"RLIMIT_{name}")
    hard = resource.getrlimit(kind)[1]
    bound = RLIMITS[name] if hard == resource.RLIM_INFINITY else min(RLIMITS[name], hard)
    assert seen.student.limits(name) == (bound, bound)


def test_resource_limit_of_address_space(seen: Sandboxed) -> None:
    """What the fork server's libraries take, and `memory_bytes` beside it."""
    pages = int(seen.warm.read("statm").split()[0])
    bound, hard = seen.student.limits("AS")
    assert bound == hard
    assert abs(bound - pages * resource.getpagesize() - QUICK.memory_bytes) < 64 * 2**20


@pytest.mark.parametrize("part", ["/", "/dev", "/proc", "the rest"])
def test_mounts_are_read_only(seen: Sandboxed, part: str) -> None:
    """Devices are as they are: nosuid, and what is written to them is kept nowhere."""
    mounts = seen.student.mounts()
    places = {part} if part in mounts else mounts.keys() - WRITABLE - DEVICES - {"/", "/dev", "/proc"}
    assert places
    assert {place for place in places if "ro" not in mounts[place].options} == set()


@pytest.mark.parametrize("option", ["nosuid", "nodev"])
def test_mounts_take_no(seen: Sandboxed, option: str) -> None:
    exempt = DEVICES if option == "nodev" else set()
    mounts = seen.student.mounts()
    assert {place for place in mounts.keys() - exempt if option not in mounts[place].options} == set()


@pytest.mark.parametrize(("place", "share"), [("/scratch", 0.75), ("/dev/shm", 0.25)])
def test_places_to_write_are_small(seen: Sandboxed, place: str, share: float) -> None:
    mount = seen.student.mounts()[place]
    assert mount.kind == "tmpfs"
    assert f"size={int(QUICK.scratch_bytes * share) >> 10}k" in mount.options
    assert {"nr_inodes=4096", "mode=700"} <= mount.options


def test_proc_is_closed(seen: Sandboxed) -> None:
    assert seen.student.mounts()["/proc"].kind == "tmpfs"


def test_no_other_devices_are_there(grade: Callable) -> None:
    shown = grade(("student", "import os\nprint(sorted(os.listdir('/dev')))")).text(0)
    assert set(eval(shown)) == {*(Path(device).name for device in DEVICES), "shm"}


def test_sessions_are_their_own(seen: Sandboxed) -> None:
    """Whoever shares the session of a terminal can type into it."""
    assert os.getsid(seen.warm.pid) != os.getsid(0)
    assert os.getsid(seen.student.pid) == seen.student.pid


def test_bubblewrap_is_given_no_environment(seen: Sandboxed) -> None:
    try:
        assert seen.bubblewrap.read("environ") == ""
    except PermissionError:
        pytest.skip("this bubblewrap hides its environment")


def in_bubblewrap(*command: str) -> list[str]:
    """A command line that runs a program of the system's in the sandbox, in place of the fork server."""
    try:
        return [sandboxes.find_bubblewrap(), *sandboxes._arguments(), "--", *command]
    except SandboxUnavailable as error:
        pytest.skip(f"no sandbox here: {error}")


def test_bubblewrap_clears_the_environment() -> None:
    done = subprocess.run(in_bubblewrap("/usr/bin/env"), env={"SECRET": "swordfish"}, capture_output=True)
    assert b"NBGRADER_EXECUTION=" in done.stdout
    assert b"swordfish" not in done.stdout


@pytest.mark.skipif(not ROOT, reason="other users have no capabilities to lose")
def test_root_keeps_what_it_needs_to_become_nobody() -> None:
    """Effective and permitted: SYS_ADMIN, SETUID and SETGID."""
    show = "import ctypes\nsets = (ctypes.c_uint32 * 6)()\n"
    show += "ctypes.CDLL(None).capget((ctypes.c_uint32 * 2)(0x20080522, 0), sets)\nprint(*sets)"
    done = subprocess.run(in_bubblewrap(sys.executable, "-c", show), env={}, capture_output=True, text=True)
    effective, permitted, _, *upper = map(int, done.stdout.split())
    assert effective == permitted == 1 << 21 | 1 << 7 | 1 << 6
    assert upper[:2] == [0, 0]


@pytest.mark.skipif(not ROOT, reason="other users cannot leave groups")
def test_the_groups_of_root_are_left() -> None:
    leave = "import os\nfrom grading.execution.inside import fork_server\n"
    leave += "before = os.getgroups()\nfork_server._stop_being_root()\nprint(before, os.getgroups())"
    command = in_bubblewrap(sys.executable, "-c", leave)
    done = subprocess.run(command, env={}, extra_groups=[4, 20], capture_output=True, text=True)
    assert done.stdout == "[4, 20] []\n", done.stderr


def test_bubblewrap_dies_with_its_parent() -> None:
    """Even if what runs inside heeds nothing. It holds a pipe open, which ends with it."""
    ended, held = os.pipe()
    inside = in_bubblewrap("/usr/bin/sh", "-c", "echo runs; exec sleep 100")
    start = f"import subprocess, sys\nsubprocess.Popen({inside}, stdout={held})\nsys.stdin.read()"
    with subprocess.Popen([sys.executable, "-c", start], stdin=subprocess.PIPE, pass_fds=[held]) as grader:
        os.close(held)
        assert os.read(ended, 5) == b"runs\n"
        grader.send_signal(signal.SIGKILL)
    assert select.select([ended], [], [], 60)[0]
    assert os.read(ended, 1) == b""
    os.close(ended)


ALONE = """
import json, os, sys
from grading.execution.inside.isolation import enter, linux
limits, scratch = json.loads(sys.argv[1]), sys.argv[2]
enter.SCRATCH, us, proc = scratch, (os.geteuid(), os.getegid()), os.open("/proc", os.O_RDONLY)
enter.prepare()
if enter.fork(True) == 0:
    linux.mount("none", "/", "", linux.MS_REC | 0x100000)  # shared, as it is where systemd runs
    enter.enter(limits, us, namespaces=True, scratch=scratch)
    for name in ("status", "mountinfo"):
        print(open(os.open("self/" + name, os.O_RDONLY, dir_fd=proc)).read())
    sys.stdout.flush()
    os._exit(0)
os.wait()
"""


@pytest.fixture(scope="module")
def alone() -> str:
    """Status and mounts of a fork that has shut itself off outside bubblewrap, which would cover for it."""
    with tempfile.TemporaryDirectory() as scratch:
        command = [sys.executable, "-c", ALONE, json.dumps(asdict(QUICK)), scratch]
        done = subprocess.run(command, cwd=REPO, capture_output=True, text=True, timeout=60)
    if "clone with new namespaces" in done.stderr:
        pytest.skip("only bubblewrap may make user namespaces here")
    return done.stdout or done.stderr


def test_a_fork_alone_gains_no_privileges(alone: str) -> None:
    assert "NoNewPrivs:\t1" in alone, alone


def test_a_fork_alone_shares_no_mounts(alone: str) -> None:
    mounts = [parse_mount(line) for line in alone.splitlines() if " - " in line]
    assert mounts
    assert {mount.place for mount in mounts if mount.shared} == set()


AMBIENT = """
import ctypes, os
from grading.execution.inside.isolation import linux
libc, sets = ctypes.CDLL(None, use_errno=True), (ctypes.c_uint32 * 6)(*[1 << 21 | 1 << 8] * 3)
if linux.clone(linux.CLONE_NEWUSER) == 0:
    libc.capset((ctypes.c_uint32 * 2)(0x20080522, 0), sets)
    libc.prctl(47, 2, 21, 0, 0)
    assert libc.prctl(47, 1, 21, 0, 0) == 1
    class WithoutCapset:
        prctl, capset = libc.prctl, lambda *_: 0
    linux._libc = WithoutCapset
    linux.drop_capabilities()
    print("ambient:", libc.prctl(47, 1, 21, 0, 0), flush=True)
    os._exit(0)
os.wait()
"""


def test_the_ambient_set_is_emptied() -> None:
    """The kernel empties it with the permitted set, too, so it is looked at where that is kept."""
    done = subprocess.run([sys.executable, "-c", AMBIENT], cwd=REPO, capture_output=True, text=True)
    if "clone with new namespaces" in done.stderr:
        pytest.skip("only bubblewrap may make user namespaces here")
    assert done.stdout == "ambient: 0\n", done.stderr
