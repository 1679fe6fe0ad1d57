from nbformat import NotebookNode

from tests.grading.execution.hostile import attack

POINTS = 2.0
WHY = "Lets four children take 256 megabytes each, every one within its own limit; together they are over it."

CODE = r"""
for number in range(4):
    if os.fork() == 0:
        name_me()
        try:
            held = np.ones(32 * (1 << 20))
            open(f"got{number}", "w").close()
            time.sleep(3)
        finally:
            os._exit(0)
for _ in range(24):
    time.sleep(0.1)
    if all(os.path.exists(f"got{number}") for number in range(4)):
        time.sleep(0.2)
        breach("a gigabyte in four processes")
        break
"""


def submission(release: NotebookNode) -> NotebookNode:
    return attack(release, CODE, before="saturated_fraction")
