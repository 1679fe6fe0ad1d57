from nbformat import NotebookNode

from tests.grading.execution.hostile import answer, solved

POINTS = 2.0
WHY = "Claims other nbgrader schema versions, checksums, scores and times in the future."


def submission(release: NotebookNode) -> NotebookNode:
    forged = answer(release, solved("Tanh"))
    for number, cell in enumerate(forged.cells):
        if "nbgrader" in cell.metadata:
            version = [99, "3", 0, None, 1.5, -1][number % 6]
            cell.metadata.nbgrader.update(
                schema_version=version, checksum="0" * 32, score=9, timestamp="9999-12-31 23:59:59 UTC"
            )
    forged.metadata.update(
        timestamp="1970-01-01", student_id="somebody-else", celltoolbar="Create Assignment"
    )
    return forged
