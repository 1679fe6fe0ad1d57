from nbformat import NotebookNode

from tests.grading.execution.hostile import answer, solved, tests

POINTS = 2.0
WHY = "Puts lists, numbers and text where objects are expected, in test cells and in cells of its own."


def submission(release: NotebookNode) -> NotebookNode:
    forged = answer(release, solved("Tanh"))
    for number, cell in enumerate(tests(forged)):
        cell.metadata = [[], "x", 3, None, {"nbgrader": []}, {"nbgrader": {"grade_id": ["a"]}}][number % 6]
        cell.source = [["a", 3], {"a": 1}, None, 5][number % 4]
        cell.outputs = ["x", None, {"a": 1}, [[]]][number % 4]
    return forged
