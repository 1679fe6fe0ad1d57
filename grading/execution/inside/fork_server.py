"""The fork server: imports what every notebook needs, once, then forks on request.

It is started inside the sandbox, before anything secret is read, and stays single-threaded, because a fork
of several threads has locks that nobody will ever release.
"""

from __future__ import annotations

import gc
import importlib
import os
import pkgutil
import random
import resource
import select
import signal
import socket
import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from grading.execution.inside.codec import framing
from grading.execution.inside.isolation import enter, linux

if TYPE_CHECKING:
    from grading.execution.inside.shell import NotebookShell  # imported by `warm_up`, in its order

__all__ = ["main"]

WATCH_SECONDS = 0.025
HUGE = 2**21


@dataclass
class Child:
    """A running fork, and why it was killed, if it was."""

    pid: int
    role: str
    memory_bytes: int
    killed_for: str = ""
    peak_bytes: int = 0


class Server:
    """Answers the engine's requests, and kills a fork that uses too much memory."""

    def __init__(self, connection: socket.socket, namespaces: bool) -> None:
        self.connection = connection
        self.namespaces = namespaces
        self.user = os.geteuid(), os.getegid()  # a fork in a new user namespace cannot see who it is
        if namespaces:
            enter.prepare()
        self.shell = warm_up()
        self.children: dict[int, Child] = {}
        self.baseline = _anonymous_bytes(os.getpid())

    def serve(self) -> None:
        """Serve until the engine is gone."""
        from grading.execution.inside.codec.messages import decode, encode

        framing.send(self.connection, encode(self._ready()))
        while True:
            while not select.select([self.connection], [], [], WATCH_SECONDS if self.children else None)[0]:
                self._watch()
            frame, files = framing.receive_with_files(self.connection, limit=2**16)
            operation, *arguments = decode(frame)
            reply = getattr(self, f"do_{operation}")(files, *arguments)
            for file in files:
                os.close(file)
            framing.send(self.connection, encode(reply))

    def do_fork(
        self, files: list[int], role: str, scratch: str, limits: Mapping[str, float], processor: int | None
    ) -> tuple[object, ...]:
        """Start a process that serves the connection that came along; its pid."""
        pid = enter.fork(self.namespaces)
        if pid == 0:
            linux.stay_on(processor)
            self._become(role, files[0], scratch, limits)
        self.children[pid] = Child(pid, role, int(limits["memory_bytes"]))
        return "forked", pid

    def do_warm_up(self, files: list[int], part: str) -> tuple[object, ...]:
        """Import what few notebooks need: the part of this name in RARE."""
        gc.disable()
        RARE[part]()
        _settle()
        self.baseline = _anonymous_bytes(os.getpid())
        return self._ready()

    def _ready(self) -> tuple[object, ...]:
        return "ready", len(_threads()), self.baseline

    def do_spent(self, files: list[int], pid: int) -> tuple[object, ...]:
        """Processor time of a process and its descendants so far; None where there is no /proc to tell."""
        times = [_processor_seconds(other) for other in self._family(self.children[pid])]
        known = [seconds for seconds in times if seconds is not None]
        return "spent", sum(known) if known else None

    def do_interrupt(self, files: list[int], pid: int) -> tuple[object, ...]:
        """Interrupt a process, as a kernel is interrupted."""
        with suppress(OSError):
            os.kill(pid, signal.SIGINT)
        return ("interrupted",)

    def do_end(self, files: list[int], pid: int) -> tuple[object, ...]:
        """Kill a process and all that it started: how it ended, CPU seconds, peak bytes."""
        child = self.children.pop(pid)
        # A process that ended by itself is still a zombie here, so that its number is not another's.
        status, usage = _end(pid, whole_group=not self.namespaces)
        peak = max(child.peak_bytes, usage.ru_maxrss * 1024)
        return "ended", child.killed_for or _how(status), usage.ru_utime + usage.ru_stime, peak

    def _become(self, role: str, file: int, scratch: str, limits: Mapping[str, float]) -> None:
        """In the fork: close everything but the one connection, shut off, serve, end."""
        try:
            connection = socket.socket(fileno=os.dup(file))
            os.closerange(3, connection.fileno())
            os.closerange(connection.fileno() + 1, 4096)
            enter.enter(limits, self.user, namespaces=self.namespaces, scratch=scratch)
            if role == "student":
                from grading.execution.inside.student.server import serve
            else:
                from grading.execution.inside.examiner.examiner import serve
            serve(self.shell, connection, limits)
        except BaseException as error:
            with suppress(OSError):
                os.write(2, f"{role}: {type(error).__name__}: {error}\n".encode())
        finally:
            os._exit(0)

    def _watch(self) -> None:
        """Kill what has grown beyond its memory."""
        for child in self.children.values():
            if child.role != "student":
                continue
            used = self._added_bytes(child)
            child.peak_bytes = max(child.peak_bytes, used)
            if used > child.memory_bytes and not child.killed_for:
                child.killed_for = f"more than {child.memory_bytes >> 20} MiB of memory"
                os.kill(child.pid, signal.SIGKILL)

    def _added_bytes(self, child: Child) -> int:
        """Memory that a fork and its descendants use beyond what they share with this process."""
        return sum(max(_anonymous_bytes(pid) - self.baseline, 0) for pid in self._family(child))

    def _family(self, child: Child) -> list[int]:
        """A fork and its descendants. Without namespaces only the fork itself is seen."""
        if not self.namespaces:
            return [child.pid]
        others = {os.getpid(), 1, *(pid for pid, other in self.children.items() if other is not child)}
        pids = (int(name) for name in os.listdir("/proc") if name.isdigit())
        return [pid for pid in pids if pid not in others]


def warm_up() -> NotebookShell:
    """Import everything, run each library's slow first steps, and make the shell."""
    gc.disable()  # imports make no garbage to speak of, but looking for it takes a tenth of their time
    os.environ.setdefault("MPLBACKEND", "Agg")
    import numpy as np
    import torch

    torch.set_num_threads(1)
    with suppress(RuntimeError):
        torch.set_num_interop_threads(1)
    from grading.execution.inside.shell import make_shell

    shell = make_shell()
    import matplotlib.pyplot  # noqa: F401

    import course_utils

    for module in pkgutil.walk_packages(course_utils.__path__, "course_utils.", onerror=lambda name: None):
        with suppress(Exception):  # a broken module is reported by the cell that imports it
            importlib.import_module(module.name)
    import sympy.combinatorics  # noqa: F401  (sympy does so to simplify)

    from grading.execution.inside.codec import sympy_types  # noqa: F401
    from grading.execution.inside.examiner import autograd, examiner, mirrored_modules  # noqa: F401
    from grading.execution.inside.student import server  # noqa: F401

    _first_steps()
    shell.run("1 + 1")
    shell.execution_count = 1
    random.seed(0)
    np.random.seed(0)
    torch.manual_seed(0)
    _settle()
    return shell


def _settle() -> None:
    """Make forks cheap: they neither search for garbage, nor copy, what this process holds for good."""
    gc.enable()
    gc.collect()
    gc.freeze()
    linux.fill_gaps()
    _use_huge_pages()


def _first_steps() -> None:
    """Use a small network once: the first time of each part costs up to a fifth of a second, in each fork."""
    import torch

    layers = (torch.nn.Conv2d(1, 2, 3), torch.nn.BatchNorm2d(2), torch.nn.ReLU(), torch.nn.Flatten())
    network = torch.nn.Sequential(*layers, torch.nn.Linear(8, 2))
    loss = torch.nn.functional.cross_entropy(
        network(torch.randn(3, 1, 4, 4)), torch.zeros(3, dtype=torch.long)
    )
    loss.backward(torch.ones(()))
    network.load_state_dict(network.state_dict())
    str(network[0].weight)


def _first_training_step() -> None:
    """For the first optimizer, or to count operations, torch imports its compiler: a second, 100 MB."""
    import torch

    weight = torch.zeros(1, requires_grad=True)
    weight.sum().backward()
    torch.optim.SGD([weight], lr=0.1).step()


def _distributions() -> None:
    """SciPy's distribution functions, which the tests of random draws use: a sixth of a second."""
    import scipy.special  # noqa: F401


RARE = {"compiler": _first_training_step, "statistics": _distributions}


def _use_huge_pages() -> None:
    """Put this process's private memory into huge pages: a fork takes 4 ms then, 10 ms without.

    The kernel does not do so by itself where huge pages are only made on request, as on most systems.
    """
    with suppress(OSError):
        for line in Path("/proc/self/maps").read_text().splitlines():
            span, rights, *_, inode = line.split()[:5]
            if rights == "rw-p" and inode == "0" and "[stack]" not in line:
                start, end = (int(edge, 16) for edge in span.split("-"))
                first, last = -(-start // HUGE) * HUGE, end // HUGE * HUGE
                if last > first:
                    linux.collapse(first, last - first)


def _end(pid: int, *, whole_group: bool) -> tuple[int, resource.struct_rusage]:
    done, status, usage = os.wait4(pid, os.WNOHANG)
    if done:
        return status, usage
    with suppress(OSError):
        os.kill(pid, signal.SIGKILL)
        if whole_group:
            os.killpg(pid, signal.SIGKILL)
    _, status, usage = os.wait4(pid, 0)
    return 0 if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL else status, usage


def _how(status: int) -> str:
    """How a process ended by itself, in words; empty where it ended well or was killed by `_end`."""
    if os.WIFSIGNALED(status):
        return f"signal {signal.Signals(os.WTERMSIG(status)).name}"
    return f"exit status {os.WEXITSTATUS(status)}" if status else ""


def _anonymous_bytes(pid: int) -> int:
    """Memory of a process that is not a file's, in bytes; 0 for one that is gone."""
    with suppress(OSError, ValueError):
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
        return (
            sum(int(line.split()[1]) for line in lines if line.startswith(("RssAnon:", "RssShmem:"))) * 1024
        )
    return 0


def _processor_seconds(pid: int) -> float | None:
    """What a process has used, with those of its children that have ended; None for one that is gone."""
    with suppress(OSError, ValueError):
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")
    return None


def _threads() -> list[str]:
    with suppress(OSError):
        return os.listdir("/proc/self/task")
    return ["one"]


def main(file: int, namespaces: bool) -> None:
    """Run the fork server on an inherited connection."""
    if namespaces and os.geteuid() == 0:
        _stop_being_root()
    connection = socket.socket(fileno=file)
    os.set_inheritable(file, False)
    with suppress(framing.ChannelClosedError, KeyboardInterrupt):
        Server(connection, namespaces).serve()
    sys.stdout.flush()
    os._exit(0)


def _stop_being_root() -> None:
    """Root escapes limits on processes, so be nobody; but first mount this pid namespace's /proc."""
    flags = linux.MS_NOSUID | linux.MS_NODEV | linux.MS_NOEXEC
    linux.mount("proc", "/proc", "proc", flags)
    os.setgroups([])
    os.setresgid(enter.NOBODY, enter.NOBODY, enter.NOBODY)
    os.setresuid(enter.NOBODY, enter.NOBODY, enter.NOBODY)
    linux.make_dumpable()
