from nbformat import NotebookNode

from tests.grading.execution.hostile import add, answer, solved

POINTS = 38.0
WHY = "Honest: tries three versions of an answer in cells of its own and uses names that the tests use too."


def submission(release: NotebookNode) -> NotebookNode:
    forged = answer(release, solved())
    for name in ("ReLU", "Tanh"):
        forged = add(forged, f"class {name}:\n    pass  # first try", before=name)
    return add(
        forged,
        "x, rng, layer, want, slopes, y, result, answer, checks_ = 1, 2, 3, 4, 5, 6, 7, 8, 9\nextreme = maps = given = None",
        before="Sigmoid",
    )
