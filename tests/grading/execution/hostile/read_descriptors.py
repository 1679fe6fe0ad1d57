from nbformat import NotebookNode

from tests.grading.execution.hostile import attack

POINTS = 2.0
WHY = "Looks at every inherited file descriptor, peeks into sockets without taking anything, and reads files from their beginning."

CODE = r"""
import re
hidden = re.compile(rb"np\.arra[y]\(\[-30\.0, |HOSTILE_SECRE[T]=")
for number in range(256):
    try:
        kind = os.fstat(number).st_mode >> 12
        data = b""
        if kind == 12:
            twin = socket.socket(fileno=os.dup(number))
            data = twin.recv(1 << 20, socket.MSG_PEEK | socket.MSG_DONTWAIT)
        elif kind == 8:
            data = os.pread(number, 1 << 24, 0)
        if hidden.search(data):
            breach(number)
    except OSError:
        pass
"""


def submission(release: NotebookNode) -> NotebookNode:
    return attack(release, CODE)
