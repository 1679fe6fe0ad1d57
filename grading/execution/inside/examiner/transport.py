"""The socket to the student's process: bytes out, bytes back in time, and what that process did wrong."""

from __future__ import annotations

import select
import socket
from collections.abc import Callable, Mapping

from grading.execution.inside.clock import Clock
from grading.execution.inside.codec import framing

__all__ = ["FaultError", "Transport"]

GRACE_SECONDS = 1.0


class FaultError(RuntimeError):
    """The student's process died, hung, or sent what no process of ours sends."""


class Transport:
    """Sends requests to the student's process, and brings back replies, in bytes.

    interrupt: asks for a SIGINT to that process; spent: for its processor time so far. faults: one sentence
    for each fault so far; hung: whether one of them was a process that did not answer in time.
    generation: how many processes there have been, the present one included.
    """

    def __init__(
        self,
        limits: Mapping[str, float],
        interrupt: Callable[[], None],
        spent: Callable[[], float | None] = lambda: None,
    ) -> None:
        self.limits = limits
        self.interrupt = interrupt
        self.spent = spent
        self.connection: socket.socket | None = None
        self.generation = 0
        self.faults: list[str] = []
        self.hung = False

    def connect(self, connection: socket.socket) -> None:
        """Speak to a new process; handles of the one before are void."""
        self.disconnect()
        self.connection = connection
        self.generation += 1

    def disconnect(self) -> None:
        """Ask the present process nothing more."""
        if self.connection is not None:
            self.connection.close()
        self.connection = None

    def check(self) -> None:
        """Note a fault if the process has ended, or sent something unasked, since its last reply."""
        if self.connection is not None and select.select([self.connection], [], [], 0)[0]:
            self.fault("the process ended, or spoke unasked, between two cells")
            self.disconnect()

    def exchange(self, what: str, request: bytes, seconds: float, *, keep: bool) -> bytes:
        """Send a request and wait for its reply. `what` says it in the error messages.

        keep: a process that hangs is interrupted, as a kernel is, and goes on if it then answers; otherwise
        it is given up, because what it did can be done again.
        Raises TimeoutError; and FaultError where there is no process, or none any more.
        """
        if self.connection is None:
            raise FaultError(f"{what}: the process that runs the submission has ended")
        clock = Clock(seconds, self.limits["patience"], self.spent)
        try:
            return self._ask(self.connection, request, clock, seconds * self.limits["patience"])
        except TimeoutError:
            self.hung = True
            if keep:
                self._interrupt(self.connection)
            else:
                self.disconnect()
            raise TimeoutError(self.fault(f"{what} took longer than {clock} and was stopped")) from None
        except framing.ChannelClosedError as error:
            self.disconnect()
            raise FaultError(
                self.fault(f"{what}: the process that runs the submission ended ({error})")
            ) from None

    def _ask(self, connection: socket.socket, request: bytes, clock: Clock, longest: float) -> bytes:
        framing.send(connection, request, seconds=longest)
        while not select.select([connection], [], [], left := clock.left())[0]:
            if not left:
                raise TimeoutError
        return framing.receive_answer(connection, limit=int(self.limits["message_bytes"]), seconds=longest)

    def _interrupt(self, connection: socket.socket) -> None:
        self.interrupt()
        try:
            limit = int(self.limits["message_bytes"])
            framing.receive_answer(connection, limit=limit, seconds=GRACE_SECONDS)
        except (TimeoutError, framing.ChannelClosedError):
            self.disconnect()

    def fault(self, sentence: str) -> str:
        """Take down a fault of the student's process. Returns the sentence."""
        self.faults.append(sentence[:500])
        return sentence
