from nbformat import NotebookNode

from tests.grading.execution.hostile import answer, solved

POINTS = 35.0
WHY = "Makes setting and reading an attribute raise exits, lie, hang up and never end, in the exercise whose test sets one."


def submission(release: NotebookNode) -> NotebookNode:
    text = (
        solved()["PReLU"]
        + "\n    def __setattr__(self, name, value):\n        if getattr(self, 'x', None) is not None and name == 'alpha':\n            raise SystemExit(0)\n        object.__setattr__(self, name, value)\n"
    )
    text += "\n    def __getattribute__(self, name):\n        if name == 'backward' and self.alpha == 0.25:\n            while True:\n                pass\n        return object.__getattribute__(self, name)\n"
    return answer(release, solved() | {"PReLU": text})
