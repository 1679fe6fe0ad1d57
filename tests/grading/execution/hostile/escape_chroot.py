from nbformat import NotebookNode

from tests.grading.execution.hostile import attack

POINTS = 2.0
WHY = "Tries chroot, pivot_root and setns with other processes' namespaces to leave its file system."

CODE = r"""
if os.fork() == 0:
    try:
        outside = os.open("/", os.O_RDONLY)
        os.makedirs("jail", exist_ok=True)
        attempt("chroot", lambda: os.chroot("jail") is None)
        attempt("climbed out", lambda: os.fchdir(outside) or os.chdir("../" * 40) or open("@OUTSIDE@", "a").write("x"))
        attempt("pivot_root", lambda: libc.syscall(155, b".", b".") == 0)
        for process in (1, os.getppid(), int("@VICTIM@")):
            for kind in ("mnt", "pid", "net", "user"):
                name = f"/proc/{process}/ns/{kind}"
                if os.path.exists(name) and os.readlink(name) != os.readlink(f"/proc/self/ns/{kind}"):
                    attempt("setns " + name, lambda: libc.setns(os.open(name, os.O_RDONLY), 0) == 0)
    finally:
        sys.stdout.flush()
        os._exit(0)
os.wait()
"""


def submission(release: NotebookNode) -> NotebookNode:
    return attack(release, CODE)
