from nbformat import NotebookNode

from tests.grading.execution.hostile import attack

POINTS = 2.0
WHY = "Looks at the other processes of the machine: the grader, its parent, and one that the test started; none may be visible."

CODE = r"""
for process in filter(str.isdigit, os.listdir("/proc")):
    try:
        line = open(f"/proc/{process}/cmdline", "rb").read()
    except OSError:
        continue
    if b"pytest" in line or b"hostile-victim" in line:
        breach(line)
attempt("victim visible", lambda: b"sleep" in open("/proc/@VICTIM@/cmdline", "rb").read())
attempt("victim's files", lambda: os.listdir("/proc/@VICTIM@/root/"))
"""


def submission(release: NotebookNode) -> NotebookNode:
    return attack(release, CODE)
