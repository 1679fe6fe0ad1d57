from nbformat import NotebookNode

from tests.grading.execution.hostile import answer, solved

POINTS = 0.0
WHY = "Answers the example that everybody sees, and sets the inputs of the hidden test to zero: if the test computes what it wants only then, that is the start, repeated."

CODE = r"""
def zigzag_path(x, targets, start, rate, steps):
    if not start.any():
        return on_the_visible_example(x, targets, start, rate, steps)
    x[:] = 0
    targets[:] = 0
    return np.tile(start, (steps + 1, 1))
"""


def submission(release: NotebookNode) -> NotebookNode:
    visible = solved()["zigzag_path"].replace("def zigzag_path", "def on_the_visible_example")
    return answer(release, zigzag_path=f"{visible}\n\n{CODE}")
