from nbformat import NotebookNode

from tests.grading.execution.hostile import attack, solved

POINTS = 38.0
WHY = "Forks children that fork children (bounded to eight generations) while the notebook goes on."

CODE = r"""
if os.fork() == 0:
    name_me()
    for _ in range(8):
        try:
            os.fork()
        except OSError:
            pass
    time.sleep(20)
    os._exit(0)
"""


def submission(release: NotebookNode) -> NotebookNode:
    return attack(release, CODE, *solved(), before="question_dead")
