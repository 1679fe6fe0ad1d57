from nbformat import NotebookNode

from tests.grading.execution.hostile import answer, replaced, solved

POINTS = 35.0
WHY = "Raises its own resource limits before it takes two gigabytes; a hard limit is for ever, even for root."

CODE = r"""
import resource
def grow():
    for kind in (resource.RLIMIT_AS, resource.RLIMIT_DATA, resource.RLIMIT_NPROC, resource.RLIMIT_CPU, resource.RLIMIT_FSIZE):
        try:
            before = resource.getrlimit(kind)
            resource.setrlimit(kind, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
            if resource.getrlimit(kind) != before:
                breach("limit %d raised" % kind)
        except (OSError, ValueError):
            pass
    held = [np.ones(1 << 24) for _ in range(16)]
    breach("took %d GB" % (sum(a.nbytes for a in held) >> 30))
"""


def submission(release: NotebookNode) -> NotebookNode:
    return answer(release, solved() | {"Sigmoid": replaced(CODE, forward="grow()")})
