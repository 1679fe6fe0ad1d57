from nbformat import NotebookNode

from tests.grading.execution.hostile import attack

POINTS = 2.0
WHY = "Tries to become another user or to get capabilities back: setuid, capset, set-user-id programs, prctl, securebits."

CODE = r"""
def identity():
    sets = (ctypes.c_uint32 * 6)()
    libc.capget((ctypes.c_uint32 * 2)(0x20080522, 0), sets)
    return os.getresuid(), os.getresgid(), os.getgroups(), list(sets), libc.prctl(39, 0, 0, 0, 0)
before = identity()
for call in (os.setuid, os.setgid, os.seteuid, os.setegid):
    attempt(call.__name__, lambda: os.getuid() != 0 and call(0) is None)
for option, value in ((1, 0), (36, 1), (8, 1), (28, 0), (38, 0), (47, 2)):  # PDEATHSIG, SUBREAPER, KEEPCAPS, SECUREBITS, NO_NEW_PRIVS, AMBIENT
    libc.prctl(option, value, 21, 0, 0)
libc.capset((ctypes.c_uint32 * 2)(0x20080522, 0), (ctypes.c_uint32 * 6)(*[0xFFFFFFFF] * 6))
for program in ("su -c true", "sudo -n true", "pkexec true", "newgrp root", "mount -t tmpfs none /mnt"):
    attempt(program, lambda: subprocess.run(program, shell=True, timeout=1, stdin=subprocess.DEVNULL, capture_output=True).returncode == 0 and os.getuid() != 0)
if identity() != before:
    breach((before, identity()))
if any(identity()[3]) or identity()[4] != 1 or os.getuid() == 0 or libc.prctl(23, 21, 0, 0, 0) == 1:
    breach(identity())
"""


def submission(release: NotebookNode) -> NotebookNode:
    return attack(release, CODE)
