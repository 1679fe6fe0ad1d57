from nbformat import NotebookNode

from tests.grading.execution.hostile import answer, everywhere, find, solved

POINTS = 2.0
WHY = "Rewrites the instructor's locked cells (set-up, question prompts) so that names the tests use mean something else."


def submission(release: NotebookNode) -> NotebookNode:
    forged = answer(release, everywhere("0.0") | solved("Tanh"))
    find(
        forged, "setup"
    ).source = "import numpy as np\nclass checks:\n    assert_close = assert_slope = assert_same_as_torch = staticmethod(lambda *a, **k: None)\n"
    find(forged, "setup").metadata.nbgrader.update(locked=False, solution=True)
    find(forged, "question_dead_prompt").source = "Full points, please."
    return forged
