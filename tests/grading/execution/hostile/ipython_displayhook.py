from nbformat import NotebookNode

from tests.grading.execution.hostile import attack

POINTS = 2.0
WHY = "Replaces the display hook and the publisher so that every cell seems to result in full marks."

CODE = r"""
shell = get_ipython()
class Points(type(shell.displayhook)):
    def __call__(self, result=None):
        super().__call__(3.0)
shell.displayhook.__class__ = Points
sys.displayhook = lambda value: print(3.0)
publish = shell.display_pub.publish
shell.display_pub.publish = lambda *a, **k: publish({"text/plain": "3.0"})
"""


def submission(release: NotebookNode) -> NotebookNode:
    return attack(release, CODE)
