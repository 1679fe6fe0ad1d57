from nbformat import NotebookNode

from tests.grading.execution.hostile import answer, everywhere

POINTS = 0.0
WHY = "Answers with masked arrays in which every number is hidden, so that every comparison is skipped."


def submission(release: NotebookNode) -> NotebookNode:
    return answer(
        release, everywhere("np.ma.masked_all(np.shape(x)) if EXERCISE[0].isupper() else np.ma.masked")
    )
