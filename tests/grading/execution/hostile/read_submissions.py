from nbformat import NotebookNode

from tests.grading.execution.hostile import attack

POINTS = 2.0
WHY = (
    "Reads a classmate's submission and changes it; the folder of submissions does not exist in the sandbox."
)

CODE = r"""
import glob
for pattern in ("@COURSE@/grading/submitted/*/*/*", "/proc/*/cwd/grading/submitted/*/*/*", "../*/*/*.ipynb", "../../*/*/*.ipynb"):
    for path in glob.glob(pattern)[:50]:
        try:
            print(open(path).read(100_000))
            open(path, "a").write(" ")
        except OSError:
            pass
"""


def submission(release: NotebookNode) -> NotebookNode:
    return attack(release, CODE)
