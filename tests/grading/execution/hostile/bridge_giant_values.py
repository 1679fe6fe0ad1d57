from nbformat import NotebookNode

from tests.grading.execution.hostile import answer, everywhere

POINTS = 0.0
WHY = "Answers every call with sixty megabytes: text, bytes, an array, a million small parts, just below every limit."

CODE = r"""
def giant(where):
    kind = sum(map(ord, where)) % 5
    return ["x" * 60_000_000, b"x" * 60_000_000, np.zeros(7_500_000), [None] * 999_000, {"x" * n: 0 for n in range(5000)}][kind]
"""


def submission(release: NotebookNode) -> NotebookNode:
    return answer(
        release, everywhere("giant(EXERCISE)", CODE, "Sigmoid", "Tanh", "gradient_bound", "ReLU", "SELU")
    )
