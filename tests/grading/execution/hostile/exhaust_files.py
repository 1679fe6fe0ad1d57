from nbformat import NotebookNode

from tests.grading.execution.hostile import attack

POINTS = 2.0
WHY = "Fills its scratch folder with thousands of files and then with one large file (at most two gigabytes)."

CODE = r"""
written = 0
try:
    for number in range(5000):
        open(f"file{number}", "wb").write(b"x" * 1000)
    with open("large", "wb") as file:
        for _ in range(128):
            written += file.write(b"\0" * (1 << 24))
            file.flush()
    breach("%d bytes" % written)
except OSError:
    pass
"""


def submission(release: NotebookNode) -> NotebookNode:
    return attack(release, CODE)
