"""The processes of grading, seen from outside the sandbox: the fork server and its two forks."""

from __future__ import annotations

import socket
import subprocess
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict

from grading.execution import sandbox as sandboxes
from grading.execution.cpu import Processor
from grading.execution.inside.codec import framing
from grading.execution.inside.codec.format import Value
from grading.execution.inside.codec.messages import decode, encode
from grading.execution.limits import Limits

__all__ = ["START_SECONDS", "ForkServer", "Processes"]

START_SECONDS = 120.0


class ForkServer:
    """The process that has imported everything and forks."""

    def __init__(self, sandbox: str) -> None:
        self.processor = Processor()
        self.warm: set[str] = set()
        self.scratch = tempfile.TemporaryDirectory(prefix="course-") if sandbox == "none" else None
        self.log = tempfile.TemporaryFile()  # noqa: SIM115  (closed by `close`)
        self.connection, theirs = socket.socketpair()
        folder = self.scratch.name if self.scratch else "/"
        self.process = sandboxes.start(theirs, sandbox=sandbox, scratch=folder, log=self.log)
        theirs.close()
        self._wait_until_warm()

    def _wait_until_warm(self) -> None:
        try:
            message = framing.receive(self.connection, limit=2**16, seconds=START_SECONDS)
        except (OSError, TimeoutError):
            self.close()
            raise sandboxes.explain_failure(self.said) from None
        self._check(decode(message))

    def warm_up(self, part: str) -> None:
        """Let forks find a part imported that few notebooks need: one of `fork_server.RARE`."""
        if part not in self.warm:
            self.warm.add(part)
            self._check(self.ask("warm_up", part))

    def _check(self, message: Value) -> None:
        _, threads, _ = message
        if threads != 1:
            self.close()
            raise RuntimeError(f"the fork server has {threads} threads, so that it cannot be forked safely")

    def ask(self, *request: object, file: socket.socket | None = None) -> Value:
        """One request and its reply."""
        framing.send_with_files(self.connection, encode(request), [file.fileno()] if file else [])
        return decode(framing.receive(self.connection, limit=2**16, seconds=30))

    def fork(self, role: str, limits: Mapping[str, float]) -> tuple[int, socket.socket]:
        """Start a process; its pid in there and our end of its connection."""
        ours, theirs = socket.socketpair()
        folder = "/scratch" if self.scratch is None else tempfile.mkdtemp(dir=self.scratch.name)
        with theirs:
            _, pid = self.ask("fork", role, folder, limits, self.processor.number, file=theirs)
        return pid, ours

    def alive(self) -> bool:
        """Whether it still runs."""
        return self.process.poll() is None

    def read_log(self) -> str:
        """What the fork server, or bubblewrap, said on stderr."""
        self.log.seek(0)
        return self.log.read().decode("utf-8", "replace")

    def close(self) -> None:
        """End the process and remove its files."""
        self.processor.release()
        self.connection.close()
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(0.5)
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        self.said = self.read_log()
        self.log.close()
        if self.scratch is not None:
            self.scratch.cleanup()


class Processes:
    """The examiner and the student's process of one notebook, by these roles.

    cpu_seconds, peak_bytes: processor time of all that have ended, and the most memory that one of them had.
    """

    def __init__(self, server: ForkServer, limits: Limits) -> None:
        self.server = server
        self.limits = asdict(limits)
        self.pids: dict[str, int] = {}
        self.cpu_seconds = 0.0
        self.peak_bytes = 0

    def start(self, role: str) -> socket.socket:
        """Start a process; our end of its connection."""
        self.pids[role], connection = self.server.fork(role, self.limits)
        return connection

    def spent(self, *roles: str) -> float | None:
        """Processor time that these processes have used so far, in seconds; None where nobody knows."""
        times = [self.server.ask("spent", self.pids[role])[1] for role in roles if role in self.pids]
        known = [seconds for seconds in times if seconds is not None]
        return sum(known) if known else None

    def interrupt(self, role: str) -> None:
        """Send it a SIGINT, as a kernel that is interrupted gets one."""
        self.server.ask("interrupt", self.pids[role])

    def end(self, role: str) -> str:
        """End a process, if it runs. Returns why it was killed before, "" where it was not."""
        pid = self.pids.pop(role, None)
        if pid is None or not self.server.alive():
            return ""
        _, how, seconds, peak = self.server.ask("end", pid)
        self.cpu_seconds += seconds
        self.peak_bytes = max(self.peak_bytes, peak)
        return str(how)
