from nbformat import NotebookNode

from tests.grading.execution.hostile import answer, everywhere

POINTS = 0.0
WHY = "Answers with lists and dictionaries that contain themselves, and with arrays of such."

CODE = r"""
ring = [0.0, 0.0, 0.0]
ring[1] = ring
table = {"a": ring}
table["b"] = table
box = np.empty(3, dtype=object)
box[:] = [box, ring, table]
shared = [0.0] * 3
for _ in range(40):
    shared = [shared, shared, shared]
"""


def submission(release: NotebookNode) -> NotebookNode:
    return answer(
        release,
        everywhere(
            "[ring, table, box, (ring, ring), shared][len(EXERCISE) % 5]",
            CODE,
            "Sigmoid",
            "Tanh",
            "LeakyReLU",
            "zigzag_path",
            "dead_units",
        ),
    )
