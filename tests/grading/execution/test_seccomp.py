"""The filter of system calls by itself: what it answers to each call, whoever makes it. See `kernel`."""

from __future__ import annotations

import errno
import json
import platform
import signal
import socket
import subprocess
import sys

import pytest

from grading.execution.inside.isolation import seccomp
from tests.grading.execution.kernel import MACHINES, NUMBERS, PROBE, number
from tests.harness import REPO

pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or platform.machine() not in MACHINES, reason="no filter for this machine"
)

NAMESPACES = {
    "time": 0x80, "mount": 0x20000, "cgroup": 0x2000000, "uts": 0x4000000, "ipc": 0x8000000,
    "user": 0x10000000, "pid": 0x20000000, "net": 0x40000000,
}  # fmt: skip
BUFFERS = {"SO_SNDBUF": 7, "SO_RCVBUF": 8, "SO_SNDBUFFORCE": 32, "SO_RCVBUFFORCE": 33}
FAMILIES = (socket.AF_UNIX, socket.AF_INET, socket.AF_INET6)
OTHER_FAMILIES = [family for family in range(64) if family not in FAMILIES]
ENTER = """
from grading.execution.inside.isolation import linux, seccomp
linux.no_new_privileges()
seccomp.forbid()
"""


def answers(*probes: str) -> list[int]:
    """What these expressions of `PROBE` give in a process that has this filter and nothing else."""
    source = f"{ENTER}{PROBE}\nimport json\nprint(json.dumps([{', '.join(probes)}]))"
    done = subprocess.run(
        [sys.executable, "-c", source], cwd=REPO, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stderr
    return list(json.loads(done.stdout))


def answer(name: str, *arguments: int) -> str:
    """The expression that asks what the filter says to this call."""
    return f"answer({', '.join(str(int(value)) for value in (number(name), *arguments))})"


@pytest.fixture(scope="module")
def refusals() -> dict[str, int]:
    names = [name for name in NUMBERS if number(name) >= 0]
    return dict(zip(names, answers(*map(answer, names)), strict=True))


def test_every_refused_call_has_a_probe() -> None:
    """The probes have numbers of their own, so they do not follow by themselves what is refused."""
    assert seccomp.CALLS == NUMBERS


@pytest.mark.parametrize("name", NUMBERS)
def test_call_is_refused(refusals: dict[str, int], name: str) -> None:
    if number(name) < 0:
        pytest.skip(f"{platform.machine()} has no {name}")
    assert refusals[name] == errno.EPERM


def test_other_calls_pass() -> None:
    """Otherwise the probes would call everything refused."""
    passing = [answer("getppid"), answer("clone", signal.SIGCHLD)]
    passing += [
        answer("setsockopt", 0, socket.SOL_SOCKET, socket.SO_REUSEADDR),
        answer("setsockopt", 0, 6, 7),
    ]
    passing += [answer(call, family) for call in ("socket", "socketpair") for family in FAMILIES]
    assert set(answers(*passing)) == {errno.ENOSYS}


@pytest.mark.parametrize("kind", NAMESPACES)
def test_clone_makes_no_namespace(kind: str) -> None:
    assert answers(answer("clone", NAMESPACES[kind] | signal.SIGCHLD)) == [errno.EPERM]


def test_clone3_is_unknown() -> None:
    """libc then takes clone, whose flags the filter reads. An empty description is EINVAL to the kernel."""
    assert answers(f"bare_answer({number('clone3')}, 0, 0)") == [errno.ENOSYS]


@pytest.mark.parametrize("call", ["socket", "socketpair"])
def test_no_other_family_of_sockets(call: str) -> None:
    said = answers(*(answer(call, family) for family in OTHER_FAMILIES))
    assert {
        family for family, error in zip(OTHER_FAMILIES, said, strict=True) if error != errno.EAFNOSUPPORT
    } == set()


@pytest.mark.parametrize("option", BUFFERS)
def test_buffers_of_sockets_keep_their_size(option: str) -> None:
    assert answers(answer("setsockopt", 0, socket.SOL_SOCKET, BUFFERS[option])) == [errno.EPERM]


@pytest.mark.skipif(platform.machine() != "x86_64", reason="only x86_64 has other interfaces")
@pytest.mark.parametrize("interface", ["x32", "i386"])
def test_calls_by_other_numbers_end_the_process(interface: str) -> None:
    probe = {"x32": f"answer({number('getppid') | 0x40000000})", "i386": "answer_to_32_bits()"}[interface]
    assert answers(probe) == [-signal.SIGSYS]
