from nbformat import NotebookNode

from tests.grading.execution.hostile import attack, solved

POINTS = 38.0
WHY = "Draws a figure of a million by a million points and leaves two hundred figures open."

CODE = r"""
import matplotlib.pyplot as plt, warnings
warnings.simplefilter("ignore")
for _ in range(200):
    plt.figure(figsize=(0.5, 0.5), dpi=20)
plt.figure(figsize=(10_000, 10_000), dpi=1000)
"""


def submission(release: NotebookNode) -> NotebookNode:
    return attack(release, CODE, *solved())
