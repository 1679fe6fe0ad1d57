from nbformat import NotebookNode

from tests.grading.execution.hostile import answer, replaced, solved

POINTS = 35.0
WHY = "Raises exceptions with messages of fifty megabytes, without any, with bytes for text, and with a traceback a thousand files deep."

CODE = r"""
count = iter(range(10**9))
def fail():
    number = next(count) % 4
    text = ["x" * 50_000_000, "\ud800\0\x1b[", b"\xff" * 1000, None][number]
    scope = {"again": lambda: (_ for _ in ()).throw(ValueError(text))}
    for level in range(300):
        exec(compile(f"def again(inner=again):\n    inner()", f"{'deep/' * 50}{level}.py", "exec"), scope)
    scope["again"]()
"""


def submission(release: NotebookNode) -> NotebookNode:
    return answer(release, solved() | {"Sigmoid": replaced(CODE, forward="fail()")})
