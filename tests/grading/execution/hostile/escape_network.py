from nbformat import NotebookNode

from tests.grading.execution.hostile import attack

POINTS = 2.0
WHY = "Connects to a listener on this machine by every address it can think of, and looks names up; there is no network."

CODE = r"""
addresses = [(socket.AF_INET, ("127.0.0.1", int("@PORT@"))), (socket.AF_INET6, ("::1", int("@PORT@"))), (socket.AF_INET, ("0.0.0.0", int("@PORT@"))),
             (socket.AF_INET, ("127.0.0.2", int("@PORT@")))]
try:
    addresses += [(socket.AF_INET, (socket.gethostbyname(socket.gethostname()), int("@PORT@")))]
except OSError:
    pass
for family, address in addresses:
    for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM):
        try:
            with socket.socket(family, kind) as line:
                line.settimeout(0.2)
                line.connect(address)
                line.send(b"hostile")
        except OSError:
            pass
attempt("name looked up", lambda: socket.create_connection(("localhost", int("@PORT@")), timeout=0.2))
"""


def submission(release: NotebookNode) -> NotebookNode:
    return attack(release, CODE)
