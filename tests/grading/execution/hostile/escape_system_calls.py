from nbformat import NotebookNode

from tests.grading.execution.hostile import attack
from tests.grading.execution.kernel import NUMBERS, PROBE, number

POINTS = 2.0
WHY = "Makes every system call that no homework needs: keyrings, kernel programs, performance counters, faults handled by hand, raw rings."

# Made in earnest, with arguments that some kernel takes from some process: none may succeed, and 0 is success.
EARNEST = r"""
buffer = ctypes.create_string_buffer(4096)
for name, arguments in (
    ("bpf", (0, buffer, 128)), ("perf_event_open", (buffer, 0, -1, -1, 0)), ("userfaultfd", (1,)), ("io_uring_setup", (8, buffer)),
    ("keyctl", (0, -4, 1)), ("add_key", (b"user", b"hostile", b"x", 1, -4)), ("open_by_handle_at", (-100, buffer, 0)),
    ("process_vm_readv", (os.getppid(), buffer, 1, buffer, 1, 0)), ("pidfd_getfd", (-1, 0, 0)), ("kcmp", (os.getpid(), os.getpid(), 0, 0, 0)),
    ("personality", (0x0040000,)), ("unshare", (0x10000000,)), ("memfd_create", (b"hostile", 0)), ("inotify_init1", (0,)),
):
    if libc.syscall(ctypes.c_long(NUMBERS[name]), *arguments) >= 0:
        breach(name)
"""

# And asked of the filter, which no lack of a capability or of a right argument can stand in for.
ASKED = r"""
for name, call_number in NUMBERS.items():
    if call_number >= 0 and answer(call_number) != errno.EPERM:
        breach(name + " reaches the kernel")
"""


def submission(release: NotebookNode) -> NotebookNode:
    numbers = {name: number(name) for name in NUMBERS}
    return attack(release, f"{PROBE}\nNUMBERS = {numbers}\n{EARNEST}{ASKED}")
