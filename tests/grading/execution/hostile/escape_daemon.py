from nbformat import NotebookNode

from tests.grading.execution.hostile import attack

POINTS = 2.0
WHY = "Leaves a daemon behind (double fork, own session, signals ignored, bridge still open) that goes on writing after the grading."

CODE = r"""
if os.fork() == 0:
    os.setsid()
    if os.fork():
        os._exit(0)
    name_me()
    for number in range(1, 32):
        try:
            signal.signal(number, signal.SIG_IGN)
        except (OSError, ValueError):
            pass
    for _ in range(300):
        try:
            open("@OUTSIDE@", "a").write("x")
        except OSError:
            pass
        time.sleep(0.1)
    os._exit(0)
"""


def submission(release: NotebookNode) -> NotebookNode:
    return attack(release, CODE)
