from nbformat import NotebookNode

from tests.grading.execution.hostile import answer, everywhere

POINTS = 0.0
WHY = "Sends error replies that no exception makes: names of functions, of exit and of exceptions that end loops or need arguments."

CODE = r"""
names = ["SystemExit", "KeyboardInterrupt", "GeneratorExit", "StopIteration", "BaseExceptionGroup", "UnicodeDecodeError", "exec", "type", "__import__",
         "Exception\0", "print", "object", "StopAsyncIteration", "ExceptionGroup", "BaseException", "", 5, None, ["ValueError"], "Warning", "builtins"]
def fail(where):
    name = names[sum(map(ord, where)) % len(names)]
    replace("student.server:describe", lambda error: (name, "it is right", "no trace"))
    raise SystemExit(0)
"""


def submission(release: NotebookNode) -> NotebookNode:
    return answer(release, everywhere("fail(EXERCISE)", CODE))
