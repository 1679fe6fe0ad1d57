from nbformat import NotebookNode

from tests.grading.execution.hostile import attack

POINTS = 2.0
WHY = "Reads and overwrites what lies in shared memory and in temporary folders, where a grader might leave the other side's data."

CODE = r"""
import glob
for pattern in ("/dev/shm/*", "/tmp/*", "/var/tmp/*", "/run/user/*/*", "/dev/mqueue/*"):
    for path in glob.glob(pattern)[:200]:
        if os.path.isfile(path) and "hostile" in path:
            try:
                print(path, open(path, "rb").read(10_000))
                open(path, "ab").write(b"x")
            except OSError:
                pass
for key in (0x686F7374,):
    attempt("System V shared memory", lambda: libc.shmget(key, 0, 0) >= 0)
"""


def submission(release: NotebookNode) -> NotebookNode:
    return attack(release, CODE)
