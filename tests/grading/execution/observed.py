"""A submission's process and the sandbox around it, looked at from outside, where no layer hides anything."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import NamedTuple

from grading.execution.inside.codec import framing
from grading.execution.inside.codec.messages import encode
from grading.execution.limits import Limits
from grading.execution.processes import ForkServer

__all__ = ["Mount", "Process", "Sandboxed", "sandboxed"]


LIMITS = {
    "AS": "Max address space", "CORE": "Max core file size", "CPU": "Max cpu time", "FSIZE": "Max file size",
    "MEMLOCK": "Max locked memory", "MSGQUEUE": "Max msgqueue size", "NOFILE": "Max open files",
    "NPROC": "Max processes", "SIGPENDING": "Max pending signals",
}  # fmt: skip


class Mount(NamedTuple):
    """A line of mountinfo: where, of which kind, with which options; `shared` with whom it propagates."""

    place: str
    kind: str
    options: frozenset[str]
    shared: str


@dataclass(frozen=True)
class Process:
    """A process by its number in the namespace of the tests."""

    pid: int

    def read(self, name: str) -> str:
        """A file of /proc about this process."""
        return Path(f"/proc/{self.pid}/{name}").read_text()

    def status(self, field: str) -> str:
        """A line of /proc/…/status."""
        lines = dict(line.split(":", 1) for line in self.read("status").splitlines())
        return " ".join(lines[field].split())

    def namespace(self, kind: str) -> str:
        """The namespace of this kind that the process is in."""
        return os.readlink(f"/proc/{self.pid}/ns/{kind}")

    def limits(self, name: str) -> tuple[float, float]:
        """The soft and the hard limit that the kernel keeps, by the name that they have in `resource`."""
        line = next(line for line in self.read("limits").splitlines() if line.startswith(LIMITS[name]))
        soft, hard = line.removeprefix(LIMITS[name]).split()[:2]
        return float(soft.replace("unlimited", "inf")), float(hard.replace("unlimited", "inf"))

    def mounts(self) -> dict[str, Mount]:
        """What is mounted where; of several in one place, the uppermost."""
        return {mount.place: mount for mount in map(parse_mount, self.read("mountinfo").splitlines())}

    def children(self) -> list[Process]:
        """Processes that this one has started."""
        found = (Process(int(entry.name)) for entry in Path("/proc").glob("[0-9]*"))
        return [process for process in found if process.parent() == self.pid]

    def parent(self) -> int:
        """The number of the process that started this one; 0 where it has ended."""
        try:
            return int(self.status("PPid"))
        except OSError:
            return 0


def parse_mount(line: str) -> Mount:
    """Read a line of mountinfo."""
    before, _, after = line.partition(" - ")
    _, _, _, _, place, options, *shared = before.split()
    kind, _, more = after.split()
    return Mount(place, kind, frozenset([*options.split(","), *more.split(",")]), " ".join(shared))


@dataclass(frozen=True)
class Sandboxed:
    """bubblewrap, the fork server inside it, and a submission's process that has run a cell."""

    bubblewrap: Process
    warm: Process
    student: Process


@contextmanager
def sandboxed(limits: Limits) -> Iterator[Sandboxed]:
    """Start all three. Raises SandboxUnavailable."""
    parent = ForkServer("bubblewrap")
    try:
        warm = Process(parent.process.pid)
        while below := warm.children():
            warm = below[0]
        _, connection = parent.fork("student", asdict(limits))
        with connection:
            framing.send(connection, encode(("run", "1", "", ())) + b"\0")
            framing.receive_answer(connection, limit=2**20, seconds=60)  # it has shut itself off by now
            yield Sandboxed(Process(parent.process.pid), warm, warm.children()[0])
    finally:
        parent.close()
