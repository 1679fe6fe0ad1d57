from nbformat import NotebookNode

from tests.grading.execution.hostile import attack
from tests.grading.execution.hostile.exhaust_tmp import CODE

POINTS = 2.0
WHY = "Is the same as exhaust_tmp, graded after it by the same grader: it must find /tmp empty again."


def submission(release: NotebookNode) -> NotebookNode:
    return attack(release, CODE)
