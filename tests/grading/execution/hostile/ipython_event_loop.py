from nbformat import NotebookNode

from tests.grading.execution.hostile import attack

POINTS = 2.0
WHY = "Leaves coroutines and a loop behind that keep rewriting the namespace while later cells run."

CODE = r"""
import asyncio
async def keep_changing():
    for _ in range(200):
        get_ipython().user_ns["Tanh_test"] = True
        await asyncio.sleep(0.01)
def background():
    asyncio.run(keep_changing())
threading.Thread(target=background, daemon=True).start()
await asyncio.sleep(0)
"""


def submission(release: NotebookNode) -> NotebookNode:
    return attack(release, CODE)
