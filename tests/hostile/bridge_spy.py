from nbformat import NotebookNode

from tests.hostile import add, attack

POINTS = 2.0
WHY = "Records everything that crosses the bridge and prints it at the end: inputs may be seen, tests and expected values never cross."

CODE = r"""
channel = next(module for name, module in sys.modules.items() if name.endswith("runner.inside.channel"))
heard, real = [], channel.receive
def spy(*a, **k):
    frame = real(*a, **k)
    heard.append(frame)
    return frame
channel.receive = spy
"""


def submission(release: NotebookNode) -> NotebookNode:
    return add(
        attack(release, CODE), "for frame in heard:\n    print(frame.decode('latin-1'))\n    print(frame)"
    )
