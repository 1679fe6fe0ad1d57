from nbformat import NotebookNode

from tests.grading.execution.hostile import attack

POINTS = 2.0
WHY = "Attaches to its parent and to every visible process as a debugger, to read or change what it decides."

CODE = r"""
for process in {os.getppid(), 1, int("@VICTIM@")} - {0, os.getpid()}:
    if libc.ptrace(16, process, 0, 0) == 0:
        breach("attached to process %d" % process)
        libc.ptrace(17, process, 0, 0)
    attempt("wrote memory", lambda: open(f"/proc/{process}/mem", "r+b", 0).write(b""))
"""


def submission(release: NotebookNode) -> NotebookNode:
    return attack(release, CODE)
