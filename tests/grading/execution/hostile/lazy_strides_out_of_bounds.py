from nbformat import NotebookNode

from tests.grading.execution.hostile import answer, replaced, solved

POINTS = 35.0
WHY = "Answers with an array whose strides point outside its memory, so that whoever reads it reads what lies there, or crashes."


def submission(release: NotebookNode) -> NotebookNode:
    body = "return np.lib.stride_tricks.as_strided(x, (1 << 20,), (1 << 20,))"
    return answer(release, solved() | {"Sigmoid": replaced("", forward=body)})
