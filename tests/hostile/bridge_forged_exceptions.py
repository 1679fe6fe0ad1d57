from nbformat import NotebookNode

from tests.hostile import answer, everywhere

POINTS = 0.0
WHY = "Sends error replies that no exception makes: names of functions, of exit and of exceptions that end loops or need arguments."

CODE = r"""
inside = {name.rpartition(".")[2]: module for name, module in sys.modules.items() if ".runner.inside." in name}
names = iter(["SystemExit", "KeyboardInterrupt", "GeneratorExit", "StopIteration", "BaseExceptionGroup", "UnicodeDecodeError", "exec", "type", "__import__",
              "Exception\0", "print", "object", "StopAsyncIteration", "ExceptionGroup", "BaseException", "", 5, None, ["ValueError"]] * 1000)
inside["student"].describe = lambda error: (next(names), "it is right", "no trace")
"""


def submission(release: NotebookNode) -> NotebookNode:
    return answer(release, everywhere("1 / 0", CODE))
