from nbformat import NotebookNode

from tests.grading.execution.hostile import attack

POINTS = 2.0
WHY = (
    "Prints text on which the usual expressions for colours, links and markup take quadratic time or longer."
)

CODE = r"""
print("\x1b[" + "1;" * 200_000)
print("\x1b]8;;" * 50_000)
print("http://" * 50_000)
print("<" * 200_000 + "![](" * 50_000)
print("\b" * 200_000, "\r" * 200_000, sep="")
raise ValueError("\x1b[0;3" * 50_000)
"""


def submission(release: NotebookNode) -> NotebookNode:
    return attack(release, CODE)
