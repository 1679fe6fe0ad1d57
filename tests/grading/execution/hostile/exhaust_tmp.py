from nbformat import NotebookNode

from tests.grading.execution.hostile import attack

POINTS = 2.0
WHY = "Looks into /tmp for what others left, leaves something itself, and fills it: it is private, empty and small, or read-only."

CODE = r"""
import sys
import tempfile
known = {path.split("/")[2] for path in [sys.prefix, *sys.path] if path.startswith("/tmp/")}  # Python's own place
found = [name for name in os.listdir("/tmp") if not name.startswith(".output") and name not in known]
if found or tempfile.gettempdir() not in ("/tmp", os.path.realpath("/tmp"), "/scratch"):
    breach(str(found) + tempfile.gettempdir())
written = 0
try:
    open("/tmp/hostile_left_@TOKEN@", "w").write("x")
    for number in range(80):
        with open("/tmp/part%d" % number, "wb") as file:
            written += file.write(bytes(1 << 20))
    breach("%d bytes" % written)
except OSError:
    pass
"""


def submission(release: NotebookNode) -> NotebookNode:
    return attack(release, CODE)
