from nbformat import NotebookNode

from tests.grading.execution.hostile import answer, replaced, solved

POINTS = 35.0
WHY = "Is right in the first call, and afterwards constant, so that a gradient check against its own forward sees zeros that agree."


def submission(release: NotebookNode) -> NotebookNode:
    body = "self.count = getattr(self, 'count', 0) + 1\nif len(np.shape(x)) == 1:\n    return 1 / (1 + np.exp(-np.clip(x, -50, 50)))\nreturn np.zeros_like(x)"
    return answer(
        release, solved() | {"Sigmoid": replaced("", forward=body, backward="return np.zeros_like(dy)")}
    )
