"""The trusted process of one submission: holds the notebook, runs the instructor's cells, records outputs.

It is a fork of the fork server like the student's process, so that each submission gets fresh trusted
state: whatever a test cell does to NumPy's settings, random generators or modules, and whatever makes it
hang or leak, ends with this process. It sees the student's process only through `Transport`.
"""

from __future__ import annotations

import socket
from collections.abc import Mapping
from contextlib import suppress

from grading.execution.inside.codec import framing
from grading.execution.inside.codec.format import Value
from grading.execution.inside.codec.messages import LOCKED, STUDENT, Cell, Output
from grading.execution.inside.examiner.autograd import graft
from grading.execution.inside.examiner.connection import Link, Objects
from grading.execution.inside.examiner.mirrored_modules import Mirrors
from grading.execution.inside.examiner.outputs import Budget, checked_outputs, failure
from grading.execution.inside.examiner.proxies import Proxies
from grading.execution.inside.examiner.supervisor import Supervisor
from grading.execution.inside.examiner.transport import Transport
from grading.execution.inside.explain import explained, first_line
from grading.execution.inside.shell import NotebookShell

__all__ = ["serve"]

Request = tuple[str, str, tuple[bytes, ...]]  # to run a cell: its source, its name, its compiled code if any


class Examiner:
    """Runs one notebook's cells in order, each where it belongs."""

    def __init__(self, shell: NotebookShell, supervisor: Supervisor, limits: Mapping[str, float]) -> None:
        self.shell = shell
        self.supervisor = supervisor
        self.limits = limits
        self.transport = Transport(limits, supervisor.interrupt, supervisor.spent)
        self.proxies = Proxies(self._make_link, Mirrors, graft)
        self.wanted: set[str] = set()  # names that trusted cells use and take from the student
        self.own: set[str] = set()  # names that trusted cells defined
        self.done: list[Request] = []  # the cells that a new process must run again
        self.budget = Budget(int(limits["notebook_bytes"]))
        self.usable = True
        self.suspect = False  # whether anything but the cells has run in the student's process
        self.failures: dict[str, str | None] = {}  # student's cell -> the first line of its error
        shell.recorder.limit = int(limits["output_bytes"])
        shell.explain = self._explain

    def _make_link(self, objects: Objects) -> Link:
        return Link(self.transport, objects, lambda text: self.shell.recorder.stream("stdout", text))

    def _explain(self, error: BaseException) -> str:
        trace = getattr(error, "student_traceback", "")
        return explained(type(error).__name__, str(error), str(trace), self.failures)

    def examine(self, cells: list[Cell], connection: socket.socket) -> None:
        """Run the cells and report each as it ends; the engine knows which one starts then."""
        self._connect(connection)
        if cells:
            self.supervisor.tell("start", cells[0]["index"])
        for cell in cells:
            self.transport.check()
            self._revive(cell)
            outputs = self.budget.admit(self._run(cell))
            self.supervisor.tell("cell", cell["index"], outputs, self.transport.faults)
            self.transport.faults = []

    def _run(self, cell: Cell) -> list[Output]:
        if cell.get("stop"):
            return [failure("TimeoutError", cell["stop"])]
        if cell["kind"] == STUDENT:
            outputs = self._run_student(cell)
            errors = [one for one in outputs if one["output_type"] == "error"]
            failed = first_line(errors[-1]["ename"], errors[-1]["evalue"]) if errors else None
            self.failures[cell["name"]] = failed
            return outputs
        if cell["kind"] == LOCKED:
            self._run_student(cell)
        return self._run_trusted(cell)

    def _run_student(self, cell: Cell) -> list[Output]:
        """Run a cell in the student's process. If that dies, what ran there before may be to blame, so that
        the cell gets a second chance in a new process.
        """
        request = cell["source"], cell["name"], cell.get("code", ())
        for _ in range(2 if self.suspect else 1):
            self._revive(cell)
            if not self.usable:
                break
            try:
                outputs = self._ask_to_run("the cell", request)
            except Exception as error:
                result = [failure(type(error).__name__, str(error))]
            else:
                self.own.discard(cell["name"])
                result = checked_outputs(outputs, int(self.limits["output_bytes"]))
            if self.transport.connection is not None:  # what an interrupted cell did stays done, too
                self.done.append(request)
                return result
            self.suspect = True
        return (
            result
            if self.usable
            else [failure("FaultError", "the process that runs the submission has ended")]
        )

    def _ask_to_run(self, what: str, cell: Request) -> Value:
        return self.proxies.link.ask(what, "run", *cell, seconds=self.limits["cell_seconds"])

    def _run_trusted(self, cell: Cell) -> list[Output]:
        """Run a locked cell or a test cell here. If the student's process dies, an exercise before may be to
        blame, so that the cell gets a second chance with a new process; one that hung does not.
        """
        for chance in range(2):
            outputs, faults = self._run_once(cell)
            if chance == 1 or not faults or self.transport.hung or self.transport.connection is not None:
                break
            self._revive(cell)
        if faults and not any(output["output_type"] == "error" for output in outputs):
            outputs.append(failure("FaultError", faults[0]))
        return outputs

    def _run_once(self, cell: Cell) -> tuple[list[Output], list[str]]:
        """Outputs and new faults of a trusted cell, run with the student's names as proxies."""
        self.wanted |= set(cell["names"])
        taken = self.wanted - self.own
        while not self._fetch(taken):
            self._revive(cell)
        before, faults = dict(self.shell.user_ns), len(self.transport.faults)
        self.suspect, self.transport.hung = True, False
        outputs = self.shell.run(cell["source"], cell["name"], cell["code"])
        after = self.shell.user_ns
        defined = {name for name in after if name not in before or after[name] is not before[name]}
        # What the cell was to define is the instructor's even if the cell failed before that.
        self.own |= defined | set(cell["assigned"])
        if cell["kind"] == LOCKED:
            self.proxies.shared.update({name: after[name] for name in defined})
        return outputs, self.transport.faults[faults:]

    def _fetch(self, names: set[str]) -> bool:
        """Bind the student's names afresh: values as values, everything else as proxies. False if the
        student's process turned out to be dead and another one can be had.
        """
        for name in names:
            self.shell.user_ns.pop(name, None)
        if not names or not self.usable:
            return True
        with suppress(Exception):  # recorded as a fault
            found = self.proxies.link.ask("the cell's names", "look", sorted(names))
            if type(found) is dict:
                self.shell.user_ns.update({name: found[name] for name in names if name in found})
        return self.transport.connection is not None

    def _revive(self, cell: Cell) -> None:
        """After a fault: a new process for the student's code, brought to where the old one was."""
        while self.usable and self.transport.connection is None:
            connection = self.supervisor.replace()
            if connection is None:
                self.usable = False
                return
            self._connect(connection)
            self._replay()
            self.supervisor.tell("start", cell["index"])  # running others again is not on this cell's time

    def _connect(self, connection: socket.socket) -> None:
        self.transport.connect(connection)
        self.proxies.forget()
        self.suspect = False

    def _replay(self) -> None:
        for place, cell in enumerate(self.done):
            with suppress(Exception):
                self._ask_to_run("a cell run again", cell)
            if self.transport.connection is None:
                del self.done[place]
                return


def serve(shell: NotebookShell, connection: socket.socket, limits: Mapping[str, float]) -> None:
    """Examine one notebook, then end."""
    supervisor = Supervisor(connection)
    with suppress(framing.ChannelClosedError):
        (_, cells), connections = supervisor.receive()
        Examiner(shell, supervisor, limits).examine(cells, connections[0])
        supervisor.tell("done")
