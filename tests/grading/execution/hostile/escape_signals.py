from nbformat import NotebookNode

from tests.grading.execution.hostile import attack

POINTS = 2.0
WHY = "Sends signals to its parent, to a process of the test and, where it is safe to try, to everybody."

CODE = r"""
def send(process, number):
    try:
        os.kill(process, number)
    except OSError:
        pass
send(int("@VICTIM@"), signal.SIGKILL)
if foreign():
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    for process in {os.getppid(), 1} - {0, os.getpid()}:
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGSTOP, signal.SIGUSR1, signal.SIGHUP):
            send(process, number)
    send(-1, signal.SIGTERM)
    send(-1, signal.SIGCONT)
"""


def submission(release: NotebookNode) -> NotebookNode:
    return attack(release, CODE)
