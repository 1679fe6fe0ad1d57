"""What a filter of system calls answers, asked so that the kernel's own refusals cannot be taken for it.

Most of the refused calls fail anyway where there is no capability, and with the same error. So a probe lays a
second filter over the first, in a process of its own, which stops the one call with ENOSYS before the kernel
runs it. Of two filters the stricter one decides: what the first refuses fails with the first one's error;
ENOSYS says that the call would have reached the kernel. No call is ever made, whatever layer is missing.
"""

from __future__ import annotations

import platform

__all__ = ["NUMBERS", "PROBE", "number"]

MACHINES = ("x86_64", "aarch64")

# Copied from the kernel's headers, not from the filter, so that a wrong number there is noticed as well.
NUMBERS = {
    "add_key": (248, 217), "bpf": (321, 280), "chroot": (161, 51), "fanotify_init": (300, 262),
    "finit_module": (313, 273), "fsconfig": (431, 431), "fsmount": (432, 432), "fsopen": (430, 430),
    "fspick": (433, 433), "init_module": (175, 105), "inotify_init": (253, -1), "inotify_init1": (294, 26),
    "io_uring_enter": (426, 426),
    "io_uring_register": (427, 427), "io_uring_setup": (425, 425), "kcmp": (312, 272),
    "kexec_load": (246, 104), "keyctl": (250, 219), "memfd_create": (319, 279), "memfd_secret": (447, 447),
    "modify_ldt": (154, -1), "mount": (165, 40), "mount_setattr": (442, 442), "move_mount": (429, 429),
    "mq_open": (240, 180), "msgget": (68, 186), "name_to_handle_at": (303, 264),
    "open_by_handle_at": (304, 265),
    "open_tree": (428, 428), "perf_event_open": (298, 241), "personality": (135, 92),
    "pidfd_getfd": (438, 438),
    "pivot_root": (155, 41), "process_vm_readv": (310, 270), "process_vm_writev": (311, 271),
    "ptrace": (101, 117), "quotactl": (179, 60), "reboot": (169, 142), "request_key": (249, 218),
    "sched_setaffinity": (203, 122), "sched_setattr": (314, 274), "sched_setscheduler": (144, 119),
    "semget": (64, 190), "setns": (308, 268), "shmat": (30, 196), "shmget": (29, 194), "swapon": (167, 224),
    "syslog": (103, 116), "umount2": (166, 39), "unshare": (272, 97), "userfaultfd": (323, 282),
    "vmsplice": (278, 75),
}  # fmt: skip
OTHERS = {
    "clone": (56, 220), "clone3": (435, 435), "getppid": (110, 173), "setsockopt": (54, 208),
    "socket": (41, 198), "socketpair": (53, 199),
}  # fmt: skip


def number(name: str) -> int:
    """The number of a call on this machine; -1 where it has none."""
    return {**NUMBERS, **OTHERS}[name][MACHINES.index(platform.machine())]


PROBE = r"""
import ctypes, errno, mmap, os, struct

libc = ctypes.CDLL(None, use_errno=True)
libc.syscall.restype = ctypes.c_long

def lay_over(number):
    # A second filter: this call ends with ENOSYS, because nobody traces this process; all others pass.
    parts = (0x20, 0, 0, 0), (0x15, 0, 1, number), (0x06, 0, 0, 0x7FF00000), (0x06, 0, 0, 0x7FFF0000)
    code = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *part) for part in parts))
    described = ctypes.create_string_buffer(struct.pack("HxxxxxxQ", len(parts), ctypes.addressof(code)))
    if libc.prctl(22, 2, ctypes.c_ulong(ctypes.addressof(described)), 0, 0) != 0:
        os._exit(255)

def in_a_child(action):
    # What the action returns, as the exit status of a process of its own; minus a signal that ended it.
    pid = os.fork()
    if pid == 0:
        try:
            os._exit(action())
        finally:
            os._exit(254)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])

def call(number, arguments):
    ctypes.set_errno(0)
    words = [ctypes.c_ulong(value) for value in (*arguments, 0, 0, 0, 0, 0, 0)[:6]]
    return ctypes.get_errno() if libc.syscall(ctypes.c_long(number), *words) == -1 else 0

def answer(number, *arguments):
    # The error with which the filter refuses a call; ENOSYS if it lets it pass.
    return in_a_child(lambda: lay_over(number) or call(number, arguments))

def bare_answer(number, *arguments):
    # The error of a call where it is made: arguments must be ones that the kernel does not take.
    return in_a_child(lambda: call(number, arguments))

def answer_to_32_bits():
    # The signal that ends a process when it asks for its number as a program of 32 bits would.
    def ask():
        page = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
        page.write(b"\xb8\x14\0\0\0\xcd\x80\xc3")  # mov eax, 20; int 0x80; ret
        ctypes.CFUNCTYPE(ctypes.c_int)(ctypes.addressof(ctypes.c_char.from_buffer(page)))()
        return 0
    return in_a_child(ask)
"""
