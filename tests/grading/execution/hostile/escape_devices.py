from nbformat import NotebookNode

from tests.grading.execution.hostile import attack

POINTS = 2.0
WHY = "Opens disks, memory, consoles, virtual machines and terminals, existing ones and ones made by mknod."

CODE = r"""
import fcntl, glob, stat, termios
for path in ("/dev/mem", "/dev/kmem", "/dev/kmsg", "/dev/sda", "/dev/vda", "/dev/nvme0n1", "/dev/kvm", "/dev/fuse", "/dev/loop0", "/dev/uinput", "/proc/kcore", "/proc/kmsg",
             *glob.glob("/dev/dm-*"), *glob.glob("/dev/nvidia*")):
    attempt(path, lambda: os.read(os.open(path, os.O_RDONLY | os.O_NONBLOCK), 1))
for major, minor in ((8, 0), (254, 0), (1, 1), (7, 0)):
    attempt("disk", lambda: os.mknod(f"disk{major}", 0o600 | stat.S_IFBLK, os.makedev(major, minor)) or os.read(os.open(f"disk{major}", os.O_RDONLY), 1))
for number in (0, 1, 2):
    attempt("terminal", lambda: fcntl.ioctl(number, termios.TIOCSTI, b" ") is not None)
attempt("terminal", lambda: fcntl.ioctl(os.open("/dev/tty", os.O_RDWR), termios.TIOCSTI, b" ") is not None)
"""


def submission(release: NotebookNode) -> NotebookNode:
    return attack(release, CODE)
