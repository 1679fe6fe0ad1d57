"""Executes notebooks: the student's cells in a sandboxed process, the instructor's in a trusted one."""

from __future__ import annotations

import select
import socket
import time
from dataclasses import dataclass, field

from nbformat import NotebookNode

from grading.core.notebooks import with_own_cells
from grading.execution.cells import describe
from grading.execution.inside.clock import Clock
from grading.execution.inside.codec import framing
from grading.execution.inside.codec.format import Value
from grading.execution.inside.codec.messages import TEST, Output, decode, encode
from grading.execution.inside.examiner.transport import GRACE_SECONDS
from grading.execution.limits import Limits
from grading.execution.processes import START_SECONDS, ForkServer, Processes
from grading.execution.sandbox import SandboxUnavailable

__all__ = ["Engine", "Execution", "SandboxUnavailable"]

MESSAGE_BYTES = 2**28
# What few notebooks need, and the words of cells that tell so. For optimizers torch imports its compiler.
NEEDED_BY = {"compiler": ("optim", "model_cost", "flop_counter"), "statistics": ("samples", "scipy")}


@dataclass
class Execution:
    """A graded notebook and what it took. faults: one sentence each, for the report."""

    notebook: NotebookNode
    faults: list[str] = field(default_factory=list)
    seconds: float = 0.0
    cpu_seconds: float = 0.0
    peak_bytes: int = 0


class Engine:
    """One sandboxed fork server, used by one grading process for one notebook at a time.

    sandbox: "bubblewrap", or "none", which gives the submissions' code all rights of this process.
    Raises SandboxUnavailable, whose message says what to do. Use as a context manager, or call `close`.
    """

    def __init__(self, sandbox: str = "bubblewrap", limits: Limits | None = None) -> None:
        if sandbox not in ("bubblewrap", "none"):
            raise ValueError(f'sandbox must be "bubblewrap" or "none", got {sandbox!r}')
        self.sandbox = sandbox
        self.limits = limits or Limits()
        self._server: ForkServer | None = ForkServer(sandbox)

    def __enter__(self) -> Engine:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the fork server and everything that it started."""
        if self._server is not None:
            self._server.close()
        self._server = None

    def execute(self, notebook: NotebookNode) -> Execution:
        """Run a restored notebook. Returns a copy with outputs; never raises for what a submission does."""
        if self._server is None or not self._server.alive():
            self.close()
            self._server = ForkServer(self.sandbox)
        return Run(self._server, self.limits, notebook).execute()


class Run:
    """One notebook's execution: what an examiner and a student's process do, and how long they may."""

    def __init__(self, server: ForkServer, limits: Limits, notebook: NotebookNode) -> None:
        self.server = server
        self.limits = limits
        self.result = Execution(with_own_cells(notebook))
        self.cells = [describe(index, cell) for index, cell in enumerate(notebook.cells)]
        self.replaced = 0
        self.executed = 0
        self.processes = Processes(server, limits)
        self.stopped: dict[int, str] = {}

    def execute(self) -> Execution:
        """Run until every cell has its outputs or time is up."""
        started = time.monotonic()
        sources = [cell["source"] for cell in self.cells if cell is not None]
        for part, words in NEEDED_BY.items():
            if any(word in source for source in sources for word in words):
                self.server.warm_up(part)
        self.deadline = time.monotonic() + self.limits.patience * self.limits.total_seconds
        for cell in self.result.notebook.cells:
            if cell.cell_type == "code":
                cell.outputs, cell.execution_count = [], None
        while not self._attempt():
            pass
        self.result.seconds = time.monotonic() - started
        self.result.cpu_seconds = self.processes.cpu_seconds
        self.result.peak_bytes = self.processes.peak_bytes
        return self.result

    def _attempt(self) -> bool:
        """Run all cells with a new examiner. False if it was stopped and all are to be run again."""
        self.running: int | None = None
        try:
            with self.processes.start("examiner") as supervisor:
                cells = [cell for cell in self.cells if cell is not None]
                for cell in cells:
                    if cell["index"] in self.stopped:
                        cell["stop"] = self.stopped[cell["index"]]
                with self.processes.start("student") as theirs:
                    framing.send_with_files(supervisor, encode(("cells", cells)), [theirs.fileno()])
                return self._supervise(supervisor)
        finally:
            self.processes.end("student")
            self.processes.end("examiner")

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

    def _handle(self, supervisor: socket.socket, kind: str, *arguments: Value) -> None:
        if kind == "start":
            self._start_clock(arguments[0])
        elif kind == "cell":
            index, outputs, faults = arguments
            self._start_clock(next((i for i in range(index + 1, len(self.cells)) if self.cells[i]), None))
            self._record(index, outputs)
            self.result.faults += [f"cell {self._title(index)}: {fault}" for fault in faults]
        elif kind == "spent":
            framing.send_with_files(supervisor, encode(("spent", self.processes.spent("student"))), [])
        elif kind == "interrupt":
            self.processes.interrupt("student")
            framing.send_with_files(supervisor, encode(("interrupted",)), [])
        elif kind == "replace":
            self._replace(supervisor)

    def _start_clock(self, index: int | None) -> None:
        """Start the clock of the cell that runs from now on; None: no cell runs."""
        self.running = index
        seconds = self.limits.total_seconds if index is None else self._cell_seconds(index)
        self.clock = Clock(seconds, self.limits.patience, lambda: self.processes.spent("student", "examiner"))

    def _await(self, supervisor: socket.socket) -> None:
        """Wait for the examiner's next message. TimeoutError where cell or notebook takes too long."""
        while True:
            left = min(self.clock.left(), self.deadline - time.monotonic())
            if select.select([supervisor], [], [], max(left, 0))[0]:
                return
            if left <= 0:
                raise TimeoutError

    def _replace(self, supervisor: socket.socket) -> None:
        """Start another student's process in place of one that ended, unless too many did."""
        how = self.processes.end("student")
        self.replaced += 1
        again = self.replaced <= self.limits.replays
        text = "started again" if again else "not started again, as it happened too often"
        where = self._title(self.running) if self.running is not None else "?"
        self.result.faults.append(
            f"before cell {where}: the student's process ended ({how or 'stopped'}); {text}"
        )
        files = [self.processes.start("student")] if again else []
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

    def _record(self, index: int, outputs: list[Output]) -> None:
        cell = self.result.notebook.cells[index]
        if cell.execution_count is None:
            self.executed += 1
            cell.execution_count = self.executed
        cell.outputs = [NotebookNode(output) for output in outputs]
        for output in cell.outputs:
            if output.output_type == "execute_result":
                output.execution_count = cell.execution_count

    def _title(self, index: int) -> str:
        cell = self.result.notebook.cells[index]
        return str(cell.metadata.get("nbgrader", {}).get("grade_id") or index)
