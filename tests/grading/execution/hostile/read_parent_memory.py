from nbformat import NotebookNode

from tests.grading.execution.hostile import attack

POINTS = 2.0
WHY = "Reads and writes the memory of its parent and of every process it can see, by /proc and by process_vm_readv."

CODE = r"""
import re
hidden = re.compile(rb"torch\.sigmoid,\n    np\.arra[y]\(\[-30\.0, |HOSTILE_SECRE[T]=[0-9a-f]{16}")
until = time.monotonic() + 2
for process in {os.getppid(), 1, int("@VICTIM@"), *(int(name) for name in os.listdir("/proc") if name.isdigit())} - {0, os.getpid()}:
    try:
        with open(f"/proc/{process}/maps") as maps, open(f"/proc/{process}/mem", "rb", 0) as memory:
            for line in maps:
                low, high = (int(end, 16) for end in line.split()[0].split("-"))
                if "rw" in line and time.monotonic() < until:
                    memory.seek(low)
                    if hidden.search(memory.read(min(high - low, 1 << 26))):
                        breach("memory of %d" % process)
    except (OSError, ValueError, OverflowError):
        pass
"""


def submission(release: NotebookNode) -> NotebookNode:
    return attack(release, CODE)
