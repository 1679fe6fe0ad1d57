from nbformat import NotebookNode

from tests.grading.execution.hostile import add, answer, solved

POINTS = 38.0
WHY = "Honest: computes with threads that finish, a pool, a child process and asyncio."

CODE = r"""
import asyncio, subprocess, sys, threading
from concurrent.futures import ThreadPoolExecutor
with ThreadPoolExecutor(2) as pool:
    print(list(pool.map(lambda n: n * n, range(5))))
thread = threading.Thread(target=print, args=("from a thread",))
thread.start()
thread.join()
async def slowly():
    await asyncio.sleep(0.01)
    return 7
print(await slowly(), await asyncio.gather(slowly(), slowly()))
print(subprocess.run(["echo", "child"], capture_output=True, text=True).stdout)
"""


def submission(release: NotebookNode) -> NotebookNode:
    return add(answer(release, solved()), CODE, before="Sigmoid")
