from nbformat import NotebookNode

from tests.grading.execution.hostile import attack

POINTS = 2.0
WHY = "Leaves the processor that it was given, to slow down the submissions that are graded on the others."

CODE = r"""
before = os.sched_getaffinity(0)
try:
    os.sched_setaffinity(0, range(os.cpu_count()))
except OSError:
    pass
if os.sched_getaffinity(0) - before:
    breach(os.sched_getaffinity(0))
"""


def submission(release: NotebookNode) -> NotebookNode:
    return attack(release, CODE)
