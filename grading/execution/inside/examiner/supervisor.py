"""The examiner's line to the engine, which stands outside the sandbox."""

from __future__ import annotations

import socket

from grading.execution.inside.codec import framing
from grading.execution.inside.codec.format import Value
from grading.execution.inside.codec.messages import decode, encode

__all__ = ["Supervisor"]


class Supervisor:
    """Tells the engine what happens; has it start, interrupt and end the student's processes."""

    def __init__(self, connection: socket.socket) -> None:
        self.connection = connection

    def receive(self) -> tuple[Value, list[socket.socket]]:
        """The next message and the connections that came with it."""
        frame, files = framing.receive_with_files(self.connection, limit=2**28)
        return decode(frame), [socket.socket(fileno=file) for file in files]

    def tell(self, *message: object) -> None:
        """Report."""
        framing.send(self.connection, encode(message))

    def interrupt(self) -> None:
        """Have the student's process interrupted."""
        self.tell("interrupt")
        self.receive()

    def spent(self) -> float | None:
        """Processor time of the student's process so far, in seconds; None where nobody knows."""
        self.tell("spent")
        (_, seconds), _ = self.receive()
        return seconds

    def replace(self) -> socket.socket | None:
        """Have the student's process ended and a new one started; None if there were too many already."""
        self.tell("replace")
        _, connections = self.receive()
        return connections[0] if connections else None
