from nbformat import NotebookNode

from tests.grading.execution.hostile import answer, everywhere

POINTS = 0.0
WHY = (
    "Sends replies to questions that were not asked yet, so that each later question gets an earlier answer."
)

CODE = r"""
def twice(connection, frame, **more):
    for _ in range(3):
        real(connection, frame, **more)
if part("codec.framing:send").__name__ != "twice":
    real = replace("codec.framing:send", twice)
"""


def submission(release: NotebookNode) -> NotebookNode:
    return answer(release, everywhere("0.0", CODE))
