"""Frames with open files: sent once and whole, or refused."""

import os
import socket

import pytest

from grading.execution.inside.codec import framing

FRAME = b"x" * 100


class Quick(socket.socket):
    """A connection whose other side has read everything, and is gone, before the sender goes on."""

    other: socket.socket

    def sendmsg(self, *arguments):
        sent = super().sendmsg(*arguments)
        self.received = framing.receive_with_files(self.other)
        self.other.close()
        return sent


def test_a_reader_that_is_done_and_gone_at_once_is_no_error():
    first, other = socket.socketpair()
    ours = Quick(fileno=first.detach())
    ours.other = other
    with ours, open(os.devnull) as file:
        framing.send_with_files(ours, FRAME, [file.fileno()])
        frame, files = ours.received
    for number in files:
        os.close(number)
    assert (frame, len(files)) == (FRAME, 1)


def test_a_reader_that_was_gone_before_is_told():
    ours, theirs = socket.socketpair()
    theirs.close()
    with ours, pytest.raises(framing.ChannelClosedError):
        framing.send_with_files(ours, FRAME, [])
