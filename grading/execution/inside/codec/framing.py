"""Frames over a stream socket: four bytes of length, then that many bytes. A frame can bring open files."""

from __future__ import annotations

import array
import socket
import struct
import time
from collections.abc import Callable
from typing import ParamSpec, TypeVar

__all__ = ["ChannelClosedError", "receive", "receive_answer", "receive_with_files", "send", "send_with_files"]

P = ParamSpec("P")
T = TypeVar("T")

_length = struct.Struct("<I")


class ChannelClosedError(ConnectionError):
    """The other side is gone, or sent a frame that is longer than allowed."""


def send(connection: socket.socket, frame: bytes, *, seconds: float | None = None) -> None:
    """Send one frame; TimeoutError if it takes longer than `seconds`."""
    _set_timeout(connection, seconds)
    _checked(connection.sendall, _length.pack(len(frame)) + frame)


def receive(connection: socket.socket, *, limit: int, seconds: float | None = None) -> bytes:
    """Receive one frame of at most `limit` bytes; TimeoutError if it takes longer than `seconds`."""
    deadline = None if seconds is None else time.monotonic() + seconds
    size = _size(_exactly(connection, 4, deadline), limit)
    return bytes(_exactly(connection, size, deadline))


def receive_answer(connection: socket.socket, *, limit: int, seconds: float | None = None) -> bytes:
    """As `receive`, for a frame that nothing may follow: mostly one system call; more bytes are an error."""
    deadline = None if seconds is None else time.monotonic() + seconds
    _set_timeout(connection, seconds)
    data = _part(connection, 2**16)
    if len(data) < 4:
        data += _exactly(connection, 4 - len(data), deadline)
    size = 4 + _size(data[:4], limit)
    if len(data) > size:
        raise ChannelClosedError("a second message, where one was asked for")
    if len(data) < size:
        data += _exactly(connection, size - len(data), deadline)
    return data[4:]


def send_with_files(connection: socket.socket, frame: bytes, files: list[int]) -> None:
    """Send one frame with open files."""
    rights = [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", files))] if files else []
    data = _length.pack(len(frame)) + frame
    sent = _checked(connection.sendmsg, [data], rights)
    if sent < len(data):  # otherwise the other side may have read all, answered, and be gone by now
        _checked(connection.sendall, data[sent:])


def receive_with_files(connection: socket.socket, *, limit: int = 2**20) -> tuple[bytes, list[int]]:
    """One frame and the open files that came with it; programs that are started later do not get them."""
    connection.settimeout(None)
    head, files, _, _ = socket.recv_fds(connection, 4, 4, socket.MSG_CMSG_CLOEXEC)
    if not head:
        raise ChannelClosedError("the other side has closed the connection")
    head += bytes(_exactly(connection, 4 - len(head), None))
    return bytes(_exactly(connection, _size(head, limit), None)), list(files)


def _exactly(connection: socket.socket, size: int, deadline: float | None) -> bytearray:
    """The next `size` bytes. Memory grows with the bytes that arrive, not with the length announced."""
    data = bytearray()
    while len(data) < size:
        left = None if deadline is None else deadline - time.monotonic()
        if left is not None and left <= 0:
            raise TimeoutError
        _set_timeout(connection, left)
        data += _part(connection, min(size - len(data), 2**20))
    return data


def _part(connection: socket.socket, size: int) -> bytes:
    part = _checked(connection.recv, size)
    if not part:
        raise ChannelClosedError("the other side has closed the connection")
    return part


def _checked(call: Callable[P, T], *arguments: P.args, **keywords: P.kwargs) -> T:
    """What a call of a socket returns. Whatever fails but by taking too long is a ChannelClosedError."""
    try:
        return call(*arguments, **keywords)
    except TimeoutError:
        raise
    except OSError as error:
        raise ChannelClosedError(str(error)) from None


def _size(head: bytes | bytearray, limit: int) -> int:
    size = _length.unpack(head)[0]
    if size > limit:
        raise ChannelClosedError(f"a message of {size} bytes, where {limit} are allowed")
    return size


def _set_timeout(connection: socket.socket, seconds: float | None) -> None:
    if connection.gettimeout() != seconds:  # setting it costs a system call
        connection.settimeout(seconds)
