from nbformat import NotebookNode

from tests.grading.execution.hostile import answer, everywhere

POINTS = 0.0
WHY = "Changes every argument in place (values, shape, type, flags) and answers with zeros, hoping that the expected values follow."

CODE = r"""
def spoil(*arguments):
    for argument in arguments:
        for change in (lambda a: a.fill(np.nan), lambda a: a.resize(0, refcheck=False), lambda a: setattr(a, "shape", (-1,)),
                       lambda a: setattr(a, "dtype", np.int64), lambda a: a.setflags(write=False), lambda a: a.clear()):
            try:
                change(argument)
            except Exception:
                pass
    return np.zeros(np.shape(arguments[0]) if arguments else 3)
"""


def submission(release: NotebookNode) -> NotebookNode:
    return answer(release, everywhere("spoil(x, *locals().get('args', ()))", CODE))
