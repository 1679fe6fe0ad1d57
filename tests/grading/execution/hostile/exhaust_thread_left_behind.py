from nbformat import NotebookNode

from tests.grading.execution.hostile import attack, solved

POINTS = 38.0
WHY = "Leaves a thread that never ends, not even at exit; the process is thrown away, the points are the student's."

CODE = r"""
def forever():
    while True:
        time.sleep(0.01)
threading.Thread(target=forever, daemon=False).start()
import atexit
atexit.register(forever)
"""


def submission(release: NotebookNode) -> NotebookNode:
    return attack(release, CODE, *solved())
