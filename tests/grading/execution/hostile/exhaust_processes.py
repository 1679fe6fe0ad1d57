from nbformat import NotebookNode

from tests.grading.execution.hostile import attack

POINTS = 2.0
WHY = (
    "Forks up to three hundred children that wait; the limit on processes holds, and all are gone afterwards."
)

CODE = r"""
count = 0
for _ in range(300):
    try:
        child = os.fork()
    except OSError:
        break
    if child == 0:
        name_me()
        time.sleep(30)
        os._exit(0)
    count += 1
if count == 300:
    breach("300 processes")
"""


def submission(release: NotebookNode) -> NotebookNode:
    return attack(release, CODE)
