"""The few Linux calls that Python's standard library lacks."""

from __future__ import annotations

import contextlib
import ctypes
import functools
import itertools
import os
import platform

__all__ = [
    "clone",
    "collapse",
    "drop_capabilities",
    "fill_gaps",
    "known_capabilities",
    "make_dumpable",
    "mount",
    "no_new_privileges",
    "prctl",
    "stay_on",
]

CLONE_NEWNS, CLONE_NEWUTS, CLONE_NEWIPC = 0x00020000, 0x04000000, 0x08000000
CLONE_NEWUSER, CLONE_NEWPID, CLONE_NEWNET = 0x10000000, 0x20000000, 0x40000000
OWN_NAMESPACES = CLONE_NEWNS | CLONE_NEWUTS | CLONE_NEWIPC | CLONE_NEWUSER | CLONE_NEWPID | CLONE_NEWNET
MS_RDONLY, MS_NOSUID, MS_NODEV, MS_NOEXEC, MS_REC, MS_PRIVATE = 1, 2, 4, 8, 0x4000, 0x40000
SIGCHLD = 17
OBJECT_SIZES = range(16, 513, 16)  # of the objects that Python's allocator puts together, one size a page
GAPS = 2**18  # bytes of each size, more than there are gaps
MADV_COLLAPSE = 25
SYS_CLONE = {"x86_64": 56, "aarch64": 220}
PR_SET_DUMPABLE, PR_CAPBSET_READ, PR_CAPBSET_DROP, PR_SET_SECCOMP = 4, 23, 24, 22
PR_SET_NO_NEW_PRIVS, PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL = 38, 47, 4

_libc = ctypes.CDLL(None, use_errno=True)
_python = ctypes.PyDLL(None, use_errno=True)  # calls with the interpreter's lock held, as fork must be
_python.syscall.restype = ctypes.c_long


def mount(source: str, target: str, kind: str, flags: int, options: str = "") -> None:
    """mount(2); raises OSError that names the target."""
    arguments = (source.encode(), target.encode(), kind.encode() or None, flags, options.encode() or None)
    _check(_libc.mount(*arguments), f"mount {kind} on {target}")


def prctl(option: int, *values: int) -> None:
    """prctl(2); raises OSError."""
    arguments = [ctypes.c_ulong(value) for value in (*values, 0, 0, 0, 0)[:4]]
    _check(_libc.prctl(option, *arguments), f"prctl {option}")


def no_new_privileges() -> None:
    """From here on nothing that is executed gains rights."""
    prctl(PR_SET_NO_NEW_PRIVS, 1)


def make_dumpable() -> None:
    """Let a process that changed its user own its files in /proc again."""
    prctl(PR_SET_DUMPABLE, 1)


def clone(flags: int) -> int:
    """Fork with new namespaces, in one step: the pid in the parent, 0 in the child.

    The parent must have one thread. glibc's fork handlers do not run, so Python's own are called here.
    """
    number = ctypes.c_long(SYS_CLONE[platform.machine()])
    zero = ctypes.c_void_p(None)
    _python.PyOS_BeforeFork()
    pid = _python.syscall(number, ctypes.c_ulong(flags | SIGCHLD), zero, zero, zero, zero)
    if pid == 0:
        _python.PyOS_AfterFork_Child()
        return 0
    _python.PyOS_AfterFork_Parent()
    if pid < 0:
        error = ctypes.get_errno()
        raise OSError(error, f"clone with new namespaces: {os.strerror(error)}")
    return pid


def stay_on(processor: int | None) -> None:
    """Run on one processor only: two processes that take turns hand over faster there than across two."""
    if processor is not None and hasattr(os, "sched_setaffinity"):
        with contextlib.suppress(OSError):
            os.sched_setaffinity(0, {processor})


def drop_capabilities() -> None:
    """Give up every capability for good: the bounding and ambient sets first, then the process's own."""
    for capability in range(known_capabilities()):
        prctl(PR_CAPBSET_DROP, capability)
    prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL)
    header = (ctypes.c_uint32 * 2)(0x20080522, 0)
    nothing = (ctypes.c_uint32 * 6)()
    _check(_libc.capset(header, nothing), "capset")


@functools.cache
def known_capabilities() -> int:
    """How many capabilities the kernel knows; there is room for 64."""
    known = (_libc.prctl(PR_CAPBSET_READ, *map(ctypes.c_ulong, (n, 0, 0, 0))) >= 0 for n in range(64))
    return sum(itertools.takewhile(bool, known))


def fill_gaps() -> None:
    """Use up the free places between this process's objects, so that a fork's objects go to new pages.

    A fork shares this process's pages until it writes to one; then the kernel copies that page. Objects that
    a fork put into the gaps would have one page after the other copied: 1,650 of 7,500 for a submission of
    05_activations, which take 5 ms.
    """
    for size in OBJECT_SIZES:
        for _ in range(GAPS // size):
            ctypes.pythonapi.PyMem_Malloc(size)


def collapse(start: int, size: int) -> None:
    """Put memory into huge pages where the kernel can (Linux 6.1 and later); elsewhere it stays as it is.

    A huge page takes one entry in the page table instead of 512, which each fork copies and its end frees.
    """
    _libc.madvise(ctypes.c_void_p(start), ctypes.c_size_t(size), MADV_COLLAPSE)


def _check(result: int, what: str) -> None:
    if result < 0:
        error = ctypes.get_errno()
        raise OSError(error, f"{what}: {os.strerror(error)}")
