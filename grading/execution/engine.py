"""Executes notebooks: the student's cells in a sandboxed process, the instructor's in a trusted one."""

from __future__ import annotations

import select
import socket
import subprocess
import tempfile
import time
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from typing import Any

from nbformat import NotebookNode

from grading.core.notebooks import with_own_cells
from grading.execution import sandbox as sandboxes
from grading.execution.cells import describe
from grading.execution.cpu import Processor
from grading.execution.inside.clock import Clock
from grading.execution.inside.codec import framing
from grading.execution.inside.codec.messages import TEST, decode, encode
from grading.execution.inside.examiner.transport import GRACE_SECONDS
from grading.execution.limits import Limits
from grading.execution.sandbox import SandboxUnavailable

__all__ = ["Engine", "Execution", "SandboxUnavailable"]

START_SECONDS = 120.0
MESSAGE_BYTES = 2**28
NEED_COMPILER = ("optim", "model_cost", "flop_counter")  # words of cells that make torch import its compiler


@dataclass
class Execution:
    """A graded notebook and what it took. faults: one sentence each, for the report."""

    notebook: NotebookNode
    faults: list[str] = field(default_factory=list)
    seconds: float = 0.0
    cpu_seconds: float = 0.0
    peak_bytes: int = 0


class Engine:
    """One warm sandboxed parent, used by one grading process for one notebook at a time.

    sandbox: "bubblewrap", or "none", which gives the submissions' code all rights of this process.
    Raises SandboxUnavailable, whose message says what to do. Use as a context manager, or call `close`.
    """

    def __init__(self, sandbox: str = "bubblewrap", limits: Limits | None = None) -> None:
        if sandbox not in ("bubblewrap", "none"):
            raise ValueError(f'sandbox must be "bubblewrap" or "none", got {sandbox!r}')
        self.sandbox = sandbox
        self.limits = limits or Limits()
        self._parent: WarmParent | None = WarmParent(sandbox, self.limits)

    def __enter__(self) -> Engine:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the warm parent and everything that it started."""
        if self._parent is not None:
            self._parent.close()
        self._parent = None

    def execute(self, notebook: NotebookNode) -> Execution:
        """Run a restored notebook. Returns a copy with outputs; never raises for what a submission does."""
        if self._parent is None or not self._parent.alive():
            self.close()
            self._parent = WarmParent(self.sandbox, self.limits)
        return Run(self._parent, self.limits, notebook).execute()


class WarmParent:
    """The process that forks, seen from outside."""

    def __init__(self, sandbox: str, limits: Limits) -> None:
        self.sandbox = sandbox
        self.limits = asdict(limits)
        self.processor = Processor()
        self.compiler = False
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

    def warm_compiler(self) -> None:
        """Let forks find torch's compiler imported, which takes a second that few notebooks need."""
        if not self.compiler:
            self.compiler = True
            self._check(self.ask("warm_compiler"))

    def _check(self, message: Any) -> None:
        _, threads, self.baseline = message
        if threads != 1:
            self.close()
            raise RuntimeError(f"the warm parent has {threads} threads, so that it cannot be forked safely")

    def ask(self, *request: Any, file: socket.socket | None = None) -> Any:
        """One request and its reply."""
        framing.send_with_files(self.connection, encode(request), [file.fileno()] if file else [])
        return decode(framing.receive(self.connection, limit=2**16, seconds=30))

    def fork(self, role: str, limits: dict[str, Any]) -> tuple[int, socket.socket]:
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
        """What the warm parent, or bubblewrap, said on stderr."""
        self.log.seek(0)
        return self.log.read().decode("utf-8", "replace")

    def close(self) -> None:
        """End it."""
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


class Run:
    """One notebook's execution: an examiner, a student's process, and their time limits."""

    def __init__(self, parent: WarmParent, limits: Limits, notebook: NotebookNode) -> None:
        self.parent = parent
        self.limits = limits
        self.result = Execution(with_own_cells(notebook))
        self.cells = [describe(index, cell) for index, cell in enumerate(notebook.cells)]
        self.replaced = 0
        self.executed = 0
        self.processes: dict[str, int] = {}
        self.stopped: dict[int, str] = {}

    def execute(self) -> Execution:
        """Run until every cell has its outputs or time is up."""
        started = time.monotonic()
        sources = [cell["source"] for cell in self.cells if cell is not None]
        if any(word in source for source in sources for word in NEED_COMPILER):
            self.parent.warm_compiler()
        self.deadline = time.monotonic() + self.limits.patience * self.limits.total_seconds
        for cell in self.result.notebook.cells:
            if cell.cell_type == "code":
                cell.outputs, cell.execution_count = [], None
        while not self._attempt():
            pass
        self.result.seconds = time.monotonic() - started
        return self.result

    def _attempt(self) -> bool:
        """One examiner, from the first cell on. False if it was stopped and all is to be run again."""
        self.running: int | None = None
        try:
            self.processes["examiner"], supervisor = self.parent.fork("examiner", asdict(self.limits))
            with supervisor:
                cells = [cell for cell in self.cells if cell is not None]
                for cell in cells:
                    if cell["index"] in self.stopped:
                        cell["stop"] = self.stopped[cell["index"]]
                with self._new_student() as theirs:
                    framing.send_with_files(supervisor, encode(("cells", cells)), [theirs.fileno()])
                return self._supervise(supervisor)
        finally:
            self._end("student")
            self._end("examiner")

    def _new_student(self) -> socket.socket:
        """Start a student's process; the end of its connection that the examiner gets."""
        self.processes["student"], connection = self.parent.fork("student", asdict(self.limits))
        return connection

    def _supervise(self, supervisor: socket.socket) -> bool:
        """Serve the examiner until it is done, hangs or dies."""
        self._start_clock(None)
        while True:
            try:
                self._await(supervisor)
                message = decode(framing.receive(supervisor, limit=MESSAGE_BYTES, seconds=START_SECONDS))
            except (TimeoutError, framing.ChannelClosedError) as error:
                return self._stop_cell(error)
            if message[0] == "done":
                return True
            self._handle(supervisor, *message)

    def _handle(self, supervisor: socket.socket, kind: str, *arguments: Any) -> None:
        if kind == "start":
            self._start_clock(arguments[0])
        elif kind == "cell":
            index, outputs, faults = arguments
            self._start_clock(next((i for i in range(index + 1, len(self.cells)) if self.cells[i]), None))
            self._record(index, outputs)
            self.result.faults += [f"cell {self._title(index)}: {fault}" for fault in faults]
        elif kind == "spent":
            framing.send_with_files(supervisor, encode(("spent", self._spent("student"))), [])
        elif kind == "interrupt":
            self.parent.ask("interrupt", self.processes["student"])
            framing.send_with_files(supervisor, encode(("interrupted",)), [])
        elif kind == "replace":
            self._replace(supervisor)

    def _start_clock(self, index: int | None) -> None:
        """From now on this cell is running; None: none is."""
        self.running = index
        seconds = self.limits.total_seconds if index is None else self._cell_seconds(index)
        self.clock = Clock(seconds, self.limits.patience, lambda: self._spent("student", "examiner"))

    def _spent(self, *roles: str) -> float | None:
        """Processor time that these processes have used so far, in seconds; None where nobody knows."""
        times = [
            self.parent.ask("spent", self.processes[role])[1] for role in roles if role in self.processes
        ]
        known = [seconds for seconds in times if seconds is not None]
        return sum(known) if known else None

    def _await(self, supervisor: socket.socket) -> None:
        """Wait for the examiner's next message. TimeoutError where cell or notebook takes too long."""
        while True:
            left = min(self.clock.left(), self.deadline - time.monotonic())
            if select.select([supervisor], [], [], max(left, 0))[0]:
                return
            if left <= 0:
                raise TimeoutError

    def _replace(self, supervisor: socket.socket) -> None:
        how = self._end("student")
        self.replaced += 1
        again = self.replaced <= self.limits.replays
        text = "started again" if again else "not started again, as it happened too often"
        where = self._title(self.running) if self.running is not None else "?"
        self.result.faults.append(
            f"before cell {where}: the student's process ended ({how or 'stopped'}); {text}"
        )
        files = [self._new_student()] if again else []
        try:
            framing.send_with_files(supervisor, encode(("replaced",)), [file.fileno() for file in files])
        finally:
            for file in files:
                file.close()

    def _cell_seconds(self, index: int) -> float:
        """Longest processor time of a cell, its calls and the waiting for their end included."""
        cell = self.cells[index]
        other = self.limits.cell_seconds if cell is None or cell["kind"] != TEST else self.limits.call_seconds
        return self.limits.cell_seconds + other + 3 * GRACE_SECONDS

    def _stop_cell(self, error: Exception) -> bool:
        """The examiner hangs or died in a cell. That cell fails; the others are run again without it."""
        index = self.running
        if index is None or index in self.stopped or time.monotonic() >= self.deadline:
            return self._give_up("time is up" if time.monotonic() >= self.deadline else f"{error}")
        reason = "took too long" if isinstance(error, TimeoutError) else "ended the process that ran it"
        self.stopped[index] = f"this cell {reason} and was stopped"
        self.result.faults.append(
            f"cell {self._title(index)} {reason} and was stopped; the others were run again"
        )
        if len(self.stopped) > self.limits.replays:
            return self._give_up("too many cells had to be stopped")
        return False

    def _give_up(self, why: str) -> bool:
        """Fail every cell that has not run."""
        self.result.faults.append(f"stopped: {why}")
        for cell in self.cells:
            if cell is not None and self.result.notebook.cells[cell["index"]].execution_count is None:
                text = f"this cell was not run: {why}"
                self._record(
                    cell["index"],
                    [{"output_type": "error", "ename": "TimeoutError", "evalue": text, "traceback": [text]}],
                )
        return True

    def _record(self, index: int, outputs: list[dict[str, Any]]) -> None:
        cell = self.result.notebook.cells[index]
        if cell.execution_count is None:
            self.executed += 1
            cell.execution_count = self.executed
        cell.outputs = [NotebookNode(output) for output in outputs]
        for output in cell.outputs:
            if output.output_type == "execute_result":
                output.execution_count = cell.execution_count

    def _end(self, role: str) -> str:
        pid = self.processes.pop(role, None)
        if pid is None or not self.parent.alive():
            return ""
        _, how, seconds, peak = self.parent.ask("end", pid)
        self.result.cpu_seconds += seconds
        self.result.peak_bytes = max(self.result.peak_bytes, peak)
        return how

    def _title(self, index: int) -> str:
        cell = self.result.notebook.cells[index]
        return str(cell.metadata.get("nbgrader", {}).get("grade_id") or index)
