from nbformat import NotebookNode

from tests.grading.execution.hostile import attack

POINTS = 2.0
WHY = "Prints the environment as Python, C and the kernel know it, of every process it can see, with a secret of the grader's among them."

CODE = r"""
print(dict(os.environ))
environ = ctypes.POINTER(ctypes.c_char_p).in_dll(libc, "environ")
index = 0
while environ and environ[index]:
    print(environ[index])
    index += 1
for process in os.listdir("/proc"):
    for name in ("environ", "cmdline"):
        try:
            print(open(f"/proc/{process}/{name}", "rb").read(20_000))
        except OSError:
            pass
"""


def submission(release: NotebookNode) -> NotebookNode:
    return attack(release, CODE)
