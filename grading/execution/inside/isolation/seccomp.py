"""A filter of system calls, written out by hand: a list of those that a student's code has no use for.

Namespaces and limits already hold the process. The filter takes away what would let it make new ones,
hide memory where no limit counts it (memfd, System V, giant socket buffers), leave the processor that it
was given, or reach parts of the kernel that namespaces do not cover (vsock, AF_ALG, io_uring, keys, BPF).
"""

from __future__ import annotations

import ctypes
import errno
import functools
import platform
import socket
import struct

from grading.execution.inside.isolation.linux import PR_SET_SECCOMP, prctl

__all__ = ["forbid", "program"]

SET_OPTION = (54, 208)
BUFFER_SIZES = (7, 8, 32, 33)  # SO_SNDBUF, SO_RCVBUF and their FORCE forms
LOAD, JUMP_EQUAL, JUMP_ANY_BIT, JUMP_AT_LEAST, RETURN = 0x20, 0x15, 0x45, 0x35, 0x06
ALLOW, KILL = 0x7FFF0000, 0x80000000
NUMBER, ARCHITECTURE, FIRST_ARGUMENT, SECOND_ARGUMENT, THIRD_ARGUMENT = 0, 4, 16, 24, 32
NEW_NAMESPACES = 0x7E020080  # CLONE_NEW*: time, mount, cgroup, uts, ipc, user, pid, net

# name -> (x86_64, aarch64); -1 where it does not exist.
CALLS = {
    "unshare": (272, 97), "setns": (308, 268), "mount": (165, 40), "umount2": (166, 39),
    "pivot_root": (155, 41), "chroot": (161, 51), "open_tree": (428, 428), "move_mount": (429, 429),
    "fsopen": (430, 430), "fsconfig": (431, 431), "fsmount": (432, 432), "fspick": (433, 433),
    "mount_setattr": (442, 442), "ptrace": (101, 117), "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271), "kcmp": (312, 272), "pidfd_getfd": (438, 438),
    "memfd_create": (319, 279), "memfd_secret": (447, 447), "shmget": (29, 194), "shmat": (30, 196),
    "msgget": (68, 186), "semget": (64, 190), "mq_open": (240, 180), "io_uring_setup": (425, 425),
    "io_uring_enter": (426, 426), "io_uring_register": (427, 427), "userfaultfd": (323, 282),
    "bpf": (321, 280),
    "perf_event_open": (298, 241), "add_key": (248, 217), "request_key": (249, 218), "keyctl": (250, 219),
    "kexec_load": (246, 104), "init_module": (175, 105), "finit_module": (313, 273), "personality": (135, 92),
    "quotactl": (179, 60), "syslog": (103, 116), "swapon": (167, 224), "reboot": (169, 142),
    "name_to_handle_at": (303, 264), "open_by_handle_at": (304, 265), "vmsplice": (278, 75),
    "fanotify_init": (300, 262), "inotify_init": (253, -1), "inotify_init1": (294, 26),
    "modify_ldt": (154, -1),
    "sched_setaffinity": (203, 122), "sched_setscheduler": (144, 119), "sched_setattr": (314, 274),
}  # fmt: skip
CLONE, CLONE3, SOCKET, SOCKETPAIR = (56, 220), (435, 435), (41, 198), (53, 199)
ARCHITECTURES = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}


def forbid() -> None:
    """Install the filter for good."""
    code = program()
    buffer = ctypes.create_string_buffer(code)
    head = struct.pack("HxxxxxxQ", len(code) // 8, ctypes.addressof(buffer))
    described = ctypes.create_string_buffer(head)
    prctl(PR_SET_SECCOMP, 2, ctypes.addressof(described))


@functools.cache
def program() -> bytes:
    """The filter, as the kernel reads it. Raises OSError on a machine whose calls are unknown."""
    if platform.machine() not in ARCHITECTURES:
        known = " or ".join(ARCHITECTURES)
        raise OSError(f"there is no filter of system calls for {platform.machine()}; grade on {known}")
    column, architecture = ARCHITECTURES[platform.machine()]
    lines = [_line(LOAD, ARCHITECTURE), _line(JUMP_EQUAL, architecture, 1, 0), _line(RETURN, KILL)]
    lines.append(_line(LOAD, NUMBER))
    if column == 0:  # the x32 interface numbers the same calls differently
        lines += [_line(JUMP_AT_LEAST, 0x40000000, 0, 1), _line(RETURN, KILL)]
    for numbers in CALLS.values():
        if numbers[column] >= 0:
            lines += _refuse(numbers[column], errno.EPERM)
    lines += _refuse(CLONE3[column], errno.ENOSYS)  # its flags are out of reach: make libc use clone
    lines += [_line(JUMP_EQUAL, CLONE[column], 0, 4), _line(LOAD, FIRST_ARGUMENT)]
    lines += [
        _line(JUMP_ANY_BIT, NEW_NAMESPACES, 0, 1),
        _line(RETURN, _failure(errno.EPERM)),
        _line(RETURN, ALLOW),
    ]
    for call in (SOCKET, SOCKETPAIR):
        lines += _only_families(call[column], (socket.AF_UNIX, socket.AF_INET, socket.AF_INET6))
    lines += _no_socket_buffers(SET_OPTION[column])
    return b"".join([*lines, _line(RETURN, ALLOW)])


def _no_socket_buffers(number: int) -> list[bytes]:
    """Refuse larger buffers: they are the kernel's memory, which no limit of a process counts."""
    count = len(BUFFER_SIZES)
    body = [_line(LOAD, SECOND_ARGUMENT), _line(JUMP_EQUAL, socket.SOL_SOCKET, 0, count + 1)]
    body.append(_line(LOAD, THIRD_ARGUMENT))
    body += [_line(JUMP_EQUAL, option, count - i, 0) for i, option in enumerate(BUFFER_SIZES)]
    body += [_line(RETURN, ALLOW), _line(RETURN, _failure(errno.EPERM))]
    return [_line(JUMP_EQUAL, number, 0, len(body)), *body]


def _only_families(number: int, families: tuple[int, ...]) -> list[bytes]:
    checks = [_line(JUMP_EQUAL, family, len(families) - i, 0) for i, family in enumerate(families)]
    body = [
        _line(LOAD, FIRST_ARGUMENT),
        *checks,
        _line(RETURN, _failure(errno.EAFNOSUPPORT)),
        _line(RETURN, ALLOW),
    ]
    return [_line(JUMP_EQUAL, number, 0, len(body)), *body]


def _refuse(number: int, error: int) -> list[bytes]:
    return [_line(JUMP_EQUAL, number, 0, 1), _line(RETURN, _failure(error))]


def _failure(error: int) -> int:
    return 0x00050000 | error


def _line(code: int, value: int, if_true: int = 0, if_false: int = 0) -> bytes:
    return struct.pack("HBBI", code, if_true, if_false, value)
