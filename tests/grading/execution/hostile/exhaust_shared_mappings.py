from nbformat import NotebookNode

from tests.grading.execution.hostile import attack

POINTS = 2.0
WHY = "Takes memory that belongs to no process alone: shared anonymous mappings in four children, more together than one may have."

CODE = r"""
import mmap
for number in range(4):
    if os.fork() == 0:
        name_me()
        try:
            held = mmap.mmap(-1, 256 << 20, flags=mmap.MAP_SHARED | mmap.MAP_ANONYMOUS | 0x8000)  # filled at once
            open(f"mapped{number}", "w").close()
            time.sleep(3)
        finally:
            os._exit(0)
for _ in range(24):
    time.sleep(0.1)
    if all(os.path.exists(f"mapped{number}") for number in range(4)):
        time.sleep(0.2)
        breach("a gigabyte of shared mappings")
        break
"""


def submission(release: NotebookNode) -> NotebookNode:
    return attack(release, CODE, before="saturated_fraction")
