from nbformat import NotebookNode

from tests.grading.execution.hostile import attack, solved

POINTS = 38.0
WHY = "Closes the standard streams, as Python objects and as descriptors, and prints afterwards; the answers are right."

CODE = r"""
for stream in (sys.stdin, sys.__stdin__, sys.__stdout__, sys.__stderr__):
    try:
        stream.close()
    except Exception:
        pass
for number in (0, 1, 2):
    try:
        os.close(number)
    except OSError:
        pass
"""


def submission(release: NotebookNode) -> NotebookNode:
    return attack(release, CODE, *solved())
