from nbformat import NotebookNode

from tests.grading.execution.hostile import answer, replaced, solved

POINTS = 35.0
WHY = "Hangs inside C code that holds the interpreter's lock, where no Python signal handler ever runs."


def submission(release: NotebookNode) -> NotebookNode:
    return answer(
        release,
        solved()
        | {"Sigmoid": replaced("import re", forward="re.match(r'(a|a)*$', 'a' * 64 + 'b')\nreturn x")},
    )
