from nbformat import NotebookNode

from tests.grading.execution.hostile import answer, find, solved

POINTS = 2.0
WHY = "Attaches pictures that are scripts, absurdly many or no pictures at all to its text cells."


def submission(release: NotebookNode) -> NotebookNode:
    forged = answer(release, solved("Tanh"))
    evil = "PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmciIG9ubG9hZD0iYWxlcnQoMSkiLz4="
    for number, cell in enumerate(cell for cell in forged.cells if cell.cell_type == "markdown"):
        cell.attachments = {
            f"x{number}.svg": {"image/svg+xml": evil, "text/html": "<script>alert(1)</script>"}
        }
        cell.source += f"\n![x](attachment:x{number}.svg)"
    find(forged, "Tanh").attachments = "none"
    return forged
