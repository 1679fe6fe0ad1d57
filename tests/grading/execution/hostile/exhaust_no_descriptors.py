from nbformat import NotebookNode

from tests.grading.execution.hostile import answer, everywhere

POINTS = 0.0
WHY = "Uses up every file descriptor and leaves none, so that the process can serve nothing more; it harms itself alone."

CODE = r"""
held = []
while True:
    try:
        held.append(os.dup(0))
    except OSError:
        break
"""


def submission(release: NotebookNode) -> NotebookNode:
    return answer(release, everywhere("0.0", CODE))
