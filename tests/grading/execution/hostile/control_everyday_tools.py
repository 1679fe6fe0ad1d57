from nbformat import NotebookNode

from tests.grading.execution.hostile import add, answer, solved

POINTS = 38.0
WHY = "Honest: uses process pools, data loaders with workers, temporary files, saved figures, autoreload, tqdm and scikit-learn; the answer depends on them."

CODE = r"""
%load_ext autoreload
%autoreload 2
import multiprocessing, os, tempfile
import matplotlib.pyplot as plt
import torch
from sklearn.linear_model import LinearRegression
from tqdm.auto import tqdm


def square(x):
    return x * x


with multiprocessing.get_context("fork").Pool(2) as pool:
    squares = pool.map(square, range(5))
batches = torch.utils.data.DataLoader(torch.arange(20.0), batch_size=4, num_workers=1)
total = sum(float(batch.sum()) for batch in tqdm(batches))
with tempfile.TemporaryDirectory() as folder:
    plt.figure()
    plt.plot(squares)
    plt.savefig(os.path.join(folder, "x.png"))
    size = os.path.getsize(os.path.join(folder, "x.png"))
slope = LinearRegression().fit([[0.0], [1.0], [2.0]], [0.0, 1.0, 2.0]).coef_[0]
quarter = 0.25 if (squares[4], total, size > 1000, round(slope)) == (16, 190, True, 1) else 0
"""


def submission(release: NotebookNode) -> NotebookNode:
    bound = "def gradient_bound(depth, weight=1.0):\n    return (abs(weight) * quarter) ** depth"
    return add(answer(release, solved() | {"gradient_bound": bound}), CODE, before="gradient_bound")
