from nbformat import NotebookNode

from tests.grading.execution.hostile import answer, replaced, solved

POINTS = 35.0
WHY = "Gives its class a name of terminal sequences and markup and then dies, so that the name stands in what the grader reads."

CODE = r"""
def rename(kind):
    kind.__name__ = kind.__qualname__ = "\x1b]0;hostile\x07\x9b31m[/red][bold]<script>=cmd()\u202e"
    kind.__module__ = "\x1b[2J[link=http://example.invalid]"
    return kind
"""


def submission(release: NotebookNode) -> NotebookNode:
    return answer(
        release, solved() | {"Sigmoid": replaced(CODE, forward="os._exit(0)") + "\n\nrename(Sigmoid)\n"}
    )
