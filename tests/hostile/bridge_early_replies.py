from nbformat import NotebookNode

from tests.hostile import answer, everywhere

POINTS = 0.0
WHY = (
    "Sends replies to questions that were not asked yet, so that each later question gets an earlier answer."
)

CODE = r"""
channel = next(module for name, module in sys.modules.items() if name.endswith("runner.inside.channel"))
real = channel.send
def twice(connection, frame, **more):
    for _ in range(3):
        real(connection, frame, **more)
channel.send = twice
"""


def submission(release: NotebookNode) -> NotebookNode:
    return answer(release, everywhere("0.0", CODE))
