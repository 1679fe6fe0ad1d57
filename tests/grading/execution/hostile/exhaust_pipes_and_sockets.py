from nbformat import NotebookNode

from tests.grading.execution.hostile import attack

POINTS = 2.0
WHY = "Fills the buffers of pipes and sockets, memory of the kernel's that no process owns."

CODE = r"""
filled, held = 0, []
try:
    until = time.monotonic() + 2
    while filled < 4 << 30 and time.monotonic() < until:
        left, right = socket.socketpair()
        held += [left, right]
        for end in (left, right):
            end.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 1 << 30)
            end.setblocking(False)
            try:
                while filled < 4 << 30 and time.monotonic() < until:
                    filled += end.send(b"x" * (1 << 16))
            except BlockingIOError:
                pass
    if filled > 256 << 20:
        breach("%d MiB in socket buffers" % (filled >> 20))
except OSError:
    pass
print(filled >> 20, "MiB")
for end in held:
    end.close()
"""


def submission(release: NotebookNode) -> NotebookNode:
    return attack(release, CODE)
