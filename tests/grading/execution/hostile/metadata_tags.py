from nbformat import NotebookNode

from tests.grading.execution.hostile import answer, find, solved, tests

POINTS = 2.0
WHY = "Tags tests and set-up so that runners skip them or allow them to fail."


def submission(release: NotebookNode) -> NotebookNode:
    forged = answer(release, solved("Tanh"))
    for cell in [*tests(forged), find(forged, "setup")]:
        cell.metadata.tags = [
            "skip-execution",
            "raises-exception",
            "remove-cell",
            "hide-output",
            "experiment",
            "parameters",
        ]
        cell.metadata.update(
            editable=True, deletable=True, jupyter={"source_hidden": True}, allow_errors=True
        )
    forged.metadata.update(allow_errors=True, execution={"allow_errors": True}, nbgrader={"grade": False})
    return forged
