from nbformat import NotebookNode

from tests.grading.execution.hostile import attack

POINTS = 2.0
WHY = "Starts as many threads as it gets (at most a thousand) and leaves them busy for the rest of the notebook."

CODE = r"""
stop = time.monotonic() + 20
def busy():
    while time.monotonic() < stop:
        time.sleep(0.5)
try:
    for _ in range(1000):
        threading.Thread(target=busy).start()
    breach("1000 threads")
except RuntimeError:
    pass
"""


def submission(release: NotebookNode) -> NotebookNode:
    return attack(release, CODE)
