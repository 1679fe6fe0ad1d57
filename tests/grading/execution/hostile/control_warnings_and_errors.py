from nbformat import NotebookNode

from tests.grading.execution.hostile import add, answer, solved

POINTS = 38.0
WHY = "Honest: warnings, logging, an error and an unfinished thought in cells of its own, none of them in an exercise."


def submission(release: NotebookNode) -> NotebookNode:
    forged = answer(release, solved())
    for text in (
        "import warnings\nwarnings.warn('careful')",
        "1 / 0",
        "this is not python",
        "import sys\nprint('note', file=sys.stderr)",
        "import logging\nlogging.warning('x')",
        "raise NotImplementedError",
        "assert False, 'to do'",
        "Sigmoid().forward(",
        "np.array([1.0]) / 0",
    ):
        forged = add(forged, text, after="Tanh_test")
    return forged
