from nbformat import NotebookNode

from tests.grading.execution.hostile import attack

POINTS = 2.0
WHY = "Makes system calls that no homework needs: keyrings, kernel programs, performance counters, faults handled by hand, raw rings."

CODE = r"""
buffer = ctypes.create_string_buffer(4096)
for name, number, arguments in (
    ("bpf", 321, (0, buffer, 128)), ("perf_event_open", 298, (buffer, 0, -1, -1, 0)), ("userfaultfd", 323, (0,)), ("io_uring_setup", 425, (8, buffer)),
    ("keyctl", 250, (0, -4, 1)), ("add_key", 248, (b"user", b"hostile", b"x", 1, -4)), ("open_by_handle_at", 304, (-100, buffer, 0)),
    ("process_vm_readv", 310, (os.getppid(), buffer, 1, buffer, 1, 0)), ("pidfd_getfd", 438, (-1, 0, 0)), ("kcmp", 312, (os.getpid(), os.getppid(), 0, 0, 0)),
    ("personality", 135, (0x0040000,)), ("clone_newuser", 272, (0x10000000,)),
):
    if os.uname().machine == "x86_64" and libc.syscall(number, *arguments) > 0:
        breach(name)
"""


def submission(release: NotebookNode) -> NotebookNode:
    return attack(release, CODE)
