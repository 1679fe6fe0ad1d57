from nbformat import NotebookNode

from tests.grading.execution.hostile import attack
from tests.grading.execution.hostile.shadow_next_submission import CODE

POINTS = 2.0
WHY = "Is the same as shadow_next_submission, graded after it by the same grader: it must find nothing."


def submission(release: NotebookNode) -> NotebookNode:
    return attack(release, CODE)
