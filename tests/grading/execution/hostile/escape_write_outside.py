from nbformat import NotebookNode

from tests.grading.execution.hostile import attack

POINTS = 2.0
WHY = "Writes to a file outside by its path, by other processes' roots, by links and by climbing out of its folder."

CODE = r"""
path = "@OUTSIDE@"
for prefix in ("", "/proc/self/root", "/proc/1/root", f"/proc/{os.getppid()}/root", f"/proc/{os.getppid()}/cwd/" + "../" * 20, "../" * 20, "/oldroot", "/newroot"):
    try:
        open(prefix + path, "a").write("x")
    except OSError:
        pass
for link in (os.symlink, os.link):
    try:
        link(path, link.__name__)
        open(link.__name__, "a").write("x")
    except OSError:
        pass
"""


def submission(release: NotebookNode) -> NotebookNode:
    return attack(release, CODE)
