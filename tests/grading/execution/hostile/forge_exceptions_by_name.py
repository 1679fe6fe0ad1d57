from nbformat import NotebookNode

from tests.grading.execution.hostile import answer, everywhere

POINTS = 0.0
WHY = 'Raises in every exercise an exception that some runner takes for "skipped", "stopped" or "done" and not for "failed".'

CODE = r"""
import asyncio, bdb, unittest
class Skipped(BaseException):
    pass
Skipped.__module__, Skipped.__qualname__ = "_pytest.outcomes", "Skipped"
class DeadKernelError(RuntimeError):
    pass
kinds = [unittest.SkipTest("done"), Skipped("done"), KeyboardInterrupt(), GeneratorExit(), StopIteration(3.0), SystemExit(0),
         asyncio.CancelledError(), bdb.BdbQuit(), DeadKernelError("x"), StopAsyncIteration(), BaseException("x"), MemoryError(), TimeoutError()]
def fail(where):
    raise kinds[sum(map(ord, where)) % len(kinds)]
"""


def submission(release: NotebookNode) -> NotebookNode:
    return answer(release, everywhere("fail(EXERCISE)", CODE))
