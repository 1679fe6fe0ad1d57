import nbformat
from nbformat import NotebookNode

from tests.grading.execution.hostile import answer, solved, tests

POINTS = 2.0
WHY = "Hands in test cells whose stored outputs look passed, with execution counts and a forged score; old outputs are dropped."


def submission(release: NotebookNode) -> NotebookNode:
    forged = answer(release, solved("Tanh"))
    for cell in tests(forged):
        cell.execution_count = 7
        cell.outputs = [
            nbformat.v4.new_output("execute_result", {"text/plain": "3.0"}, execution_count=7),
            nbformat.v4.new_output("stream", name="stdout", text="all tests passed"),
        ]
        cell.metadata.nbgrader.update(score=4.0, auto_score=4.0, manual_score=4.0)
    return forged
