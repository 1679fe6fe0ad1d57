from nbformat import NotebookNode

from tests.grading.execution.hostile import answer, everywhere

POINTS = 0.0
WHY = "Answers with lists, tuples and dictionaries a hundred thousand levels deep."

CODE = r"""
def deep(kind):
    value = 0.0
    for _ in range(100_000):
        value = [value] if kind == 0 else (value,) if kind == 1 else {0: value}
    return value
"""


def submission(release: NotebookNode) -> NotebookNode:
    return answer(release, everywhere("deep(len(EXERCISE) % 3)", CODE))
