from nbformat import NotebookNode

from tests.grading.execution.hostile import attack

POINTS = 2.0
WHY = "Connects to sockets that are no network: an abstract one, one in a folder, the session bus and container daemons."

CODE = r"""
for address in ("\0hostile-canary-@PORT@", "@COURSE@/listen.sock", "/run/dbus/system_bus_socket", "/var/run/docker.sock", "/run/containerd/containerd.sock",
                "/run/systemd/private", "/run/user/0/bus", "/tmp/.X11-unix/X0", "\0/tmp/.X11-unix/X0"):
    for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM):
        try:
            with socket.socket(socket.AF_UNIX, kind) as line:
                line.settimeout(0.2)
                line.connect(address)
                breach(address)
        except OSError:
            pass
"""


def submission(release: NotebookNode) -> NotebookNode:
    return attack(release, CODE)
