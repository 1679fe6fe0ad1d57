from nbformat import NotebookNode

from tests.grading.execution.hostile import answer, replaced, solved

POINTS = 35.0
WHY = "Raises an exception with a chain of 50,000 causes, a cycle of contexts and nested groups, to break whoever formats it."

CODE = r"""
def chain():
    first = last = ValueError("end")
    for number in range(50_000):
        new = ValueError(str(number))
        last.__cause__ = last.__context__ = new
        last = new
    last.__cause__ = last.__context__ = first
    group = first
    for _ in range(500):
        group = ExceptionGroup("deep", [group])
    return group
"""


def submission(release: NotebookNode) -> NotebookNode:
    return answer(release, solved() | {"Sigmoid": replaced(CODE, forward="raise chain()")})
