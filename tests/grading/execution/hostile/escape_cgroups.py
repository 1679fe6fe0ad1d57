from nbformat import NotebookNode

from tests.grading.execution.hostile import attack

POINTS = 2.0
WHY = "Writes to control groups, kernel settings and process priorities that it may see."

CODE = r"""
import glob
for pattern in ("/sys/fs/cgroup/cgroup.procs", "/sys/fs/cgroup/*/cgroup.procs", "/sys/fs/cgroup/*/*/cgroup.procs"):
    for path in glob.glob(pattern)[:50]:
        attempt(path, lambda: open(path, "w").write(str(os.getpid())))
for path in (f"/proc/{os.getppid()}/oom_score_adj", "/proc/1/oom_score_adj", "/proc/self/oom_score_adj"):
    attempt(path, lambda: open(path, "w").write("-1000"))
attempt("priority", lambda: os.nice(-5) < 0)
attempt("group of its own", lambda: os.mkdir("/sys/fs/cgroup/hostile_canary_@TOKEN@") is None)
"""


def submission(release: NotebookNode) -> NotebookNode:
    return attack(release, CODE)
