from nbformat import NotebookNode

from tests.grading.execution.hostile import add, answer, solved

POINTS = 38.0
WHY = "Honest: prints in functions and cells, and draws figures of what was learned."

CODE = r"""
%matplotlib inline
import matplotlib.pyplot as plt
fig, ax = plt.subplots()
ax.plot([1, 2, 3], [ReLU().forward(np.array([v])).item() for v in (-1.0, 0.0, 2.0)], label="relu")
ax.legend()
plt.show()
print("relu of 3 is", ReLU().forward(np.array([3.0])))
fig
"""


def submission(release: NotebookNode) -> NotebookNode:
    honest = solved()
    honest["Tanh"] = honest["Tanh"].replace(
        "self.y = np.tanh(x)", "print('forward', x)\n        self.y = np.tanh(x)"
    )
    return add(answer(release, honest), CODE, after="ReLU")
