# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # 03 · One block, many edits
#
# After ResNet came a dozen networks with new names. Nearly all of them keep ResNet's plan (a stem, stages of equal
# blocks, pooling, one linear layer) and edit the *block*, by a line or two. This notebook draws
# each edit; you write the edited block. Then you count what the edit costs, in
# full-size networks, to the last parameter, and measure what it brings in small ones. The counts
# will agree with the papers. Of the gains, some show at our size and some do not, and you will see how one tells.
#
# **When you are through you can**
#
# - write the blocks of pre-activation ResNet, Wide ResNet, ResNeXt, SENet, DenseNet and MobileNet from a drawing;
# - say what each costs in parameters and multiplications, from a formula of your own that gives the papers' tables;
# - show that 32 paths and one grouped convolution are the same function;
# - compare architectures fairly: at equal parameters, at equal time, over several seeds, with the spread shown.
#
# **How it works.** There are 13 exercises of 5 to 20 minutes; these add up to 220 minutes, and the experiments and the two questions
# take another hour or so. Difficulty is ●○○ to ●●●. Replace
# `raise NotImplementedError()` by your code, run the cell, then run the check cell below it. More
# checks run when you hand in: they compare your block, with random weights, in training and in evaluation mode, with
# the same wiring written as plain functions. Names and order of a block's parts are yours to choose. *Experiments* have
# nothing to fill in, but write your prediction down before you run them.

# %% [markdown]
# ## Set-up
#
# `OriginalBlock` is the block of notebook 01, ready for use, because every block below is an edit of it. Its argument
# `gate` takes a module like that of exercise 6.

# %% nbgrader={"grade": false, "grade_id": "setup", "locked": true, "schema_version": 3, "solution": false, "task": false}
import time

import matplotlib.pyplot as plt
import numpy as np
import torch
from torch import nn
from torch.nn import functional as F
from tqdm.auto import tqdm

from course_utils import checks, plots
from course_utils.checks import wiring
from course_utils.checks.results import raises
from course_utils.inspection import probes, tables
from course_utils.models.dropping import DroppingNet
from course_utils.plots.palette import STYLES
from course_utils.records.claims import Claims
from course_utils.training import race

claims = Claims("03_resnet_variants")


class OriginalBlock(nn.Module):
    """The residual block of He et al. 2015: two convolutions, and a ReLU after the addition."""

    def __init__(self, in_channels, out_channels, stride=1, gate=None):
        super().__init__()
        self.conv1 = nn.Conv2d(in_channels, out_channels, 3, stride, 1, bias=False)
        self.norm1 = nn.BatchNorm2d(out_channels)
        self.conv2 = nn.Conv2d(out_channels, out_channels, 3, 1, 1, bias=False)
        self.norm2 = nn.BatchNorm2d(out_channels)
        self.gate = gate or nn.Identity()
        self.shortcut = nn.Identity()
        if stride != 1 or in_channels != out_channels:
            self.shortcut = nn.Sequential(
                nn.Conv2d(in_channels, out_channels, 1, stride, bias=False),
                nn.BatchNorm2d(out_channels),
            )

    def forward(self, x):
        residual = self.norm2(self.conv2(F.relu(self.norm1(self.conv1(x)))))
        return F.relu(self.gate(residual) + self.shortcut(x))


def side_by_side(diagrams, height=4.6, columns=2):
    """Draw blocks next to each other: title -> (steps, skips), as for plots.blocks."""
    rows = -(-len(diagrams) // columns)
    _, axes = plt.subplots(
        rows, columns, figsize=(9, height * rows), layout="constrained"
    )
    for ax, (title, (steps, skips)) in zip(axes.flat, diagrams.items(), strict=True):
        plots.blocks(steps, ax, skips=skips, title=title)


# %% [markdown]
# ## 1 · Pre-activation: nothing after the addition
#
# In the original block the sum passes through a ReLU before it enters the next block. So the "identity path" through a
# deep network is not an identity: every block cuts off what is negative. He and co-authors (2016) move
# normalisation and activation *in front of* the convolutions. Then
#
# $$x_{l+1} = x_l + F(x_l) \quad\Rightarrow\quad x_L = x_l + \sum_{i=l}^{L-1} F(x_i), \qquad
# \frac{\partial \mathcal{L}}{\partial x_l} = \frac{\partial \mathcal{L}}{\partial x_L}\Bigl(I + \frac{\partial}{\partial x_l}\sum_i F(x_i)\Bigr),$$
#
# where $\mathcal{L}$ is the loss and $L$ the number of blocks, and the $I$ stays $I$ through any number of them. Their Table 3 gives the
# test errors on CIFAR-10: 110 layers 6.61 % with the original block and 6.37 % with the new one, 1001 layers 7.61 % and 4.92 %.
# The picture shows the edit, and the next one, too.

# %% tags=["experiment", "skip-execution"]
side_by_side(
    {
        "original": (
            ["3×3 conv", "batch norm", "ReLU", "3×3 conv", "batch norm", "+", "ReLU"],
            [(-1, 5, "x")],
        ),
        "pre-activation": (
            ["batch norm", "ReLU", "3×3 conv", "batch norm", "ReLU", "3×3 conv", "+"],
            [(-1, 6, "x")],
        ),
        "pre-activation,\nshape changes": (
            ["batch norm", "ReLU", "3×3 conv", "batch norm", "ReLU", "3×3 conv", "+"],
            [(1, 6, "1×1 conv")],
        ),
        "wide": (
            [
                "batch norm",
                "ReLU",
                "3×3 conv, F·k",
                "batch norm",
                "ReLU",
                "dropout",
                "3×3 conv, F·k",
                "+",
            ],
            [(-1, 7, "x")],
        ),
    }
)

# %% [markdown]
# **What to see.** Read each block from top to bottom; the orange line is the shortcut.
#
# - *Original:* conv, BN, ReLU, conv, BN, then **+ x**, and a ReLU behind the addition. In the other three nothing stands there.
# - *Pre-activation:* BN, ReLU, conv, BN, ReLU, conv, then **+ x**.
# - *Pre-activation, shape changes:* the same, but what is added is a **1×1 convolution of what the first ReLU gives**.
# - *Wide:* as pre-activation, with k times the filters and dropout before the second convolution.
#
# ### Exercise 1 · `PreActBlock` (20 minutes, ●●○, 4 points)


# %% nbgrader={"grade": false, "grade_id": "PreActBlock", "locked": false, "schema_version": 3, "solution": true, "task": false}
class PreActBlock(nn.Module):
    """Pre-activation residual block (He et al. 2016), two 3×3 convolutions.

    Maps (N, in_channels, H, W) to (N, out_channels, H', W'), where H' is H / stride
    rounded up, W' likewise. stride: an integer, of the first 3×3 convolution.

    The residual branch is BN, ReLU, conv, BN, ReLU, conv; nothing follows the
    addition. The shortcut is x itself where channels and size stay; else a 1×1
    convolution with this stride, applied to what the first BN and ReLU give, not to x.
    3×3 convolutions pad by 1. No convolution has a bias. BN is nn.BatchNorm2d with its
    defaults; the shortcut has none. Weights start as PyTorch starts them. x is not
    changed, nor the mode (training or evaluation) of any part.
    """

    def __init__(self, in_channels, out_channels, stride=1):
        super().__init__()
        ### BEGIN SOLUTION
        self.norm1 = nn.BatchNorm2d(in_channels)
        self.conv1 = nn.Conv2d(in_channels, out_channels, 3, stride, 1, bias=False)
        self.norm2 = nn.BatchNorm2d(out_channels)
        self.conv2 = nn.Conv2d(out_channels, out_channels, 3, 1, 1, bias=False)
        self.project = None
        if stride != 1 or in_channels != out_channels:
            self.project = nn.Conv2d(in_channels, out_channels, 1, stride, bias=False)
        ### END SOLUTION

    def forward(self, x):
        """Return what becomes of x."""
        ### BEGIN SOLUTION
        activated = F.relu(self.norm1(x))
        shortcut = x if self.project is None else self.project(activated)
        return shortcut + self.conv2(F.relu(self.norm2(self.conv1(activated))))
        ### END SOLUTION


# %% [markdown]
# The visible check uses images of a single pixel, so that a 3×3 convolution is one multiplication, and sets every weight
# to −3, every scale of BN to 2 and every offset to 1. You can follow the number −0.45 through the drawing with a pencil:
# in evaluation mode a fresh BN only scales and shifts, so the first one makes 2 · (−0.45) + 1 = 0.1 of it.

# %% nbgrader={"grade": true, "grade_id": "PreActBlock_test", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false}
block = PreActBlock(1, 1)
wiring.assert_parameters(
    block,
    [("weight", (1, 1, 3, 3))] * 2 + [("scale", (1,)), ("offset", (1,))] * 2,
    "PreActBlock(1, 1)",
)
wiring.fill(block, weight=-3, scale=2, offset=1)
block.eval()
pixels = torch.tensor([-4.0, -0.45, 1.0])
checks.assert_close(
    wiring.output(block, pixels.reshape(3, 1, 1, 1), "PreActBlock(1, 1)").flatten(),
    [-7, -1.65, 1],
    "PreActBlock(1, 1) for the pixels -4, -0.45 and 1",
    rtol=1e-4,
    atol=1e-4,
    mistakes={
        "there is a ReLU after the addition; nothing may follow it.": [0, 0, 1],
        "the shortcut is missing: this is the residual branch alone.": [-3, -1.2, 0],
        "the branches are multiplied; add them.": [12, 0.54, 0],
        "the shape stays, so the shortcut is x itself, not the activated x.": [
            -3,
            -1.1,
            3,
        ],
        "this is the order of the original block: conv, BN, ReLU, conv, BN.": [
            -153,
            -21.65,
            2,
        ],
        "this is the original block; BN and ReLU belong before the convolutions.": [
            0,
            0,
            2,
        ],
        "BN and ReLU are swapped: first BN, then ReLU.": [-7, -3.45, -2],
        "the ReLU before the second convolution is missing.": [-7, -1.65, 52],
        "the ReLU before the first convolution is missing.": [-133, -1.65, 1],
        "the branch is subtracted; add it.": [-1, 0.75, 1],
    },
)
x = torch.randn(2, 4, 7, 8, generator=torch.Generator().manual_seed(0))
shape = tuple(
    wiring.output(PreActBlock(4, 6, stride=2), x, "PreActBlock(4, 6, stride=2)").shape
)
assert shape == (2, 6, 4, 4), (
    f"PreActBlock(4, 6, stride=2) makes {shape} of (2, 4, 7, 8), but should "
    "make (2, 6, 4, 4).\nLikely mistake: the stride or the padding of the first 3×3 or the 1×1 convolution."
)
block = PreActBlock(4, 4)
wiring.fill(block, weight=0)
checks.assert_close(
    wiring.output(block, x, "PreActBlock(4, 4)"),
    x,
    "PreActBlock(4, 4)(x) with all convolutions 0",
    mistakes={
        "a ReLU after the addition cuts off what is negative.": F.relu(x),
        "without a shortcut nothing is left.": torch.zeros_like(x),
    },
)
### BEGIN HIDDEN TESTS
from functools import partial


def pre_activation(x, parts, out, stride, kind=""):
    """The wiring, or the mistake `kind` of it."""
    a = F.relu(parts.norm(x))
    h = parts.conv(a, out, 3, 1 if kind == "late stride" else stride)
    h = h if kind == "one norm" else parts.norm(h)
    h = h if kind == "one ReLU" else F.relu(h)
    h = parts.conv(h, out, 3, stride if kind == "late stride" else 1)
    if out == x.shape[1] and stride == 1:
        return h + (a if kind == "activated" else x)
    return h + parts.conv(x if kind == "raw" else a, out, 1, stride)


for inner, outer, stride in [
    (3, 3, 1),
    (3, 5, 1),
    (3, 3, 2),
    (4, 6, 2),
    (2, 2, 3),
    (5, 2, 1),
]:
    x = torch.randn(
        1 if stride == 3 else 3,
        inner,
        5,
        6,
        generator=torch.Generator().manual_seed(inner + outer),
    )
    wired = partial(pre_activation, out=outer, stride=stride)
    wiring.assert_wiring(
        PreActBlock(inner, outer, stride),
        wired,
        x,
        f"PreActBlock({inner}, {outer}, stride={stride})"
        + ", which makes the channels fewer," * (outer < inner),
        mistakes={
            "the 1×1 convolution takes the activated x, not x.": partial(
                wired, kind="raw"
            ),
            "where the shape stays, the shortcut is x itself, not the activated x.": partial(
                wired, kind="activated"
            ),
            "the ReLU before the second convolution is missing.": partial(
                wired, kind="one ReLU"
            ),
            "the stride belongs to the first convolution.": partial(
                wired, kind="late stride"
            ),
            "there is a ReLU after the addition.": lambda x, parts, wired=wired: F.relu(
                wired(x, parts)
            ),
        },
    )
wiring.assert_started(PreActBlock(16, 32, 2), "PreActBlock(16, 32, stride=2)")
### END HIDDEN TESTS

# %% [markdown]
# <details><summary>Hint 1: what to define</summary>
#
# Two `nn.BatchNorm2d`, two 3×3 `nn.Conv2d`, and a 1×1 `nn.Conv2d` only where `stride != 1` or the channels change. The first
# BN sees `in_channels` channels, the second `out_channels`.
# </details>
# <details><summary>Hint 2: the order of use</summary>
#
# Compute `activated = relu(norm1(x))` once: the first convolution needs it, and so does the 1×1 convolution.
# </details>

# %% [markdown]
# ### Experiment 1 · How direct is the path?
#
# A stack of 50 blocks of 16 channels, as PyTorch starts it, original or pre-activation. Two questions. How much of the
# stack's input can still be seen in its output: what is the correlation between the two? And how large is the
# gradient that arrives at each block, compared with the last one's?
#
# **Predict** the correlation in the original stack, and in the pre-activation stack (0: no trace; 1: the same up to scale).


# %% tags=["experiment", "skip-execution"]
def travelled(block, seed, depth=50):
    """Correlation of a stack's output with its input, and gradient norms block by block."""
    torch.manual_seed(seed)
    blocks = [block(16, 16) for _ in range(depth)]
    x = torch.randn(16, 16, 8, 8, requires_grad=True)
    signals = [x]
    for one in blocks:
        signals.append(one(signals[-1]))
        signals[-1].retain_grad()
    upstream = torch.randn_like(signals[-1])
    signals[-1].backward(upstream)
    pair = torch.stack([x.detach().flatten(), signals[-1].detach().flatten()])
    norms = torch.stack([signal.grad.norm() for signal in signals])
    return torch.corrcoef(pair)[0, 1].item(), (norms / norms[-1]).numpy()


paths = {
    name: [travelled(block, seed) for seed in range(3)]
    for name, block in {
        "original": OriginalBlock,
        "pre-activation": PreActBlock,
    }.items()
}
fig, ax = plt.subplots(figsize=(7, 3.4), layout="constrained")
plots.curves(
    {name: np.stack([norms for _, norms in runs]) for name, runs in paths.items()},
    ax,
    x=np.arange(51),
    xlabel="block (0: the input of the stack)",
    ylabel="gradient / last block's",
    log=True,
)
trace = {name: np.median([c for c, _ in runs]) for name, runs in paths.items()}
arriving = {
    name: np.median([norms[0] for _, norms in runs]) for name, runs in paths.items()
}
claims.record(
    "Pre-activation creates a more direct path through the network",
    "holds"
    if trace["pre-activation"] > 2 * trace["original"]
    and arriving["pre-activation"] < arriving["original"] / 2
    else "holds with care"
    if trace["pre-activation"] > trace["original"]
    else "does not hold",
    "at the start of training, 3 seeds; correlation of output with input over 50 blocks: "
    + ", ".join(f"{name} {value:.2f}" for name, value in trace.items())
    + "; gradient at the input over gradient at the output: "
    + ", ".join(f"{name} {value:.2g}" for name, value in arriving.items()),
)

# %% [markdown]
# **What to see.** In the original stack hardly a trace of the input is left: the correlation is below 0.1. There are two reasons: each of the 50 ReLUs
# cuts off a part of it, and each of the 50 branches ends with BN, which makes it as large as the input. (Without the ReLUs, 50 independent branches
# of this size would leave a correlation of $1/\sqrt{51} = 0.14$.) In the pre-activation stack it is between 0.3 and 0.45. That can be computed: the input is one of 51 terms of a sum.
# A last convolution, as PyTorch starts it, gives a branch a variance of about 1/6, where the input has 1, so for independent branches the
# correlation is $1/\sqrt{1 + 50/6} = 0.33$; zeros at the border make the branches a little weaker, and the correlation a little larger.
#
# The gradient does not vanish in either stack. It *grows* on its way back, some 20 to 50 times in the original stack and 4 to 9 times in
# the other: the path is more direct, not a perfect one, for in the formula above $F$ contributes, too. The bands of three seeds can hardly be
# seen. All this is at the start of training; whether the network learns better is a matter for experiment 5.
# <!-- measured:
# 0.1: 0.1 if trace["original"] < 0.1 else 1
# 0.3 to 0.45: trace["pre-activation"]
# 20 to 50: arriving["original"]
# 4 to 9: arriving["pre-activation"]
# given: 50, 51, 0.14, 1, 6, 0.33
# -->
#
# ## 2 · Wide: k times the filters
#
# Zagoruyko and Komodakis (2016) argue that the residual block is what matters, and not depth: take few blocks,
# and give each $k$ times the filters. Their CIFAR networks, WRN-depth-k, are a 3×3 convolution
# with 16 filters, three stages of $n$ pre-activation blocks with $16k$, $32k$ and $64k$ filters (stride 2 in the first block of
# the second and third stage), BN, ReLU, average pooling and a linear layer. Each block has two convolutions, so
# depth $= 6n + 4$. (The 4 counts the first convolution and three 1×1 shortcuts; the linear layer is not counted.)
#
# ### Exercise 2 · `WideBlock` (15 minutes, ●●○, 3 points)


# %% nbgrader={"grade": false, "grade_id": "WideBlock", "locked": false, "schema_version": 3, "solution": true, "task": false}
class WideBlock(nn.Module):
    """Wide residual block (Zagoruyko and Komodakis 2016).

    Maps (N, in_channels, H, W) to (N, filters·k, H', W'), H' = H / stride rounded up.

    BN, ReLU, 3×3 conv, BN, ReLU, dropout, 3×3 conv, then the addition. Both
    convolutions have filters·k filters; the stride is the first one's. Everything else
    (shortcut, padding, no biases, defaults) is as in PreActBlock. x is not changed, nor
    the mode of any part.
    dropout: probability, below 1, with which a single number becomes 0 in training
    mode; those that stay are divided by 1 - dropout, as nn.Dropout does.
    """

    def __init__(self, in_channels, filters, k, stride=1, dropout=0.0):
        super().__init__()
        ### BEGIN SOLUTION
        wide = filters * k
        self.before = nn.Sequential(nn.BatchNorm2d(in_channels), nn.ReLU())
        self.residual = nn.Sequential(
            nn.Conv2d(in_channels, wide, 3, stride, 1, bias=False),
            nn.BatchNorm2d(wide),
            nn.ReLU(),
            nn.Dropout(dropout),
            nn.Conv2d(wide, wide, 3, 1, 1, bias=False),
        )
        self.project = None
        if stride != 1 or in_channels != wide:
            self.project = nn.Conv2d(in_channels, wide, 1, stride, bias=False)
        ### END SOLUTION

    def forward(self, x):
        """Return what becomes of x."""
        ### BEGIN SOLUTION
        activated = self.before(x)
        shortcut = x if self.project is None else self.project(activated)
        return shortcut + self.residual(activated)
        ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "WideBlock_test", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
block = WideBlock(1, 1, k=2)
wiring.fill(block, weight=3, scale=2, offset=1)
block.eval()
pixels = torch.tensor([-4.0, 0.25, 1.0])
checks.assert_close(
    wiring.output(block, pixels.reshape(3, 1, 1, 1), "WideBlock(1, 1, k=2)").flatten(1),
    [[6, 6], [64.5, 64.5], [123, 123]],
    "WideBlock(1, 1, k=2) for the pixels -4, 0.25 and 1",
    rtol=1e-4,
    mistakes={
        "k is ignored: there should be filters·k output channels.": [
            [-1],
            [30.25],
            [58],
        ],
        "the shortcut's 1×1 convolution takes the activated x, not x.": [
            [-6, -6],
            [60.75, 60.75],
            [117, 117],
        ],
        "x was broadcast over the channels; where they change, a 1×1 convolution is needed.": [
            [2, 2],
            [60.25, 60.25],
            [115, 115],
        ],
        "the shortcut is missing.": [[6, 6], [60, 60], [114, 114]],
    },
)
weights = sum(p.numel() for p in WideBlock(16, 16, k=4).parameters() if p.ndim > 1)
assert weights == 16 * 64 * 9 + 64 * 64 * 9 + 16 * 64, (
    f"WideBlock(16, 16, k=4) has {weights:,} convolution weights, but should have 47,104.\n"
    "Likely mistake: one of the two convolutions is not k times as wide, or a shortcut is missing or too many."
)
### BEGIN HIDDEN TESTS
from functools import partial


def wide_wiring(x, parts, out, stride, raw=False):
    """The wiring; raw: the mistake of projecting x itself."""
    a = F.relu(parts.norm(x))
    h = parts.conv(F.relu(parts.norm(parts.conv(a, out, 3, stride))), out)
    same = out == x.shape[1] and stride == 1
    return h + (x if same else parts.conv(x if raw else a, out, 1, stride))


for inner, filters, k, stride in [
    (6, 2, 3, 1),
    (3, 2, 2, 2),
    (4, 4, 1, 2),
    (3, 1, 1, 3),
    (5, 1, 2, 1),
]:
    x = torch.randn(
        1 if stride == 3 else 3,
        inner,
        6,
        5,
        generator=torch.Generator().manual_seed(inner),
    )
    wired = partial(wide_wiring, out=filters * k, stride=stride)
    name = f"WideBlock({inner}, {filters}, k={k}, stride={stride}"
    fewer = ", which makes the channels fewer," * (filters * k < inner)
    wiring.assert_wiring(
        WideBlock(inner, filters, k, stride),
        wired,
        x,
        name + ")" + fewer,
        mistakes={
            "the 1×1 convolution takes the activated x, not x.": partial(
                wired, raw=True
            ),
            "there is a ReLU after the addition.": lambda x, parts, wired=wired: F.relu(
                wired(x, parts)
            ),
        },
    )
    wiring.assert_wiring(
        WideBlock(inner, filters, k, stride, dropout=0.4),
        wired,
        x,
        name + ", dropout=0.4)" + fewer,
        modes=("eval",),
    )
checks.assert_close(
    WideBlock(4, 2, k=2)(torch.ones(2, 4, 5, 6)).shape,
    (2, 4, 5, 6),
    "shape of WideBlock(4, 2, k=2) for an input of shape (2, 4, 5, 6)",
    mistakes={"stride is 1 unless said otherwise.": (2, 4, 3, 3)},
)
wiring.assert_started(WideBlock(16, 16, k=2), "WideBlock(16, 16, k=2)")
torch.manual_seed(5)
block = WideBlock(3, 4, k=1, dropout=0.5)
with torch.no_grad():
    for parameter in block.parameters():
        if tuple(parameter.shape) == (4, 4, 3, 3):
            parameter.zero_()  # the branch ends in zeros, so that the shortcut alone is left
side = torch.randn(2, 3, 6, 6, generator=torch.Generator().manual_seed(8))
assert torch.equal(block.train()(side), block(side)), (
    "WideBlock(3, 4, dropout=0.5) in training mode drops numbers on the shortcut, too.\n"
    "Likely mistake: dropout before the branch and the shortcut part; it stands between the two convolutions only."
)
torch.manual_seed(5)
block = WideBlock(4, 2, k=2, dropout=0.25)
wiring.fill(block, weight=0.5, scale=1, offset=1)
block.train()
# Equal pixels: BN gives 1 before the dropout, which leaves 0 or 1 / 0.75 of each of 4 × 2 numbers.
kept = (block(torch.full((1500, 4, 1, 2), 3.0)).detach() - 3) / (0.5 / 0.75)
whole = kept.round()
assert (kept - whole).abs().max() < 1e-3, (
    "WideBlock(4, 2, k=2, dropout=0.25) in training mode: the branch is not 0.5 times a sum of numbers that were "
    "dropped (0) or kept (divided by 0.75).\n"
    "Likely mistake: dropout before the second BN, without 1 / (1 - p), or with another probability than asked for."
)
assert (whole == whole[:, :1, :, :1]).all(), (
    "the output channels differ.\nLikely mistake: dropout after the second convolution; it belongs before it."
)
number = whole[:, 0, 0, 0]
sharing = {"dropout is missing, or switched off in training mode.": 0.0}
calls = [block(torch.full((2, 4, 1, 2), 3.0)).detach() for _ in range(20)]
if any(not torch.equal(calls[0], other) for other in calls):
    sharing = {
        "all images get one mask; each number is dropped or kept by itself.": 0.0
    }
if 2.4 < number.var() < 3.6:
    sharing = {
        "whole channels are dropped (nn.Dropout2d); drop single numbers (nn.Dropout).": number.var()
    }
elif number.var() > 4.8:
    sharing = {
        "all channels of an image get one mask; each number is dropped or kept by itself.": number.var()
    }
checks.assert_close(
    number.var(),
    1.5,
    "variance of how many of 8 numbers dropout=0.25 keeps (8 · 0.25 · 0.75)",
    atol=0.3,
    rtol=0,
    mistakes=sharing,
)
checks.assert_close(
    number.mean(), 6, "numbers that dropout=0.25 keeps of 8", atol=0.2, rtol=0
)
again = [block(torch.full((50, 4, 1, 2), 3.0)).detach() for _ in range(2)]
assert not torch.equal(*again), (
    "WideBlock(4, 2, k=2, dropout=0.25) drops the same numbers in every call.\n"
    "Likely mistake: a seed is set, or one mask is kept; each call draws anew."
)
totals = torch.stack([call.sum() for call in calls])
assert totals.max() - totals.min() > 1, (
    "WideBlock(4, 2, k=2, dropout=0.25) drops equally many numbers in every call.\n"
    "Likely mistake: a fixed share is drawn; each number is dropped or kept by itself."
)
### END HIDDEN TESTS

# %% [markdown]
# <details><summary>Hint</summary>
#
# Copy your `PreActBlock`, let `wide = filters * k` stand for `out_channels`, and put `nn.Dropout(dropout)` behind the
# second ReLU. `nn.Dropout` looks at the block's mode by itself.
# </details>

# %% [markdown]
# ### Exercise 3 · `wrn_params` (20 minutes, ●●○, 3 points)
#
# Count a whole WRN without building it. Go through the network as described above and add up. A check on your way: for
# depth 10 and k = 1 (one block a stage) there are 77,850 parameters.


# %% nbgrader={"grade": false, "grade_id": "wrn_params", "locked": false, "schema_version": 3, "solution": true, "task": false}
def wrn_params(depth, k, classes=10):
    """Return the number of parameters of WRN-depth-k for colour images, an integer.

    depth: 6n + 4 with n ≥ 1. k: widening factor, an integer. ValueError for any other
    depth, and for k < 1.
    Everything that is learned counts: convolutions (no biases), scale and offset of
    every BN, 1×1 shortcuts (one in each block whose shape changes), the linear
    layer with its biases. The stem, 3 to 16 channels, is not widened and has no BN;
    a last BN stands before the pooling.
    """
    ### BEGIN SOLUTION
    if depth < 10 or (depth - 4) % 6 or k < 1:
        raise ValueError(f"depth should be 6n + 4, and k at least 1; got {depth}, {k}")
    total, channels = 3 * 16 * 9, 16
    for width in (16 * k, 32 * k, 64 * k):
        for _ in range((depth - 4) // 6):
            total += 2 * channels + 9 * channels * width + 2 * width + 9 * width**2
            if channels != width:
                total += channels * width
            channels = width
    return total + 2 * channels + (channels + 1) * classes
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "wrn_params_test", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
checks.assert_close(
    wrn_params(10, 1),
    77_850,
    "wrn_params(10, 1)",
    rtol=0,
    atol=0,
    mistakes={
        "BN has two parameters a channel, a scale and an offset.": 77_610,
        "BN has parameters, too: a scale and an offset for each channel.": 77_370,
        "the 1×1 shortcuts are missing: where the number of channels changes there is one.": 75_290,
        "the last BN, before the pooling, is missing.": 77_722,
        "the stem has no BN of its own.": 77_882,
        "the linear layer's biases are missing.": 77_840,
        "the linear layer is missing.": 77_200,
        "in the first stage of k = 1 the shape stays: no 1×1 shortcut there.": 78_106,
        "a 3×3 kernel has 9 weights.": 11_930,
    },
)
for depth, k, millions in [(16, 8, 11.0), (40, 4, 8.9), (28, 10, 36.5)]:
    got = int(wrn_params(depth, k))
    assert round(got / 1e6, 1) == millions, (
        f"wrn_params({depth}, {k}) is {got:,}; the paper's table says {millions} million.\n"
        "Likely mistake: the widths 16k, 32k, 64k, the shortcut of the first stage (16 to 16k), or n = (depth - 4) / 6."
    )


### BEGIN HIDDEN TESTS
def counted(depth, k, classes):
    """The same network, layer by layer, on the meta device."""
    layers, channels = [nn.Conv2d(3, 16, 3, bias=False)], 16
    for width in (16 * k, 32 * k, 64 * k):
        for _ in range((depth - 4) // 6):
            layers += [
                nn.BatchNorm2d(channels),
                nn.Conv2d(channels, width, 3, bias=False),
                nn.BatchNorm2d(width),
                nn.Conv2d(width, width, 3, bias=False),
            ]
            if channels != width:
                layers.append(nn.Conv2d(channels, width, 1, bias=False))
            channels = width
    layers += [nn.BatchNorm2d(channels), nn.Linear(channels, classes)]
    return sum(p.numel() for layer in layers for p in layer.parameters())


for depth, k, classes in [
    (10, 1, 10),
    (16, 1, 7),
    (22, 3, 100),
    (40, 2, 10),
    (28, 101, 10),
]:
    with torch.device("meta"):
        want = counted(depth, k, classes)
    checks.assert_close(
        wrn_params(depth, k, classes),
        want,
        f"wrn_params({depth}, {k}, {classes})"
        + ", a number too large to be exact in float32 or int32," * (want > 2**31),
        rtol=0,
        atol=0,
        mistakes={
            "the argument classes is ignored.": want - (classes - 10) * (64 * k + 1)
        },
    )
others = [(depth, 2) for depth in range(11, 23) if depth not in (16, 22)]
for depth, k in [*others, (4, 1), (-2, 1), (28, 0), (28, -1)]:
    with raises(
        ValueError,
        f"wrn_params({depth}, {k})",
        "depth is 6n + 4 with n ≥ 1, and k at least 1.",
    ):
        wrn_params(depth, k)
assert wrn_params(28, 10) == 36_479_194, (
    f"wrn_params(28, 10) is {wrn_params(28, 10):,}, but should be 36,479,194"
)
assert np.asarray(wrn_params(10, 1)).dtype.kind in "iu", (
    f"wrn_params(10, 1) should be an integer, but is {wrn_params(10, 1)}: divide with //, or not at all."
)
### END HIDDEN TESTS

# %% [markdown]
# <details><summary>Hint 1: one block</summary>
#
# From $c$ to $w$ channels: BN $2c$, convolution $9cw$, BN $2w$, convolution $9w^2$, and $cw$ for the 1×1 shortcut where $c \neq w$.
# </details>
# <details><summary>Hint 2: the loop</summary>
#
# Keep `channels`, 16 at first. For each stage's width, for each of its $n$ blocks, add the block and set `channels = width`.
# </details>

# %% [markdown]
# The paper's Table 5 (CIFAR-10, flip and shift augmentation) beside your count:
#
# | network | parameters, paper | counted | CIFAR-10 error, paper |
# |---|---|---|---|
# | WRN-40-4 | 8.9 M | 8,949,210 | 4.53 % |
# | WRN-16-8 | 11.0 M | 10,961,370 | 4.27 % |
# | WRN-28-10 | 36.5 M | 36,479,194 | 4.00 % |
# | pre-activation ResNet-1001 | 10.2 M | 10,327,706 (10,178,490 without BN) | 4.92 % |
#
# In this table the 16-layer network beats the one with 1001 layers at about the same number of parameters. (Your formula gives the first three
# counts; ResNet-1001 has bottleneck blocks and was counted apart. The paper's 10.2 M agrees with the count without
# the scales and offsets of BN; the other three round to the paper's figures with them and without.)

# %% [markdown]
# ## 3 · ResNeXt: many thin paths
#
# A bottleneck block squeezes 256 channels to 64, works on them with a 3×3 convolution, and expands again. Xie and co-authors (2016)
# widen the middle to 128 channels, split these into 32 *paths* of 4 channels, and add up what the paths give. Paths side by side are the idea of
# Inception's modules; but there each path has a form of its own and the results are concatenated, while here all paths have one form and are added.
# The number of paths is the block's **cardinality** $C$, the channels of each its width $d$:
#
# $$y = x + \sum_{c=1}^{C} E_c * \mathrm{relu}\bigl(T_c * \mathrm{relu}(R_c * x)\bigr).$$
#
# Stack the $R_c$ on top of each other and they are one 1×1 convolution to $Cd$ channels. Put the $E_c$ side by side
# and they are one 1×1 convolution from $Cd$ channels, for a matrix product over blocks *is* the sum of the blocks' products.
# In between every path sees its own $d$ channels only: that is `groups=C` of `nn.Conv2d`.

# %% tags=["experiment", "skip-execution"]
side_by_side(
    {
        "bottleneck (ResNet-50)": (
            ["1×1 conv, 64", "3×3 conv, 64", "1×1 conv, 256", "+"],
            [(-1, 3, "x")],
        ),
        "32 paths": (
            [
                [
                    ["1×1, 4", "3×3, 4", "1×1, 256"],
                    ["1×1, 4", "3×3, 4", "1×1, 256"],
                    ["30 more"],
                ],
                "+",
            ],
            [(-1, 1, "x")],
        ),
        "the same, grouped": (
            ["1×1 conv, 128", "3×3 conv, 128,\n32 groups", "1×1 conv, 256", "+"],
            [(-1, 3, "x")],
        ),
    },
    height=4,
    columns=3,
)

# %% [markdown]
# **What to see.** Three blocks from 256 to 256 channels; BN and ReLU after each convolution are left out of the drawing.
#
# | | squeeze | 3×3 | expand | weights |
# |---|---|---|---|---|
# | bottleneck | 256 → 64 | 64 → 64 | 64 → 256 | 69,632 |
# | 32 paths | 32 times 256 → 4 | 32 times 4 → 4 | 32 times 4 → 256, added | 70,144 |
# | grouped | 256 → 128 | 128 → 128 in 32 groups | 128 → 256 | 70,144 |
#
# The second and the third are one function. Show it:
# <!-- measured:
# given: 256, 64, 32, 4, 128, 69,632, 70,144
# -->
#
# ### Exercise 4 · `path_outputs` (15 minutes, ●●○, 3 points)


# %% nbgrader={"grade": false, "grade_id": "path_outputs", "locked": false, "schema_version": 3, "solution": true, "task": false}
def path_outputs(x, reduce, transform, expand, cardinality):
    """Return what each path of a ResNeXt branch adds, (cardinality, N, out, H, W).

    x: (N, in, H, W). The three tensors are the weights of the *grouped* form:
    reduce (C·d, in, 1, 1), transform (C·d, d, 3, 3), expand (out, C·d, 1, 1), where C
    is the cardinality and d the width of a path. Path c owns the channels c·d to
    (c + 1)·d - 1 in the middle. It is a 1×1 convolution, ReLU, a 3×3 convolution with
    padding 1, ReLU, and a 1×1 convolution; no BN, no biases, no ReLU at the end.
    The arguments are not changed.
    """
    ### BEGIN SOLUTION
    width = transform.shape[1]
    outputs = []
    for c in range(cardinality):
        own = slice(c * width, (c + 1) * width)
        h = F.relu(F.conv2d(x, reduce[own]))
        h = F.relu(F.conv2d(h, transform[own], padding=1))
        outputs.append(F.conv2d(h, expand[:, own]))
    return torch.stack(outputs)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "path_outputs_test", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
draw = torch.Generator().manual_seed(1)
x = torch.randn(2, 5, 4, 4, generator=draw)
reduce, transform = (
    torch.randn(6, 5, 1, 1, generator=draw),
    torch.randn(6, 2, 3, 3, generator=draw),
)
expand = torch.randn(7, 6, 1, 1, generator=draw)
middle = F.relu(F.conv2d(F.relu(F.conv2d(x, reduce)), transform, padding=1, groups=3))
grouped = F.conv2d(middle, expand)
outputs = path_outputs(x, reduce, transform, expand, 3)
assert outputs is not None, (
    "path_outputs returns nothing: the function ends without `return`."
)
shape = tuple(
    (len(outputs), *np.shape(outputs[0]))
    if isinstance(outputs, list | tuple) and outputs
    else np.shape(outputs)
)
assert shape == (3, 2, 7, 4, 4), (
    f"path_outputs has shape {shape}, but should have (3, 2, 7, 4, 4): one output a path.\nLikely mistake: "
    + (
        "the 3×3 convolution does not pad; it needs padding=1, so that the image keeps its size."
        if shape[-2:] == (2, 2)
        else "the 1×1 convolutions pad, too; only the 3×3 one does."
        if shape[-1:] > (4,)
        else "the paths are added up already; stack them."
        if shape == (2, 7, 4, 4)
        else "the paths are joined along the channels; stack them."
        if shape == (2, 21, 4, 4)
        else "another order of the dimensions, or one output that does not belong to a path."
    )
)
checks.assert_close(
    sum(outputs),
    grouped,
    "the sum of the paths, against one grouped convolution",
    rtol=1e-4,
    atol=1e-4,
    mistakes={
        "there is a ReLU after the last 1×1 convolution; nothing follows it.": sum(
            F.relu(F.conv2d(middle[:, i : i + 2], expand[:, i : i + 2]))
            for i in (0, 2, 4)
        ),
        "the ReLUs are missing.": F.conv2d(
            F.conv2d(F.conv2d(x, reduce), transform, padding=1, groups=3), expand
        ),
        "every path gives the same: does each use its own slice of the weights?": 3
        * F.conv2d(middle[:, :2], expand[:, :2]),
        "the whole sum is in every path.": 3 * grouped,
    },
)
### BEGIN HIDDEN TESTS
for cardinality, width in [(3, 2), (4, 1), (1, 3), (32, 4)]:
    n = cardinality * width
    x = torch.randn(2 if width > 1 else 1, 6, 3, 5, generator=draw)
    reduce = torch.randn(n, 6, 1, 1, generator=draw) / 2
    transform = torch.randn(n, width, 3, 3, generator=draw) / 3
    expand = torch.randn(4, n, 1, 1, generator=draw) / 2
    middle = F.relu(
        F.conv2d(F.relu(F.conv2d(x, reduce)), transform, padding=1, groups=cardinality)
    )
    want = torch.stack(
        [
            torch.einsum("oc,nchw->nohw", expand[:, part, 0, 0], middle[:, part])
            for part in torch.arange(n).split(width)
        ]
    )
    given = [one.clone() for one in (x, reduce, transform, expand)]
    answer = path_outputs(*given, cardinality)
    for argument, now, before in zip(
        ("x", "reduce", "transform", "expand"),
        given,
        (x, reduce, transform, expand),
        strict=True,
    ):
        assert torch.equal(now, before), (
            f"path_outputs changes its argument {argument}; compute on new tensors."
        )
    checks.assert_close(
        answer,
        want,
        f"path_outputs with {cardinality} paths of width {width}",
        rtol=1e-3,
        atol=1e-4,
        mistakes={
            "the paths come in the reverse order.": want.flip(0),
            "this shares the sum out equally; return what each path gives itself.": want.sum(
                0, keepdim=True
            ).expand_as(want)
            / cardinality,
        },
    )
### END HIDDEN TESTS

# %% [markdown]
# <details><summary>Hint 1: slices</summary>
#
# Path c owns `width` neighbouring channels of the middle. In `reduce` and `transform` these are *outputs*, the first dimension; in `expand`
# they are *inputs*, the second. How wide a path is, the shape of `transform` tells.
# </details>
# <details><summary>Hint 2: no layers needed</summary>
#
# `F.conv2d(x, weight, padding=1)` convolves with a given weight.
# </details>

# %% [markdown]
# ### Exercise 5 · `ResNeXtBlock` (20 minutes, ●●○, 4 points)
#
# The grouped form, with BN, as a module. The order is that of the *original* block (BN and ReLU after the convolution,
# the last ReLU after the addition). With cardinality 1 it is the bottleneck of ResNet-50 (of its later form, which has the
# stride in the 3×3 convolution).


# %% nbgrader={"grade": false, "grade_id": "ResNeXtBlock", "locked": false, "schema_version": 3, "solution": true, "task": false}
class ResNeXtBlock(nn.Module):
    """Aggregated residual block (Xie et al. 2016) in its grouped form.

    Maps (N, in_channels, H, W) to (N, out_channels, H', W'), H' = H / stride rounded up.

    1×1 conv to cardinality·width channels, BN, ReLU; 3×3 conv between as many channels
    in `cardinality` groups, with the stride and padding 1, BN, ReLU; 1×1 conv to
    out_channels, BN; addition; ReLU. The shortcut is x where channels and size stay;
    else a 1×1 conv with this stride, and BN. No biases; nn.BatchNorm2d's defaults.
    x is not changed, nor the mode (training or evaluation) of any part.
    """

    def __init__(self, in_channels, out_channels, cardinality=32, width=4, stride=1):
        super().__init__()
        ### BEGIN SOLUTION
        inner = cardinality * width
        self.residual = nn.Sequential(
            nn.Conv2d(in_channels, inner, 1, bias=False),
            nn.BatchNorm2d(inner),
            nn.ReLU(),
            nn.Conv2d(inner, inner, 3, stride, 1, groups=cardinality, bias=False),
            nn.BatchNorm2d(inner),
            nn.ReLU(),
            nn.Conv2d(inner, out_channels, 1, bias=False),
            nn.BatchNorm2d(out_channels),
        )
        self.shortcut = nn.Identity()
        if stride != 1 or in_channels != out_channels:
            self.shortcut = nn.Sequential(
                nn.Conv2d(in_channels, out_channels, 1, stride, bias=False),
                nn.BatchNorm2d(out_channels),
            )
        ### END SOLUTION

    def forward(self, x):
        """Return what becomes of x."""
        ### BEGIN SOLUTION
        return F.relu(self.residual(x) + self.shortcut(x))
        ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "ResNeXtBlock_test", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false}
checks.assert_close(
    sum(p.numel() for p in ResNeXtBlock(256, 256, 32, 4).parameters() if p.ndim > 1),
    70_144,
    "convolution weights of ResNeXtBlock(256, 256, cardinality=32, width=4)",
    rtol=0,
    atol=0,
    mistakes={
        "groups is missing from the 3×3 convolution.": 212_992,
        "the middle should have cardinality·width channels, not width.": 2_192,
        "the middle should have cardinality·width channels, not cardinality.": 16_672,
        "the shape stays, so the shortcut is x: no 1×1 convolution there; stride is 1 by default.": 135_680,
        "there are as many groups as paths, not as channels of a path.": 102_400,
    },
)
checks.assert_close(
    sum(p.numel() for p in ResNeXtBlock(256, 256, 1, 64).parameters() if p.ndim > 1),
    69_632,
    "convolution weights of ResNeXtBlock(256, 256, cardinality=1, width=64)",
    rtol=0,
    atol=0,
)
block = ResNeXtBlock(1, 1, cardinality=1, width=1)
wiring.assert_parameters(
    block,
    [("weight", (1, 1)), ("weight", (1, 1, 3, 3)), ("weight", (1, 1))]
    + [("scale", (1,)), ("offset", (1,))] * 3,
    "ResNeXtBlock(1, 1, cardinality=1, width=1)",
)
wiring.fill(block, weight=-3, scale=2, offset=1)
block.eval()
checks.assert_close(
    wiring.output(
        block,
        torch.tensor([-0.5, 0.15, 7.0]).reshape(3, 1, 1, 1),
        "ResNeXtBlock(1, 1, cardinality=1, width=1)",
    ).flatten(),
    [0.5, 0, 2],
    "ResNeXtBlock(1, 1, 1, 1), weights -3, scales 2, offsets 1, for the pixels -0.5, 0.15 and 7",
    rtol=1e-4,
    atol=1e-4,
    mistakes={
        "the ReLU after the addition is missing; this block keeps it.": [0.5, -1.25, 2],
        "the ReLU stands before the addition; it belongs behind it.": [0.5, 0.15, 7],
        "the shortcut is missing.": [1, 0, 0],
        "the branches are multiplied; add them.": [0, 0, 0],
        "the ReLU after the 3×3 convolution is missing.": [138.5, 0, 2],
        "the ReLU after the first convolution is missing.": [0.5, 0, 0],
    },
)
### BEGIN HIDDEN TESTS
from functools import partial


def aggregated(x, parts, out, cardinality, width, stride, kind=""):
    """The wiring, or the mistake `kind` of it."""
    inner = cardinality * width
    first, second = (stride, 1) if kind == "early stride" else (1, stride)
    h = F.relu(parts.norm(parts.conv(x, inner, 1, first)))
    h = parts.norm(parts.conv(h, inner, 3, second, groups=cardinality))
    h = parts.norm(parts.conv(h if kind == "one ReLU" else F.relu(h), out, 1))
    if out != x.shape[1] or stride != 1:
        x = parts.norm(parts.conv(x, out, 1, stride))
    return {"no ReLU": h + x, "early ReLU": F.relu(h) + x}.get(kind, F.relu(h + x))


for inner, out, cardinality, width, stride in [
    (6, 6, 2, 3, 1),
    (4, 6, 3, 2, 2),
    (5, 5, 2, 2, 2),
    (3, 8, 1, 4, 1),
    (2, 2, 1, 1, 3),
    (7, 3, 2, 2, 1),
]:
    x = torch.randn(
        1 if stride == 3 else 3,
        inner,
        5,
        6,
        generator=torch.Generator().manual_seed(inner),
    )
    wired = partial(
        aggregated, out=out, cardinality=cardinality, width=width, stride=stride
    )
    wiring.assert_wiring(
        ResNeXtBlock(inner, out, cardinality, width, stride),
        wired,
        x,
        f"ResNeXtBlock({inner}, {out}, cardinality={cardinality}, width={width}, stride={stride})"
        + ", which makes the channels fewer," * (out < inner),
        mistakes={
            "the ReLU after the addition is missing.": partial(wired, kind="no ReLU"),
            "the ReLU stands before the addition; it belongs behind it.": partial(
                wired, kind="early ReLU"
            ),
            "the stride belongs to the 3×3 convolution.": partial(
                wired, kind="early stride"
            ),
            "the ReLU after the 3×3 convolution is missing.": partial(
                wired, kind="one ReLU"
            ),
        },
    )
assert sum(p.numel() for p in ResNeXtBlock(256, 256).parameters()) == 71_168, (
    "ResNeXtBlock(256, 256) should have 32 paths of width 4 by default: 71,168 parameters with BN"
)
wiring.assert_norms_started(
    ResNeXtBlock(8, 12, 2, 3, stride=2), "ResNeXtBlock(8, 12, 2, 3, stride=2)"
)
### END HIDDEN TESTS

# %% [markdown]
# <details><summary>Hint 1: the middle</summary>
#
# How many channels have all paths together? Between that many the 3×3 convolution works, and `nn.Conv2d` has an argument
# that lets each group of channels see only itself.
# </details>
# <details><summary>Hint 2: the shortcut</summary>
#
# `nn.Identity()` where nothing changes, else `nn.Sequential` of a 1×1 convolution and BN.
# </details>

# %% [markdown]
# ### Experiment 2 · One block, four networks, and the slide's race
#
# Your `ResNeXtBlock` is enough to build four ImageNet networks: ResNet-50 and ResNet-152 (cardinality 1, width
# 64), ResNeXt-50 (32 paths of width 4) and the wide WRN-50-2 (cardinality 1, width 128); widths double from stage to stage.
# They are counted on the meta device, which computes shapes and no numbers.
#
# The lecture says that a 50-layer wide ResNet outperforms the 152-layer original, and that width is *more computationally
# efficient (parallelizable)*. **Predict:** WRN-50-2 has more parameters than ResNet-152. Which one needs more
# multiplications, and by what factor does the time of one forward pass differ?


# %% tags=["experiment", "skip-execution"]
def imagenet_network(blocks, cardinality, width):
    """The ImageNet plan of He et al. 2015 (Table 1), with ResNeXtBlock in every place."""
    layers = [
        nn.Conv2d(3, 64, 7, 2, 3, bias=False),
        nn.BatchNorm2d(64),
        nn.ReLU(),
        nn.MaxPool2d(3, 2, 1),
    ]
    channels = 64
    for stage, count in enumerate(blocks):
        for i in range(count):
            stride = 2 if stage and i == 0 else 1
            out = 256 * 2**stage
            layers.append(
                ResNeXtBlock(channels, out, cardinality, width * 2**stage, stride)
            )
            channels = out
    return nn.Sequential(
        *layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(2048, 1000)
    )


plans = {  # blocks a stage, cardinality, width; millions of parameters and top-1 error as published
    "ResNet-50": ((3, 4, 6, 3), 1, 64, 25.6, 24.01),
    "ResNeXt-50": ((3, 4, 6, 3), 32, 4, 25.0, 22.2),
    "WRN-50-2": ((3, 4, 6, 3), 1, 128, 68.9, 21.9),
    "ResNet-152": ((3, 8, 36, 3), 1, 64, 60.2, 22.16),
}
costs = {
    name: probes.model_cost(
        lambda plan=plan: imagenet_network(*plan[:3]), (1, 3, 224, 224)
    )
    for name, plan in plans.items()
}
image, seconds = torch.randn(1, 3, 224, 224), {}
for name in ("WRN-50-2", "ResNet-152"):
    network = imagenet_network(*plans[name][:3]).eval()
    with torch.no_grad():
        network(image)
        times = []
        for _ in range(3):
            begin = time.perf_counter()
            network(image)
            times.append(time.perf_counter() - begin)
    seconds[name] = min(times)
del network
print(
    tables.as_text(
        ("network", "params", "published, M", "GMAC", "s an image", "top-1, published"),
        [
            (
                name,
                cost.params,
                plans[name][3],
                round(cost.macs / 1e9, 2),
                seconds.get(name),
                f"{plans[name][4]} %",
            )
            for name, cost in costs.items()
        ],
    )
)
wide, deep = (costs[name] for name in ("WRN-50-2", "ResNet-152"))
speed = seconds["ResNet-152"] / seconds["WRN-50-2"]
claims.record(
    "Increasing width instead of depth is more computationally efficient (parallelizable)",
    "holds with care"
    if speed > 1.2
    else "does not hold"
    if speed < 1 / 1.2
    else "not tested here",
    f"WRN-50-2 against ResNet-152: {wide.params / deep.params:.2f}× the parameters, {wide.macs / deep.macs:.2f}× the "
    f"multiplications, {1 / speed:.2f}× the time of one image's forward pass on this CPU ({torch.get_num_threads()} thread(s)), and "
    "that alone is judged, from a difference of a fifth on. The lecture means hardware that does much at once; the WRN authors' GPU took 93 ms against 115 for 16 images",
)

# %% [markdown]
# **What to see.** Your block gives the published number of parameters four times. WRN-50-2 has 14 % more parameters than ResNet-152
# and 1 % fewer multiplications. Which of the two takes less time for one image, the cell measured on your machine, and the verdict
# speaks of your machine alone: for the wide network, against it, or "not tested here" where the times are nearly the same. A CPU
# with few cores has its hands full either way. The lecture's argument is about hardware that can do much at once, where 50 layers one after the other wait less often than 152. A CPU's
# verdict against the wide network does not refute that; the authors' times below, on a GPU, support it.
# <!-- measured:
# 14 ± 0.5: 100 * (wide.params / deep.params - 1)
# 1 ± 0.5: 100 * (1 - wide.macs / deep.macs)
# given: 50, 152, 93, 115, 16, 23.9, 21.9, 22.16
# -->
#
# The published errors are single-crop top-1 on the ImageNet validation set. Those of ResNet-50, ResNet-152 and WRN-50-2, with
# the parameters in millions, stand in one table of the WRN authors (`pretrained/README.md` of their repository), which
# also lists the times on their GPU: 93 ms for a batch of 16 against ResNet-152's 115. ResNeXt-50's is
# that of its authors' README, where ResNet-50, trained by the same code, has 23.9. So the lecture's sentence
# has its table: 21.9 against 22.16. It is a lead of a quarter of a percentage point, for 14 % more parameters, from one
# training run each.

# %% [markdown]
# ## 4 · Squeeze and excite: a gate for each channel
#
# A convolution weighs the channels of its input by fixed numbers, whatever the image shows. Hu and co-authors (2017) let the block look at the
# whole image first and then turn channels up or down, which the lecture calls *adaptive feature map reweighting*. Their SENet won ILSVRC 2017, the last one
# (the lecture: "now moved to Kaggle"):
#
# $$s_c = \frac{1}{HW}\sum_{ij} x_{cij}, \qquad g = \sigma\bigl(W_2\,\mathrm{relu}(W_1 s)\bigr), \qquad y_{cij} = g_c\, x_{cij}.$$
#
# $W_1$ maps $C$ numbers to $C/r$ and $W_2$ back. The picture also shows the next two edits.

# %% tags=["experiment", "skip-execution"]
side_by_side(
    {
        "squeeze and excite": (
            [
                "residual branch",
                [[], ["pool", "linear, ReLU", "linear, sigmoid"]],
                "×",
                "+",
            ],
            [(-1, 3, "x")],
        ),
        "dense block": (
            ["layer 1", "concat", "layer 2", "concat", "layer 3", "concat"],
            [(-1, 1, "x"), (1, 3, "x, 1"), (3, 5, "x, 1, 2")],
        ),
        "full convolution": (["3×3 conv, M→N", "batch norm", "ReLU"], []),
        "depthwise separable": (
            [
                "3×3 depthwise",
                "batch norm",
                "ReLU",
                "1×1 conv, M→N",
                "batch norm",
                "ReLU",
            ],
            [],
        ),
    },
    height=4.2,
)

# %% [markdown]
# **What to see.**
#
# - *Squeeze and excite:* the residual branch is multiplied by one number a channel; then x is added.
# - *Dense block:* each layer's new channels are set beside everything that came before.
# - *Full convolution:* one 3×3 convolution from M to N channels, which the next block takes apart.
# - *Depthwise separable:* a 3×3 convolution in each of the M channels by itself (*depthwise*), then a 1×1 convolution across channels.
#
# ### Exercise 6 · `SqueezeExcite` (15 minutes, ●●○, 3 points)


# %% nbgrader={"grade": false, "grade_id": "SqueezeExcite", "locked": false, "schema_version": 3, "solution": true, "task": false}
class SqueezeExcite(nn.Module):
    """Channel gates (Hu et al. 2017): x of shape (N, C, H, W) times one number a channel.

    The numbers are sigmoid(W2 relu(W1 s)), where s is the mean of each channel over the
    image's pixels. W1 has shape (hidden, channels) and W2 (channels, hidden), as
    nn.Linear or 1×1 convolutions, without biases; hidden is channels // ratio, but at
    least 1. How they start is yours. Returns a new tensor; x is not changed, nor the
    mode of any part.
    """

    def __init__(self, channels, ratio=16):
        super().__init__()
        ### BEGIN SOLUTION
        hidden = max(channels // ratio, 1)
        self.gates = nn.Sequential(
            nn.Linear(channels, hidden, bias=False),
            nn.ReLU(),
            nn.Linear(hidden, channels, bias=False),
            nn.Sigmoid(),
        )
        ### END SOLUTION

    def forward(self, x):
        """Return what becomes of x."""
        ### BEGIN SOLUTION
        return x * self.gates(x.mean(dim=(2, 3)))[:, :, None, None]
        ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "SqueezeExcite_test", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
image = torch.tensor([[[[1.0, 3.0]], [[1.0, -0.5]]]])  # two channels of 1×2 pixels
gates = SqueezeExcite(2, ratio=2)
wiring.assert_parameters(
    gates, [("weight", (1, 2)), ("weight", (2, 1))], "SqueezeExcite(2, ratio=2)"
)
wiring.fill(gates, weight=1)
shown = wiring.output(gates, image, "SqueezeExcite(2, ratio=2)")
checks.assert_close(
    shown,
    image * 0.9046505351,
    "SqueezeExcite(2, ratio=2), all weights 1, for two channels of two pixels",
    mistakes={
        "the gates are a softmax over channels; each should have its own sigmoid.": image
        / 2,
        "the sigmoid is missing.": image * 2.25,
        "every pixel has its own gate; average over the pixels first.": image
        * torch.tensor([0.8807970780, 0.9241418200]),
        "the largest pixel stands for a channel; take the mean.": image * 0.9820137900,
        "the pixels are summed; take their mean.": image * 0.9890130574,
        "this is hardsigmoid, made of straight lines; take the sigmoid.": image * 0.875,
        "the gate is added to x; multiply.": image + 0.9046505351,
        "these are the gates alone; multiply x by them.": torch.full(
            (1, 2, 1, 1), 0.9046505351
        ),
        "x is added to what the gates let through; the block around this module adds.": image
        * 1.9046505351,
    },
)
assert sum(p.numel() for p in SqueezeExcite(64).parameters()) == 2 * 64 * 4, (
    f"SqueezeExcite(64) has {sum(p.numel() for p in SqueezeExcite(64).parameters())} parameters, but should have 512.\n"
    "Likely mistake: biases, or a hidden size other than channels // ratio."
)
### BEGIN HIDDEN TESTS
from functools import partial


def gated(x, parts, ratio, kind=""):
    """The wiring, or the mistake `kind` of it."""
    channels = x.shape[1]
    hidden = max(channels // ratio, 1)
    s = {"pixels": x, "batch": x.mean(dim=(0, 2, 3), keepdim=True)}.get(
        kind, x.mean(dim=(2, 3), keepdim=True)
    )
    h = parts.conv(s, hidden, 1)
    g = parts.conv(h if kind == "no ReLU" else F.relu(h), channels, 1)
    return x * (torch.softmax(g, 1) if kind == "softmax" else torch.sigmoid(g))


for channels, ratio, weights, mistake in [
    (6, 4, 12, "hidden is channels // ratio, rounded down, not to the nearest or up."),
    (5, 16, 10, "5 // 16 is 0, but there is at least one hidden unit."),
]:
    checks.assert_close(
        sum(p.numel() for p in SqueezeExcite(channels, ratio).parameters()),
        weights,
        f"parameters of SqueezeExcite({channels}, ratio={ratio})",
        rtol=0,
        atol=0,
        mistakes={mistake: 24 if ratio == 4 else 0},
    )
for channels, ratio in [(8, 4), (6, 2), (5, 16), (4, 1), (6, 4), (11, 4), (1, 1)]:
    x = 2 * torch.randn(
        1 if channels == 11 else 3,
        channels,
        4,
        3,
        generator=torch.Generator().manual_seed(channels),
    )
    x = x + torch.arange(channels).reshape(1, -1, 1, 1) / 3
    wired = partial(gated, ratio=ratio)
    wiring.assert_wiring(
        SqueezeExcite(channels, ratio),
        wired,
        x,
        f"SqueezeExcite({channels}, ratio={ratio})",
        mistakes={
            "the gates are a softmax over channels; each should have its own sigmoid.": partial(
                wired, kind="softmax"
            ),
            "every pixel has its own gate; average over the pixels first.": partial(
                wired, kind="pixels"
            ),
            "the mean runs over the batch, too; each image has its own gates.": partial(
                wired, kind="batch"
            ),
            "the ReLU between the two layers is missing.": partial(
                wired, kind="no ReLU"
            ),
        },
    )
assert sum(p.numel() for p in SqueezeExcite(272).parameters()) == 2 * 272 * 17, (
    "SqueezeExcite(272) should have 2 · 272 · 17 weights and nothing else: ratio is 16 unless said otherwise"
)
gates = SqueezeExcite(1)
wiring.fill(gates, weight=1)
checks.assert_close(
    gates(torch.tensor([200.0, -200.0]).reshape(2, 1, 1, 1)).flatten(),
    [200, -100],
    "SqueezeExcite(1), all weights 1, for the pixels 200 and -200",
    mistakes={
        "exp(200) is infinite in float32; torch.sigmoid copes with that.": [
            np.nan,
            -100,
        ]
    },
)
### END HIDDEN TESTS

# %% [markdown]
# <details><summary>Hint 1: shapes</summary>
#
# `x.mean(dim=(2, 3))` has shape (N, C), as `nn.Linear` likes it. To multiply, the gates need shape (N, C, 1, 1).
# </details>
# <details><summary>Hint 2: or with convolutions</summary>
#
# `nn.AdaptiveAvgPool2d(1)` gives (N, C, 1, 1); then 1×1 convolutions do, and nothing has to be reshaped.
# </details>

# %% [markdown]
# ### Exercise 7 · `se_params` (5 minutes, ●○○, 1 point)
#
# What do the gates cost in a whole network? Each block has its own, on its output channels.


# %% nbgrader={"grade": false, "grade_id": "se_params", "locked": false, "schema_version": 3, "solution": true, "task": false}
def se_params(stages, ratio=16):
    """Return how many parameters the gates add to a network, an integer.

    stages: list of (blocks, channels), one pair a stage; each block has a SqueezeExcite
    (no biases) on its `channels` output channels, with channels // ratio hidden units,
    at least 1. The list is not changed.
    """
    ### BEGIN SOLUTION
    return sum(2 * blocks * c * max(c // ratio, 1) for blocks, c in stages)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "se_params_test", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
resnet50 = [(3, 256), (4, 512), (6, 1024), (3, 2048)]
checks.assert_close(
    se_params(resnet50),
    2_514_944,
    "se_params of ResNet-50",
    rtol=0,
    atol=0,
    mistakes={
        "each gate has two weight matrices.": 1_257_472,
        "each block has its own gate: multiply by the number of blocks.": 696_320,
        "the gates have no biases.": 2_514_944
        + 3 * 272
        + 4 * 544
        + 6 * 1088
        + 3 * 2176,
        "the division by the ratio is missing.": 40_239_104,
    },
)
assert resnet50 == [(3, 256), (4, 512), (6, 1024), (3, 2048)], (
    f"se_params changes its argument: the list is {resnet50} afterwards."
)
### BEGIN HIDDEN TESTS
for ratio, want in [
    (2, 20_119_552),
    (4, 10_059_776),
    (8, 5_029_888),
    (32, 1_257_472),
]:
    checks.assert_close(
        se_params(resnet50, ratio),
        want,
        f"se_params of ResNet-50 with ratio {ratio}",
        rtol=0,
        atol=0,
        mistakes={"the argument ratio is ignored.": 2_514_944},
    )
checks.assert_close(
    se_params([(2, 8), (1, 20), (1, 30)], 16),
    132,
    "se_params([(2, 8), (1, 20), (1, 30)], 16)",
    rtol=0,
    atol=0,
    mistakes={
        "8 // 16 is 0, but there is at least one hidden unit.": 100,
        "hidden units are whole: 20 // 16 is 1.": 178,
        "hidden units are whole: round 30 / 16 down, not to the nearest.": 192,
        "hidden units are whole: round down 20 / 16 and 30 / 16.": 232,
    },
)
checks.assert_close(
    se_params([(5, 65_521)]),
    2_683_084_950,
    "se_params([(5, 65_521)]), a number too large to be exact in float32 or int32,",
    rtol=0,
    atol=0,
)
checks.assert_close(
    se_params([(2, 32), (2, 32), (1, 16)]),
    544,
    "se_params([(2, 32), (2, 32), (1, 16)])",
    rtol=0,
    atol=0,
    mistakes={"two stages may be alike; each of them counts.": 288},
)
assert np.asarray(se_params(resnet50)).dtype.kind in "iu", (
    f"se_params should be an integer, but is {se_params(resnet50)}: divide with //."
)
### END HIDDEN TESTS

# %% [markdown]
# The paper's Table 10 lists parameters and error (single crop) for several ratios. With ResNet-50's 25,557,032
# parameters and your formula:
#
# | ratio | 4 | 8 | 16 | 32 | no gates |
# |---|---|---|---|---|---|
# | parameters, paper | 35.7 M | 30.7 M | 28.1 M | 26.9 M | 25.6 M |
# | 25,557,032 + `se_params` | 35.6 M | 30.6 M | 28.1 M | 26.8 M | 25.6 M |
# | top-1 error, paper | 22.25 % | 22.26 % | 22.28 % | 22.72 % | 23.30 % |
#
# (Whoever adds to the rounded 25.6 M gets the paper's figures for ratios 4 and 32. That for 8 stays 0.1 M apart: 25.6 + 5.03 is 30.63.) In this table
# gates are worth 0.6 to 1.05 percentage points on ImageNet, and the number of hidden units hardly matters from ratio 4 to 16.

# %% [markdown]
# ## 5 · DenseNet: concatenate instead of adding
#
# A residual block *adds* its result to what came in; after the addition nobody can tell the two apart. Huang and
# co-authors (2016) put it *beside* what came in. Layer $l$ of a dense block sees the concatenation of everything before,
# $x_l = H_l([x_0, x_1, \dots, x_{l-1}])$, and adds only $k$ new channels, the **growth rate**. So a block of $L$
# layers with $c_0$ channels at its input ends with $c_0 + Lk$.
#
# ### Exercise 8 · `DenseLayer` (15 minutes, ●●○, 3 points)
#
# One layer $H_l$. With a **bottleneck** (the B in DenseNet-BC) a 1×1 convolution to $4k$ channels comes first.


# %% nbgrader={"grade": false, "grade_id": "DenseLayer", "locked": false, "schema_version": 3, "solution": true, "task": false}
class DenseLayer(nn.Module):
    """The new channels of one layer of a dense block (Huang et al. 2016).

    Maps (N, in_channels, H, W) to the *new* maps only, (N, growth, H, W).

    BN, ReLU, 3×3 conv with padding 1. With bottleneck: BN, ReLU, 1×1 conv to 4·growth
    channels, BN, ReLU, 3×3 conv. No biases; nn.BatchNorm2d's defaults. x is not changed,
    nor the mode of any part.
    """

    def __init__(self, in_channels, growth, bottleneck=False):
        super().__init__()
        ### BEGIN SOLUTION
        first = []
        if bottleneck:
            first = [
                nn.BatchNorm2d(in_channels),
                nn.ReLU(),
                nn.Conv2d(in_channels, 4 * growth, 1, bias=False),
            ]
            in_channels = 4 * growth
        self.layers = nn.Sequential(
            *first,
            nn.BatchNorm2d(in_channels),
            nn.ReLU(),
            nn.Conv2d(in_channels, growth, 3, padding=1, bias=False),
        )
        ### END SOLUTION

    def forward(self, x):
        """Return what becomes of x."""
        ### BEGIN SOLUTION
        return self.layers(x)
        ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "DenseLayer_test", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
pixels = torch.tensor([-4.0, 0.25, 1.0]).reshape(3, 1, 1, 1)
layer = DenseLayer(1, 1)
wiring.assert_parameters(
    layer,
    [("weight", (1, 1, 3, 3)), ("scale", (1,)), ("offset", (1,))],
    "DenseLayer(1, 1)",
)
wiring.fill(layer, weight=3, scale=2, offset=1)
layer.eval()
checks.assert_close(
    wiring.output(layer, pixels, "DenseLayer(1, 1)").flatten(1),
    [[0], [4.5], [9]],
    "DenseLayer(1, 1) for the pixels -4, 0.25 and 1",
    rtol=1e-4,
    mistakes={
        "return the new channels only; the block will concatenate.": [
            [-4, 0],
            [0.25, 4.5],
            [1, 9],
        ],
        "x is added; a dense layer has no addition.": [[-4], [4.75], [10]],
        "the order is BN, ReLU, conv; this is conv, BN, ReLU.": [[0], [2.5], [7]],
        "the ReLU is missing.": [[-21], [4.5], [9]],
        "ReLU and BN are swapped.": [[3], [4.5], [9]],
    },
)
layer = DenseLayer(1, 1, bottleneck=True)
wiring.fill(layer, weight=3, scale=2, offset=1)
layer.eval()
checks.assert_close(
    wiring.output(layer, pixels, "DenseLayer(1, 1, bottleneck=True)").flatten(1),
    [[12], [120], [228]],
    "DenseLayer(1, 1, bottleneck=True) for the pixels -4, 0.25 and 1",
    rtol=1e-4,
    mistakes={
        "the argument bottleneck is ignored.": [[0], [4.5], [9]],
        "the 1×1 convolution should give 4·growth channels, not growth.": [
            [3],
            [30],
            [57],
        ],
        "BN and ReLU between the two convolutions are missing.": [[0], [54], [108]],
    },
)
### BEGIN HIDDEN TESTS
from functools import partial


def dense_wiring(x, parts, growth, bottleneck, kind=""):
    """The wiring, or the mistake `kind` of it."""
    if bottleneck and kind != "swapped":
        x = parts.conv(F.relu(parts.norm(x)), 4 * growth, 1)
    h = parts.norm(x)
    return parts.conv(h if kind == "no ReLU" else F.relu(h), growth, 3)


for inner, growth, bottleneck in [
    (3, 2, False),
    (5, 5, False),
    (3, 2, True),
    (8, 2, True),
    (11, 2, True),  # the bottleneck makes the channels fewer
]:
    x = torch.randn(3, inner, 4, 5, generator=torch.Generator().manual_seed(inner))
    wired = partial(dense_wiring, growth=growth, bottleneck=bottleneck)
    wiring.assert_wiring(
        DenseLayer(inner, growth, bottleneck),
        wired,
        x,
        f"DenseLayer({inner}, {growth}, bottleneck={bottleneck})",
        mistakes={
            "the ReLU before the 3×3 convolution is missing.": partial(
                wired, kind="no ReLU"
            )
        },
    )
assert tuple(DenseLayer(7, 3)(torch.ones(2, 7, 5, 4)).shape) == (2, 3, 5, 4), (
    "DenseLayer(7, 3) should make (2, 3, 5, 4) of (2, 7, 5, 4)"
)
wiring.assert_norms_started(
    DenseLayer(5, 3, bottleneck=True), "DenseLayer(5, 3, bottleneck=True)"
)
### END HIDDEN TESTS

# %% [markdown]
# <details><summary>Hint</summary>
#
# One `nn.Sequential`. With the bottleneck, three more modules come in front, and the second BN and the 3×3 convolution see
# `4 * growth` channels.
# </details>

# %% [markdown]
# ### Exercise 9 · `DenseBlock` (20 minutes, ●●○, 3 points)
#
# The wiring alone. What a layer computes is always handed in, as a class: in your networks it is `DenseLayer`, in the checks it is one of the
# two bare convolutions of the next cell.


# %% nbgrader={"grade": false, "grade_id": "plain_layer", "locked": true, "schema_version": 3, "solution": false, "task": false}
class PlainLayer(nn.Module):
    """A 3×3 convolution without bias to `growth` channels."""

    def __init__(self, in_channels, growth):
        super().__init__()
        self.conv = nn.Conv2d(in_channels, growth, 3, padding=1, bias=False)

    def forward(self, x):
        return self.conv(x)


class PointLayer(nn.Module):
    """A 1×1 convolution without bias to `growth` channels."""

    def __init__(self, in_channels, growth):
        super().__init__()
        self.conv = nn.Conv2d(in_channels, growth, 1, bias=False)

    def forward(self, x):
        return self.conv(x)


# %% nbgrader={"grade": false, "grade_id": "DenseBlock", "locked": false, "schema_version": 3, "solution": true, "task": false}
class DenseBlock(nn.Module):
    """Dense connectivity (Huang et al. 2016).

    Maps (N, in_channels, H, W) to (N, in_channels + layers·growth, H, W): the input's
    channels, then those of the first layer, of the second, and so on.

    layers: how many, at least 0. Each sees the block's input and the channels of all
    layers before it, concatenated in this order, and gives `growth` new channels.
    layer: a class; layer(channels, growth) makes one layer that sees
    `channels` channels. All parameters are those of the layers. x is not changed, nor
    the mode of any part.
    """

    def __init__(self, in_channels, layers, growth, layer):
        super().__init__()
        ### BEGIN SOLUTION
        self.layers = nn.ModuleList(
            layer(in_channels + i * growth, growth) for i in range(layers)
        )
        ### END SOLUTION

    def forward(self, x):
        """Return what becomes of x."""
        ### BEGIN SOLUTION
        for layer in self.layers:
            x = torch.cat([x, layer(x)], dim=1)
        return x
        ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "DenseBlock_test", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
block = DenseBlock(1, 3, 1, PlainLayer)
wiring.fill(block, weight=2)
checks.assert_close(
    wiring.output(
        block,
        torch.tensor([1.0, -1.0]).reshape(2, 1, 1, 1),
        "DenseBlock(1, 3, 1, PlainLayer)",
    ).flatten(1),
    [[1, 2, 6, 18], [-1, -2, -6, -18]],
    "DenseBlock(1, 3, 1, PlainLayer), all weights 2, for the pixels 1 and -1",
    mistakes={
        "the block's input is missing from the output.": [[2, 6, 18], [-2, -6, -18]],
        "only the last layer's channels are returned.": [[18], [-18]],
        "new channels go behind the old ones, not before.": [
            [18, 6, 2, 1],
            [-18, -6, -2, -1],
        ],
        "the results are added up; concatenate them.": [[27], [-27]],
        "every layer sees the channels of all layers before it, not just of the last one.": [
            [1, 2, 4, 8],
            [-1, -2, -4, -8],
        ],
        "every layer sees the channels of all layers before it, not just the block's input.": [
            [1, 2, 2, 2],
            [-1, -2, -2, -2],
        ],
    },
)
### BEGIN HIDDEN TESTS
from functools import partial


def dense_connections(x, parts, layers, growth, kind=""):
    """The wiring, or the mistake `kind` of it."""
    for _ in range(layers):
        new = parts.conv(x, growth)
        x = torch.cat([new, x] if kind == "new first" else [x, new], dim=1)
    return x


for inner, layers, growth in [(2, 3, 3), (4, 4, 2), (3, 1, 5)]:
    x = torch.randn(2, inner, 4, 5, generator=torch.Generator().manual_seed(inner))
    wired = partial(dense_connections, layers=layers, growth=growth)
    wiring.assert_wiring(
        DenseBlock(inner, layers, growth, PlainLayer),
        wired,
        x,
        f"DenseBlock({inner}, {layers}, {growth}, PlainLayer)",
        mistakes={
            "new channels go behind the old ones, not before.": partial(
                wired, kind="new first"
            )
        },
    )
x = torch.randn(1, 3, 2, 2, generator=torch.Generator().manual_seed(9))
points = DenseBlock(3, 2, 4, PointLayer)
sizes = sorted(tuple(p.shape) for p in points.parameters())
assert sizes == [(4, 3, 1, 1), (4, 7, 1, 1)], (
    f"DenseBlock(3, 2, 4, PointLayer) has weights of the shapes {sizes}, but should have (4, 3, 1, 1) and (4, 7, 1, 1).\n"
    "Likely mistake: the argument layer is ignored, and every layer is of one class that the block chose itself."
)


def point_connections(x, parts):
    """Two layers of 1×1 convolutions."""
    for _ in range(2):
        x = torch.cat([x, parts.conv(x, 4, 1)], dim=1)
    return x


wiring.assert_wiring(points, point_connections, x, "DenseBlock(3, 2, 4, PointLayer)")
checks.assert_close(
    wiring.output(DenseBlock(3, 0, 4, PlainLayer), x, "DenseBlock with 0 layers"),
    x,
    "DenseBlock with 0 layers",
)
### END HIDDEN TESTS

# %% [markdown]
# <details><summary>Hint 1: how many channels a layer sees</summary>
#
# Layer i (counted from 0) sees `in_channels + i * growth`. Keep the layers in an `nn.ModuleList`: a plain list would hide
# their parameters from the optimiser.
# </details>
# <details><summary>Hint 2: the loop</summary>
#
# `torch.cat([x, layer(x)], dim=1)` is the next layer's input, and at the end the block's output.
# </details>

# %% [markdown]
# ### Exercise 10 · `densenet_params` (20 minutes, ●●○, 3 points)
#
# The CIFAR network has a 3×3 stem, three dense blocks with a *transition* (BN, ReLU, 1×1 convolution, pooling) after the
# first and the second, and BN, ReLU, pooling and a linear layer at the end. Depth counts the stem, the convolutions in the
# blocks, two transitions and the linear layer: three blocks share depth − 4 convolutions. The C in DenseNet-BC is **compression**:
# transitions keep only a part of the channels.


# %% nbgrader={"grade": false, "grade_id": "densenet_params", "locked": false, "schema_version": 3, "solution": true, "task": false}
def densenet_params(depth, growth, bottleneck=False, compression=1.0, classes=10):
    """Return the number of parameters of a CIFAR DenseNet for colour images, an integer.

    Each of three blocks has (depth - 4) / 3 layers, half as many with bottleneck, whose
    layers have two convolutions; ValueError where that is not a whole number above 0.
    The stem has 16 filters, with bottleneck 2·growth, and no BN. Layers as in
    DenseLayer. The 1×1 convolution of a transition maps c channels to
    int(compression · c). No convolution has a bias, the linear layer has biases, BN has
    a scale and an offset a channel.
    """
    ### BEGIN SOLUTION
    layers, rest = divmod(depth - 4, 6 if bottleneck else 3)
    if rest or layers < 1:
        raise ValueError(
            f"depth - 4 must be divisible by {6 if bottleneck else 3}, got {depth}"
        )
    channels = 2 * growth if bottleneck else 16
    total = 3 * channels * 9
    for block in range(3):
        for _ in range(layers):
            inner = channels
            if bottleneck:
                inner = 4 * growth
                total += 2 * channels + channels * inner
            total += 2 * inner + 9 * inner * growth
            channels += growth
        if block < 2:
            kept = int(compression * channels)
            total += 2 * channels + channels * kept
            channels = kept
    return total + 2 * channels + (channels + 1) * classes
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "densenet_params_test", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
checks.assert_close(
    densenet_params(10, 4),
    8_562,
    "densenet_params(10, 4): two layers a block",
    rtol=0,
    atol=0,
    mistakes={
        "the transitions are missing: BN and a 1×1 convolution after the first two blocks.": 6_850,
        "no transition stands behind the third block.": 10_242,
        "the BN of the transitions is missing.": 8_450,
        "the last BN is missing.": 8_482,
        "the linear layer's biases are missing.": 8_552,
        "channels must grow: a layer sees the channels of all layers before it.": 8_106,
        "BN has two parameters a channel, a scale and an offset.": 8_310,
        "the BN of the layers is missing.": 8_250,
        "without bottleneck the stem has 16 filters, not 2·growth.": 5_626,
    },
)
for settings, millions in [
    ((40, 12), 1.0),
    ((100, 12), 7.0),
    ((100, 24), 27.2),
    ((100, 12, True, 0.5), 0.8),
    ((250, 24, True, 0.5), 15.3),
]:
    got = int(densenet_params(*settings))
    assert round(got / 1e6, 1) == millions, (
        f"densenet_params{settings} is {got:,}; the paper's Table 2 says {millions} million.\n"
        "Likely mistake: the number of layers, the stem (16, or 2·growth with bottleneck), or the transitions."
    )


### BEGIN HIDDEN TESTS
def built(depth, growth, bottleneck, compression, classes, whole=int):
    """The same network, layer by layer, on the meta device."""
    c = 2 * growth if bottleneck else 16
    layers = [nn.Conv2d(3, c, 3, bias=False)]
    for number in range(3):
        for _ in range((depth - 4) // (6 if bottleneck else 3)):
            if bottleneck:
                layers += [
                    nn.BatchNorm2d(c),
                    nn.Conv2d(c, 4 * growth, 1, bias=False),
                    nn.BatchNorm2d(4 * growth),
                    nn.Conv2d(4 * growth, growth, 3, bias=False),
                ]
            else:
                layers += [nn.BatchNorm2d(c), nn.Conv2d(c, growth, 3, bias=False)]
            c += growth
        if number < 2:
            layers += [
                nn.BatchNorm2d(c),
                nn.Conv2d(c, whole(compression * c), 1, bias=False),
            ]
            c = whole(compression * c)
    layers += [nn.BatchNorm2d(c), nn.Linear(c, classes)]
    return sum(p.numel() for layer in layers for p in layer.parameters())


for settings in [
    (7, 4, False, 1.0, 10),
    (22, 5, False, 0.5, 7),
    (16, 3, True, 0.5, 10),
    (22, 4, True, 1.0, 100),
    (10, 4, False, 0.7, 10),
    (16, 6, True, 1 / 3, 10),
    (22, 3_001, True, 1.0, 10),
]:
    with torch.device("meta"):
        want = built(*settings)
        nearest = built(*settings, round)
    checks.assert_close(
        densenet_params(*settings),
        want,
        f"densenet_params{settings}"
        + ", a number too large to be exact in float32 or int32," * (want > 2**31),
        rtol=0,
        atol=0,
        mistakes={
            "a transition keeps int(compression · c) channels: round down, not to the nearest.": nearest
        },
    )
for settings in [
    (41, 12),
    (4, 12),
    (1, 12),
    (103, 12, True),
    (7, 12, True),
    (-2, 12, True),
]:
    with raises(
        ValueError,
        f"densenet_params{settings}",
        "The layers of a block are a whole number above 0.",
    ):
        densenet_params(*settings)
assert densenet_params(40, 12) == 1_019_722, (
    f"densenet_params(40, 12) is {densenet_params(40, 12):,}, but should be 1,019,722"
)
for settings in [(10, 4), (16, 3, True, 0.5)]:
    assert np.asarray(densenet_params(*settings)).dtype.kind in "iu", (
        f"densenet_params{settings} should be an integer, but is {densenet_params(*settings)}: "
        "divide with //, and round compression · c down with int."
    )
### END HIDDEN TESTS

# %% [markdown]
# <details><summary>Hint 1: one layer</summary>
#
# From $c$ channels without bottleneck: $2c + 9ck$. With: $2c + 4ck$ for the first half, $8k + 36k^2$ for the second.
# </details>
# <details><summary>Hint 2: the loop</summary>
#
# Keep `channels`; each layer adds `growth`; a transition adds $2c + c \cdot c'$ and sets `channels` to $c'$ = `int(compression * c)`.
# </details>

# %% [markdown]
# Huang et al., Table 2 (CIFAR-10 with augmentation), beside your count:
#
# | network | parameters, paper | your formula | CIFAR-10+ error, paper |
# |---|---|---|---|
# | DenseNet, L = 40, k = 12 | 1.0 M | 1,019,722 | 5.24 % |
# | DenseNet, L = 100, k = 12 | 7.0 M | 6,979,642 | 4.10 % |
# | DenseNet-BC, L = 100, k = 12 | 0.8 M | 769,162 | 4.51 % |
# | pre-activation ResNet-164 (He et al. 2016) | 1.7 M | | 5.46 % |
# | pre-activation ResNet-1001 | 10.2 M | | 4.62 % |
#
# (ResNet-1001 has 4.92 % in section 2's table: it was trained several times, with different batch sizes.)
#
# **A sentence of the slide that needs a correction.** "Showed that shallow 50-layer network can outperform deeper 152 layer
# ResNet": the paper has no 50-layer DenseNet. Its CIFAR networks have depth 40, 100, 190 and 250. On ImageNet the
# shallowest has 121 layers, and the authors' README gives 25.0 % top-1 error for DenseNet-121 and 22.2 % for DenseNet-161: only the
# latter is level with the 22.16 % that the WRN authors list for ResNet-152. What the tables do show is *fewer parameters* for the same error. (The slide's
# sentence fits the 50-layer *wide* ResNet of experiment 2.)

# %% tags=["experiment", "skip-execution"]
published = {
    "DenseNet-121": 25.0,
    "DenseNet-169": 23.6,
    "DenseNet-201": 22.5,
    "DenseNet-161": 22.2,
}
claims.record(
    "A 50-layer DenseNet can outperform the 152-layer ResNet",
    "not tested here",
    "published: there is no 50-layer DenseNet; those for ImageNet have 121 layers and more, top-1 error "
    + ", ".join(f"{name} {error} %" for name, error in published.items())
    + "; ResNet-152 22.16 %. On CIFAR-10 the 40-layer DenseNet (1.0 M) has 5.24 %, pre-activation ResNet-164 (1.7 M) 5.46 %",
)

# %% [markdown]
# **What to see.** This cell runs nothing: it only writes the published errors down. No published DenseNet has 50 layers, so the slide's sentence cannot be
# right as it stands; whether a 50-layer DenseNet *could* beat ResNet-152 nobody has tested here, and that is the verdict.
# <!-- measured:
# given: 50
# -->

# %% [markdown]
# ### Experiment 3 · "Alleviates vanishing gradients"
#
# 24 of your `DenseLayer`s, once as a plain chain (each sees only the one before), once in your `DenseBlock`, and a classifier on top. What is the
# size of the weight gradient in each layer's 3×3 convolution, divided by the last layer's? **Predict:** does it
# vanish towards the input in the chain?


# %% tags=["experiment", "skip-execution"]
def layer_gradients(dense, seed, layers=24, growth=12):
    """Gradient norms of the layers' 3×3 weights, first to last, relative to the last."""
    torch.manual_seed(seed)
    if dense:
        body, channels = (
            DenseBlock(growth, layers, growth, DenseLayer),
            growth * (layers + 1),
        )
    else:
        body = nn.Sequential(*(DenseLayer(growth, growth) for _ in range(layers)))
        channels = growth
    network = nn.Sequential(
        body, nn.BatchNorm2d(channels), nn.ReLU(), *head_of(channels)
    )
    found = probes.weight_gradients(
        network, torch.randn(32, growth, 8, 8), torch.arange(32) % 10
    )
    norms = [gradient.norm() for gradient in found.values() if gradient.ndim == 4]
    return (torch.stack(norms) / norms[-1]).numpy()


def head_of(channels):
    """Pooling and a linear layer."""
    return nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(channels, 10)


levels = {
    name: np.stack([layer_gradients(dense, seed) for seed in range(3)])
    for name, dense in {"chain": False, "dense block": True}.items()
}
fig, ax = plt.subplots(figsize=(7, 3.4), layout="constrained")
plots.curves(levels, ax, xlabel="layer", ylabel="gradient / last layer's", log=True)
first = {name: float(np.median(runs[:, 0])) for name, runs in levels.items()}
claims.record(
    "Dense connections alleviate vanishing gradients",
    "not tested here"
    if first["chain"] > 0.3
    else "holds with care"
    if first["dense block"] > 2 * first["chain"]
    else "does not hold",
    "gradient of the first of 24 layers over the last one's: "
    + ", ".join(f"{name} {value:.2g}" for name, value in first.items())
    + " (at the start of training, with BN, 3 seeds); the claim is tested only if the chain's is below 0.3",
)

# %% [markdown]
# **What to see.** Nothing vanishes. In the chain the gradient *grows* towards the input, some 15 to 50 times in 24 layers, as batch normalisation
# makes it do without shortcuts (at the start of training; Yang et al. 2019). In the dense block every layer
# gets a gradient of nearly the same size, within a factor of 2. So dense connections do even the gradients out. That they "alleviate *vanishing*
# gradients" was not tested: for that, the chain would have to lose them first. The bands show the least and the most of three seeds.
# <!-- measured:
# 15 to 50: first["chain"]
# 2: 2 if 0.5 < levels["dense block"].min() and levels["dense block"].max() < 2 else 0
# -->

# %% [markdown]
# ## 6 · MobileNet: first each channel, then across channels
#
# A 3×3 convolution from $M$ to $N$ channels does two things at once: it looks at the neighbourhood and it mixes channels. Howard and co-authors (2017) separate them:
# a *depthwise* 3×3 convolution filters each channel by itself, a *pointwise* 1×1 convolution mixes. For an $H \times W$
# output and a $k \times k$ kernel the multiplications are
#
# $$\frac{\text{separable}}{\text{full}} = \frac{k^2 M H W + M N H W}{k^2 M N H W} = \frac{1}{N} + \frac{1}{k^2},$$
#
# which is little more than a ninth for 3×3.
#
# ### Exercise 11 · `DepthwiseSeparable` (15 minutes, ●○○, 3 points)


# %% nbgrader={"grade": false, "grade_id": "DepthwiseSeparable", "locked": false, "schema_version": 3, "solution": true, "task": false}
class DepthwiseSeparable(nn.Module):
    """Depthwise separable convolution (Howard et al. 2017).

    Maps (N, in_channels, H, W) to (N, out_channels, H', W'), H' = H / stride rounded up.

    3×3 convolution of each channel by itself (one weight of shape (in_channels, 1, 3, 3)),
    with the stride and padding 1, BN, ReLU; then 1×1 convolution to out_channels, BN,
    ReLU. No shortcut, no biases; nn.BatchNorm2d's defaults. x is not changed, nor the
    mode of any part.
    """

    def __init__(self, in_channels, out_channels, stride=1):
        super().__init__()
        ### BEGIN SOLUTION
        self.layers = nn.Sequential(
            nn.Conv2d(
                in_channels, in_channels, 3, stride, 1, groups=in_channels, bias=False
            ),
            nn.BatchNorm2d(in_channels),
            nn.ReLU(),
            nn.Conv2d(in_channels, out_channels, 1, bias=False),
            nn.BatchNorm2d(out_channels),
            nn.ReLU(),
        )
        ### END SOLUTION

    def forward(self, x):
        """Return what becomes of x."""
        ### BEGIN SOLUTION
        return self.layers(x)
        ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "DepthwiseSeparable_test", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
layer = DepthwiseSeparable(1, 1)
wiring.assert_parameters(
    layer,
    [("weight", (1, 1, 3, 3)), ("weight", (1, 1))]
    + [("scale", (1,)), ("offset", (1,))] * 2,
    "DepthwiseSeparable(1, 1)",
)
wiring.fill(layer, weight=3, scale=2, offset=1)
layer.eval()
pixels = torch.tensor([-4.0, 0.25, 1.0]).reshape(3, 1, 1, 1)
checks.assert_close(
    wiring.output(layer, pixels, "DepthwiseSeparable(1, 1)").flatten(),
    [1, 16, 43],
    "DepthwiseSeparable(1, 1) for the pixels -4, 0.25 and 1",
    rtol=1e-4,
    mistakes={
        "there is a shortcut; this layer has none.": [-3, 16.25, 44],
        "BN and ReLU between the two convolutions are missing.": [0, 5.5, 19],
        "the ReLU between the two convolutions is missing.": [0, 16, 43],
        "one BN is missing at the end.": [0, 7.5, 21],
    },
)
weights = sum(p.numel() for p in DepthwiseSeparable(32, 64).parameters() if p.ndim > 1)
checks.assert_close(
    weights,
    32 * 9 + 32 * 64,
    "convolution weights of DepthwiseSeparable(32, 64)",
    rtol=0,
    atol=0,
    mistakes={
        "this is a full 3×3 convolution; each channel should be filtered by itself.": 32
        * 64
        * 9,
        "groups is missing from the 3×3 convolution.": 32 * 32 * 9 + 32 * 64,
        "the 1×1 convolution comes second: the 3×3 one works on the input's channels.": 64
        * 9
        + 32 * 64,
    },
)
### BEGIN HIDDEN TESTS
from functools import partial


def separable(x, parts, out, stride, kind=""):
    """The wiring, or the mistake `kind` of it."""
    if kind == "swapped":
        x = F.relu(parts.norm(parts.conv(x, out, 1)))
        return F.relu(parts.norm(parts.conv(x, out, 3, stride, groups=out)))
    first, second = (1, stride) if kind == "late stride" else (stride, 1)
    h = F.relu(parts.norm(parts.conv(x, x.shape[1], 3, first, groups=x.shape[1])))
    h = parts.norm(parts.conv(h, out, 1, second))
    return h if kind == "no ReLU" else F.relu(h)


for inner, out, stride in [
    (4, 4, 1),
    (3, 5, 1),
    (4, 6, 2),
    (5, 5, 2),
    (2, 2, 3),
    (4, 2, 1),
]:
    x = torch.randn(3, inner, 5, 6, generator=torch.Generator().manual_seed(inner))
    wired = partial(separable, out=out, stride=stride)
    wiring.assert_wiring(
        DepthwiseSeparable(inner, out, stride),
        wired,
        x,
        f"DepthwiseSeparable({inner}, {out}, stride={stride})"
        + ", which makes the channels fewer," * (out < inner),
        mistakes={
            "the 1×1 convolution comes second, not first.": partial(
                wired, kind="swapped"
            ),
            "the stride belongs to the 3×3 convolution.": partial(
                wired, kind="late stride"
            ),
            "the last ReLU is missing.": partial(wired, kind="no ReLU"),
        },
    )
for stride, height, width in [((2,), 4, 4), ((), 7, 8)]:
    checks.assert_close(
        DepthwiseSeparable(2, 3, *stride)(torch.ones(2, 2, 7, 8)).shape,
        (2, 3, height, width),
        f"shape of DepthwiseSeparable{(2, 3, *stride)} for an input of shape (2, 2, 7, 8)",
        mistakes={"stride is 1 unless said otherwise.": (2, 3, 4, 4)},
    )
wiring.assert_norms_started(DepthwiseSeparable(4, 6), "DepthwiseSeparable(4, 6)")
### END HIDDEN TESTS

# %% [markdown]
# <details><summary>Hint</summary>
#
# A grouped convolution with as many groups as channels gives each channel a filter of its own.
# </details>

# %% [markdown]
# ### Exercise 12 · `mobilenet_cost` (20 minutes, ●●○, 3 points)
#
# `MOBILENET` below lists the 13 separable convolutions of the paper's Table 1 as (output channels, stride). In front of them
# stands a full 3×3 convolution from 3 to 32 channels with stride 2, BN and ReLU; behind them, pooling and a linear layer to 1000
# classes. (Table 1 prints stride 2 for the last one, but 7×7 before and after it: it must be 1.)

# %% nbgrader={"grade": false, "grade_id": "mobilenet_layers", "locked": true, "schema_version": 3, "solution": false, "task": false}
MOBILENET = [(64, 1), (128, 2), (128, 1), (256, 2), (256, 1), (512, 2)]
MOBILENET += [(512, 1)] * 5 + [(1024, 2), (1024, 1)]


# %% nbgrader={"grade": false, "grade_id": "mobilenet_cost", "locked": false, "schema_version": 3, "solution": true, "task": false}
def mobilenet_cost(width=1.0, resolution=224, separable=True):
    """Return (params, macs) of MobileNet, two integers.

    width: every number of channels c (of the stem, and in MOBILENET) becomes
    int(width · c); not the 3 of the image, nor the 1000 classes.
    resolution: side of the square image; a layer with stride s makes it ceil(side / s).
    separable: False replaces each separable convolution by one full 3×3 convolution
    with the same channels and stride, followed by one BN.
    params: convolutions (no biases), scale and offset of each BN (one after *every*
    convolution), the linear layer with its biases.
    macs: multiplications for one image, in convolutions and the linear layer only.
    """
    ### BEGIN SOLUTION
    channels, side = int(32 * width), -(-resolution // 2)
    params = 27 * channels + 2 * channels
    macs = 27 * channels * side**2
    for out, stride in MOBILENET:
        out, side = int(out * width), -(-side // stride)
        if separable:
            weights, norms = 9 * channels + channels * out, channels + out
        else:
            weights, norms = 9 * channels * out, out
        params += weights + 2 * norms
        macs += weights * side**2
        channels = out
    return params + (channels + 1) * 1000, macs + channels * 1000
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "mobilenet_cost_test", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
answer = mobilenet_cost()
assert answer is not None, (
    "mobilenet_cost() returns nothing: the function ends without `return`."
)
assert np.shape(answer) == (2,), (
    "mobilenet_cost() should return the pair (params, macs), but returns "
    + (
        f"{len(answer)} values."
        if np.ndim(answer) == 1
        else "a single number."
        if np.ndim(answer) == 0
        else f"numbers of shape {np.shape(answer)}."
    )
)
checks.assert_close(
    answer,
    [4_231_976, 568_740_352],
    "mobilenet_cost(): (params, macs)",
    rtol=0,
    atol=0,
    mistakes={
        "the two are swapped: return params first.": [568_740_352, 4_231_976],
        "BN's scales and offsets are missing from params.": [4_210_088, 568_740_352],
        "the linear layer's biases are missing from params.": [4_230_976, 568_740_352],
        "the linear layer is missing from macs.": [4_231_976, 567_716_352],
        "the separable convolutions have two BNs, one after each convolution.": [
            4_221_992,
            568_740_352,
        ],
        "biases are no multiplications.": [4_231_976, 568_741_352],
    },
)
full = mobilenet_cost(separable=False)
checks.assert_close(
    full,
    [29_294_088, 4_867_293_184],
    "mobilenet_cost(separable=False)",
    rtol=0,
    atol=0,
    mistakes={"the argument separable is ignored.": [4_231_976, 568_740_352]},
)
assert all(np.asarray(number).dtype.kind in "iu" for number in answer), (
    f"mobilenet_cost() should return two integers, but returns {answer}: round with // and int."
)


### BEGIN HIDDEN TESTS
once_more = (mobilenet_cost(0.5), mobilenet_cost())[-1]
assert np.array_equal(once_more, answer), (
    f"mobilenet_cost() gives {once_more} after a call of mobilenet_cost(0.5).\n"
    "Likely mistake: a call changes MOBILENET, or another list or number outside the function."
)


def by_layers(width, resolution, separable):
    """The same network from PyTorch's layers, counted on the meta device."""
    c = int(32 * width)
    layers = [nn.Conv2d(3, c, 3, 2, 1, bias=False), nn.BatchNorm2d(c)]
    for out, stride in MOBILENET:
        out = int(out * width)
        if separable:
            layers.append(nn.Conv2d(c, c, 3, stride, 1, groups=c, bias=False))
            layers += [nn.BatchNorm2d(c), nn.Conv2d(c, out, 1, bias=False)]
        else:
            layers.append(nn.Conv2d(c, out, 3, stride, 1, bias=False))
        layers.append(nn.BatchNorm2d(out))
        c = out
    network = nn.Sequential(
        *layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(c, 1000)
    )
    return network, (1, 3, resolution, resolution)


for width, resolution, separable_ones in [
    (0.3, 100, True),
    (0.5, 33, False),
    (0.1, 64, True),
    (1.5, 64, True),
]:
    with torch.device("meta"):
        network, shape = by_layers(width, resolution, separable_ones)
    cost = probes.model_cost(network, shape)
    checks.assert_close(
        mobilenet_cost(width, resolution, separable_ones),
        [cost.params, cost.macs],
        f"mobilenet_cost({width}, {resolution}, {separable_ones})",
        rtol=0,
        atol=0,
        mistakes={
            "the argument width is ignored.": mobilenet_cost(
                1.0, resolution, separable_ones
            ),
            "the argument resolution is ignored.": mobilenet_cost(
                width, 224, separable_ones
            ),
            "there is no least number of channels: int(0.1 · 32) is 3.": [
                140_769,
                761_932,
            ],
        },
    )
for width, want in [(0.75, 325.4), (0.5, 149.5), (0.25, 41.0)]:
    checks.assert_close(
        round(int(mobilenet_cost(width)[1]) / 1e6, 1),
        want,
        f"millions of multiplications of mobilenet_cost({width})",
    )
### END HIDDEN TESTS

# %% [markdown]
# <details><summary>Hint 1: one separable convolution</summary>
#
# Weights $9M + MN$; two BNs with $2M$ and $2N$ parameters. Every weight is used once for each pixel of the output, and both convolutions
# have the same output size, since the stride is the first one's.
# </details>
# <details><summary>Hint 2: rounding up</summary>
#
# `-(-side // stride)` is side / stride rounded up.
# </details>

# %% [markdown]
# Howard et al. 2017, beside your function:
#
# | | multiplications, paper | yours | parameters, paper | yours | top-1 accuracy, paper |
# |---|---|---|---|---|---|
# | MobileNet (Table 4) | 569 M | 568.7 M | 4.2 M | 4,231,976 | 70.6 % |
# | full convolutions (Table 4) | 4866 M | 4867.3 M | 29.3 M | 29,294,088 | 71.7 % |
# | width 0.75 (Table 5) | 325 M | 325.4 M | 2.6 M | 2,585,560 | 68.4 % |
#
# ### Experiment 4 · Fewer multiplications, less time?
#
# A separable convolution of 64 channels needs 1/64 + 1/9 = 0.127 of the multiplications of a full one. **Predict** what share of the time it needs.


# %% tags=["experiment", "skip-execution"]
def best_times(layers, x, repeats=25):
    """Seconds of each layer's fastest forward pass of several; the layers take turns, after one pass to warm up."""
    times = [[] for _ in layers]
    with torch.no_grad():
        for _ in range(repeats + 1):
            for layer, own in zip(layers, times, strict=True):
                begin = time.perf_counter()
                layer(x)
                own.append(time.perf_counter() - begin)
    return [min(own[1:]) for own in times]


channel_counts, shares = (16, 32, 64, 128, 256), {"multiplications": [], "time": []}
for channels in channel_counts:
    x = torch.randn(4, channels, 28, 28)
    full_layer = nn.Sequential(
        nn.Conv2d(channels, channels, 3, 1, 1, bias=False),
        nn.BatchNorm2d(channels),
        nn.ReLU(),
    ).eval()
    separable_layer = DepthwiseSeparable(channels, channels).eval()
    macs = [
        probes.model_cost(one, tuple(x.shape)).macs
        for one in (separable_layer, full_layer)
    ]
    shares["multiplications"].append(macs[0] / macs[1])
    times = best_times((separable_layer, full_layer), x)
    shares["time"].append(times[0] / times[1])
fig, ax = plt.subplots(figsize=(6.5, 3.4), layout="constrained")
plots.curves(
    {
        "multiplications, counted": shares["multiplications"],
        "time, measured": shares["time"],
    },
    ax,
    x=channel_counts,
    xlabel="channels N (logarithmic)",
    ylabel="separable / full (logarithmic)",
    log=True,
    markers=True,
)
formula = [1 / n + 1 / 9 for n in channel_counts]
ax.plot(
    channel_counts, formula, "ko", markersize=12, fillstyle="none", label="1/N + 1/9"
)
ax.axhline(1, color="0.6", linewidth=0.8)
ax.set_xscale("log", base=2)
ax.set_xticks(channel_counts, channel_counts)
ax.set_yticks((0.1, 0.2, 0.5, 1), ("0.1", "0.2", "0.5", "1"))
ax.set_yticks([], minor=True)
ax.legend(frameon=False)
gap = np.array(shares["time"]) / np.array(shares["multiplications"])
print(
    tables.as_text(
        ("channels", "share of the multiplications", "share of the time"),
        [
            (n, round(counted, 3), round(measured, 3))
            for n, counted, measured in zip(
                channel_counts, *shares.values(), strict=True
            )
        ],
    )
)


def logged_cost(name):
    """Multiplications, and median processor seconds of five epochs, of a network of the race in section 7."""
    runs = [r for r in race.logged() if (r.variant, r.epochs) == (name, 5)]
    return np.array([runs[0].macs, np.median([r.cpu_seconds for r in runs])])


whole = logged_cost("separable, 20") / logged_cost("original, 20 layers")
claims.record(
    "Depthwise separable convolutions make a network efficient (MobileNets)",
    "holds"
    if np.median(gap) < 1.3 and whole[1] / whole[0] < 1.3
    else "holds with care"
    if np.median(shares["time"]) < 0.9
    else "does not hold",
    f"one layer, 28×28, forward, this CPU; 64 channels: {shares['multiplications'][2]:.3f} of the multiplications, {shares['time'][2]:.2f} of the time; "
    f"256 channels: {shares['multiplications'][4]:.3f} and {shares['time'][4]:.2f}. A whole network in training (logged, experiment 5), separable, 20 against "
    f"original, 20 layers, at equal parameters: {whole[0]:.2f} of the multiplications, {whole[1]:.2f} of the time",
)

# %% [markdown]
# **What to see.** The counted share (small filled circles) lies exactly on the formula (open circles). The measured share of the time (squares; the numbers stand in the
# print-out) is your machine's. For few channels it lies well above the formula: at 16 channels a layer that needs a sixth of the multiplications needs a larger share of the time. At the right
# end the two are closer; on some machines the time falls below the formula there. Other programs that run at the same time move single squares. A likely reason for the left end, not tested here: a depthwise convolution does 9 multiplications for each number that it reads and writes, so
# that it waits for memory rather than for arithmetic; and BN and ReLU, which no count of multiplications contains, run twice.
#
# A layer is not a network. The record's last numbers are of two whole networks of section 7 with about equally many parameters, and therefore with different channels: the separable one does
# 0.9 times the multiplications of the original and takes about 1.4 times as long to train. So the verdict is at most "holds with care".
# <!-- measured:
# true: np.allclose(shares["multiplications"], formula)
# true: shares["time"][0] > 1.2 * formula[0]
# true: gap[0] > gap[-1]
# 0.9: whole[0]
# 1.4 ± 0.1: whole[1]
# given: 9, 7
# -->

# %% [markdown] nbgrader={"grade": true, "grade_id": "question_cost", "locked": false, "points": 4, "schema_version": 3, "solution": true, "task": false}
# **Question A (4 points, in your own words).** A vendor advertises: "our network needs 8 times fewer multiplications and 7
# times fewer parameters than yours, so it runs 8 times faster and fits into an eighth of the memory." Its blocks are depthwise
# separable and densely connected. (a) Give two reasons, each with a number from this notebook, why the time may fall by less than the
# multiplications. (b) What besides the parameters must be kept in memory while a dense block trains, and how does it grow with
# the number of layers? (c) What one measurement would you ask the vendor for?
#
# === BEGIN MARK SCHEME ===
# (a) 2 points, 1 for each reason tied to a number: experiment 4's measured share of the time against the share of the multiplications
# (a depthwise convolution does few operations for each number it reads and writes; BN and ReLU, which count no multiplications, run twice); experiment 2's
# equal multiplications with unequal time, as measured or as the WRN authors list it (93 ms against 115: many small layers one after the other use the
# machine worse than few large ones). No point for a reason without a number.
#
# (b) 1 point: the activations for the backward pass; layer l keeps an input of c0 + l·k channels, so without
# recomputation or shared storage the concatenations together grow with the square of the number of layers.
#
# (c) 1 point: time (and peak memory) of the whole network on the device and batch size that matter, beside the other
# network on the same machine. Accept throughput, latency; not "FLOPs".
# === END MARK SCHEME ===

# %% [markdown]
# ## 7 · The race
#
# Now the small networks. All have the plan of section 2 (stem, three stages, stride 2 at the start of the second and
# third, pooling, linear layer), your blocks, and about 150,000 parameters. The cell below puts them together; there is
# nothing to fill in, but read it: this is what "a ResNet variant" means in code. The numbers in the names count the convolutions on the longest way through
# the network and the linear layer (in "dense, 15" the convolutions alone); "wide, 8" would be WRN-10-2 in section 2's way of counting, which adds shortcuts.


# %% nbgrader={"grade": false, "grade_id": "assembly", "locked": true, "schema_version": 3, "solution": false, "task": false}
def staged(block, stem, widths, blocks, *, activated):
    """Stem, three stages of `block(in_channels, out_channels, stride)`, and the head.

    activated: whether the blocks give activated maps, as the original one does. Then BN
    and ReLU stand behind the stem, otherwise in front of the pooling.
    """
    layers, channels = [nn.Conv2d(1, stem, 3, 1, 1, bias=False)], stem
    if activated:
        layers += [nn.BatchNorm2d(stem), nn.ReLU()]
    for stage, width in enumerate(widths):
        for i in range(blocks):
            layers.append(block(channels, width, 2 if stage and i == 0 else 1))
            channels = width
    if not activated:
        layers += [nn.BatchNorm2d(channels), nn.ReLU()]
    return nn.Sequential(*layers, *head(channels))


def head(channels):
    """Pooling and the linear layer."""
    return nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(channels, 10)


def dense_network(stem, layers, growth):
    """Three dense blocks with transitions that halve the image."""
    parts, channels = [nn.Conv2d(1, stem, 3, 1, 1, bias=False)], stem
    for number in range(3):
        parts.append(DenseBlock(channels, layers, growth, DenseLayer))
        channels += layers * growth
        parts += [nn.BatchNorm2d(channels), nn.ReLU()]
        if number < 2:
            parts.append(nn.Conv2d(channels, channels, 1, bias=False))
            parts.append(nn.AvgPool2d(2, ceil_mode=True))
    return nn.Sequential(*parts, *head(channels))


def wide_block(in_channels, out_channels, stride):
    """Filters doubled: k = 2."""
    return WideBlock(in_channels, out_channels // 2, 2, stride)


def paths_block(in_channels, out_channels, stride):
    """Ten paths, as wide together as half of the output."""
    return ResNeXtBlock(in_channels, out_channels, 10, out_channels // 20, stride)


def gated_block(in_channels, out_channels, stride):
    """The original block with a gate on its residual branch."""
    gate = SqueezeExcite(out_channels, 4)
    return OriginalBlock(in_channels, out_channels, stride, gate)


def variant(name):
    """A new network by name."""
    widths = (12, 24, 48)
    if name == "original, 20 layers":
        return staged(OriginalBlock, 12, widths, 3, activated=True)
    if name == "original, 44 layers":
        return staged(OriginalBlock, 8, (8, 16, 32), 7, activated=True)
    if name == "pre-activation, 20":
        return staged(PreActBlock, 12, widths, 3, activated=False)
    if name == "pre-activation, 44":
        return staged(PreActBlock, 8, (8, 16, 32), 7, activated=False)
    if name == "wide, 8":
        return staged(wide_block, 12, (22, 44, 88), 1, activated=False)
    if name == "ResNeXt, 29":
        return staged(paths_block, 20, (40, 80, 160), 3, activated=True)
    if name == "SE, 20":
        return staged(gated_block, 12, widths, 3, activated=True)
    if name == "dense, 15":
        return dense_network(16, 4, 13)
    if name == "separable, 20":
        return staged(DepthwiseSeparable, 16, (50, 100, 200), 3, activated=True)
    if name == "pre-activation, 20, small":
        return staged(PreActBlock, 6, (6, 12, 24), 3, activated=False)
    if name == "wide, 8, small":
        return staged(wide_block, 6, (12, 22, 44), 1, activated=False)
    if name == "separable, 20, small":
        return staged(DepthwiseSeparable, 8, (24, 48, 96), 3, activated=True)
    raise ValueError(f"no variant is called {name!r}")


VARIANTS = (
    "original, 20 layers",
    "pre-activation, 20",
    "wide, 8",
    "original, 44 layers",
    "pre-activation, 44",
    "ResNeXt, 29",
    "SE, 20",
    "dense, 15",
    "separable, 20",
)
SMALL = ("pre-activation, 20, small", "wide, 8, small", "separable, 20, small")

# %% [markdown]
# ### Experiment 5 · Equal parameters, equal time
#
# 3,600 images of Fashion-MNIST at 14×14, 1,000 for testing, batches of 64, the same rate and schedule for all. Nine
# networks, five seeds each, trained for two epochs and for five, make 90 runs: too long to wait for. So they ship as a log (`python -m
# grading.recompute.variants` made it, on one thread), and four networks are trained before your eyes, for two epochs, with a seed that the log does
# not have.
#
# **Predict:** which of the nine is best after five epochs? Which differences are larger than what another seed
# would change? And who wins at equal *time* instead of equal epochs?

# %% tags=["experiment", "skip-execution"]
fashion = race.fashion14()
live, trained = {}, {}
for name in tqdm(
    ("wide, 8", "pre-activation, 44", "SE, 20", "dense, 15"), desc="training"
):
    torch.manual_seed(100)
    trained[name] = variant(name)
    live[name] = race.run(name, trained[name], fashion, epochs=2, seed=100)

log = race.logged()
rows = []
for name in VARIANTS:
    short, long = (100 * race.errors(log, name, epochs) for epochs in (2, 5))
    one = next(r for r in log if r.variant == name)
    rows.append(
        (
            name,
            one.params,
            round(one.macs / 1e6, 1),
            round(
                float(
                    np.median(
                        [
                            r.cpu_seconds
                            for r in log
                            if (r.variant, r.epochs) == (name, 5)
                        ]
                    )
                ),
                1,
            ),
            f"{short.mean():.1f} ± {short.std(ddof=1):.1f}",
            f"{long.mean():.1f} ± {long.std(ddof=1):.1f}",
            f"{100 * live[name].test_error:.1f}" if name in live else "",
        )
    )
print(
    tables.as_text(
        (
            "network, layers",
            "params",
            "M MACs",
            "CPU s, 5 epochs",
            "error %, 2 epochs",
            "error %, 5 epochs",
            "yours, 2 epochs",
        ),
        rows,
    )
)

# %% tags=["experiment", "skip-execution"]
fig, (left, right) = plt.subplots(
    1, 2, figsize=(11.5, 4.6), width_ratios=(1, 1.25), layout="constrained"
)
order = sorted(VARIANTS, key=lambda name: race.errors(log, name, 5).mean())
for at, name in enumerate(order):
    for epochs, colour, marker in [
        (2, plots.COLOURS[1], "s"),
        (5, plots.COLOURS[0], "o"),
    ]:
        values = 100 * race.errors(log, name, epochs)
        left.plot(
            values, [at] * len(values), marker, color=colour, alpha=0.45, markersize=5
        )
        left.plot(
            [values.mean()] * 2, [at - 0.3, at + 0.3], color=colour, linewidth=2.5
        )
    if name in live:
        left.plot(100 * live[name].test_error, at, "k*", markersize=10)
left.plot([], [], "s", color=plots.COLOURS[1], label="2 epochs, 5 seeds")
left.plot([], [], "o", color=plots.COLOURS[0], label="5 epochs, 5 seeds")
left.plot([], [], "k*", label="your run, 2 epochs")
left.set_yticks(range(len(order)), order)
left.invert_yaxis()
left.set(xlabel="test error, %", title="Equal parameters (about 150,000)")
left.grid(axis="x", alpha=0.3)
left.legend(fontsize="small")
markers = "osv^D<>ph"
colours = [*plots.COLOURS[:7], "0.55", "saddlebrown"]
for i, name in enumerate(order):
    spots = []
    for epochs in (2, 5):
        runs = [r for r in log if (r.variant, r.epochs) == (name, epochs)]
        values = 100 * np.array([r.test_error for r in runs])
        at = np.median([r.cpu_seconds for r in runs])
        spots.append((at, values.mean()))
        right.errorbar(
            at, values.mean(), values.std(ddof=1), color=colours[i], capsize=2
        )
    right.plot(
        *np.array(spots).T,
        STYLES[i % len(STYLES)],
        marker=markers[i],
        color=colours[i],
        label=name,
    )
right.set(
    xlabel="CPU seconds of training (one thread; logarithmic)",
    ylabel="test error, %",
    title="Equal time: read upwards from a time",
    xscale="log",
)
right.set_xticks((4, 6, 8, 10, 15, 20), ("4", "6", "8", "10", "15", "20"))
right.set_xticks([], minor=True)
right.grid(alpha=0.3)
right.legend(fontsize="small", ncols=3, loc="upper center", bbox_to_anchor=(0.5, -0.14))


def difference(name, other, epochs=5):
    """Mean difference of the errors in percent, and how far chance alone may take it.

    4.6 standard errors: Student's t with 4 degrees of freedom, the fewest that Welch's formula can give for
    five runs against five, passes this once in a hundred times; five such comparisons, once in twenty.
    """
    a, b = (100 * race.errors(log, one, epochs) for one in (name, other))
    spread = (a.var(ddof=1) / len(a) + b.var(ddof=1) / len(b)) ** 0.5
    return a.mean() - b.mean(), 4.6 * spread


gaps = {}


def judge(claim, name, other):
    """Record whether `name` beats `other` by more than chance explains; if neither does, nothing is shown."""
    gap, margin = gaps[name, other] = difference(name, other)
    claims.record(
        claim,
        "holds with care"
        if gap < -margin
        else "does not hold"
        if gap > margin
        else "not tested here",
        f"{name} against {other}: {gap:+.1f} ± {margin:.1f} points of test error, "
        f"{'separated' if abs(gap) > margin else 'not separated: five seeds are too few to tell'} (logged: 3,600 images at 14×14, "
        "5 epochs, 5 seeds each, one rate for all, five comparisons)",
    )


judge("Width can take the place of depth", "wide, 8", "pre-activation, 44")
judge(
    "Pre-activation gives better performance (44 layers)",
    "pre-activation, 44",
    "original, 44 layers",
)
judge("Reweighting feature maps improves a ResNet", "SE, 20", "original, 20 layers")
judge("Dense connections beat residual ones", "dense, 15", "original, 20 layers")
gaps["ResNeXt, 29", "original, 20 layers"] = difference(
    "ResNeXt, 29", "original, 20 layers"
)
gap, margin = gaps["ResNeXt, 29", "original, 20 layers"]
claims.record(
    "Many parallel paths improve the block",
    "not tested here",
    f"ResNeXt, 29 against original, 20 layers: {gap:+.1f} ± {margin:.1f} points, but the two differ in depth and in the kind of block, too; the "
    "control would be the same bottleneck with one path, at equal parameters",
)
claims.record(
    "Residuals are the important factor, not depth",
    "not tested here",
    "all networks of the race but the separable and the dense one have shortcuts, so that depth and width vary, residuals do not",
)

# %% [markdown]
# **What to see.** Left: each small mark is one run, each bar the mean of five, the star your own run; networks are sorted by their error after five epochs.
# Right: each line leads from two epochs to five; the whiskers are one standard deviation, and at one time the lower line is ahead.
#
# - *At equal parameters* "wide, 8" has the lowest mean after five epochs, and with it "separable, 20", which is a third of a point behind: five seeds cannot tell these two apart.
# - *Another seed* changes the error by a standard deviation of 0.4 to 1.6 points after five epochs. Against that two of the four comparisons are large enough: wide and
#   shallow beats thin and deep by about 5 points, gates gain about 2.4. The gain of pre-activation at 44 layers (1.6) and the loss of the dense network (0.7) are not
#   separated from chance, which is no proof that there is none. For such a gap the verdict reads "not tested here": runs were made, but five seeds decide nothing, for the claim or against it.
# - *Why 4.6 standard errors?* With five runs a side and five comparisons, two are too few: among many comparisons one will look large by chance.
# - *ResNeXt* has 1.6 points less than the original block, no more than chance may give. Besides, it is deeper and a bottleneck, so that the comparison says nothing about paths.
# - *Shortcuts* were not taken away from any block here. That "separable, 20" is second without having any shows that at 20 layers, with BN, one can do without; it does not show
#   what shortcuts are worth.
# - *At equal time* "wide, 8" leads all along. "dense, 15" and ResNeXt need about twice its time for the same number of epochs, although ResNeXt has as few multiplications.
#   "separable, 20", which ties with it at equal epochs, needs about 1.7 times its time.
#
# All networks share one learning rate that was tuned for none of them, and five epochs measure how *fast* a network learns more than how well it ends.
# Thin networks of 44 layers may simply need longer.
# <!-- measured:
# 0.4 to 1.6: np.round([100 * race.errors(log, name, 5).std(ddof=1) for name in VARIANTS], 1)
# 5 ± 0.5: -gaps["wide, 8", "pre-activation, 44"][0]
# 2.4 ± 0.1: -gaps["SE, 20", "original, 20 layers"][0]
# 1.6 ± 0.05: -gaps["pre-activation, 44", "original, 44 layers"][0]
# 1.6 ± 0.05: -gaps["ResNeXt, 29", "original, 20 layers"][0]
# 0.7 ± 0.05: gaps["dense, 15", "original, 20 layers"][0]
# true: [abs(gap) > margin for gap, margin in gaps.values()] == [True, False, True, False, False]
# true: order[:2] == ["wide, 8", "separable, 20"] and 0.25 < difference("separable, 20", "wide, 8")[0] < 0.4
# true: all(1.8 < np.median([r.cpu_seconds for r in log if (r.variant, r.epochs) == (name, 5)]) / np.median([r.cpu_seconds for r in log if (r.variant, r.epochs) == ("wide, 8", 5)]) < 2.4 for name in ("dense, 15", "ResNeXt, 29"))
# 1.7 ± 0.05: logged_cost("separable, 20")[1] / logged_cost("wide, 8")[1]
# given: 8, 20, 44, 15, 4.6
# -->
#
# ### Experiment 6 · Error against parameters
#
# Three of the blocks at two sizes, from the same log (five epochs, five seeds). **Predict:** which gains most from four times the parameters?

# %% tags=["experiment", "skip-execution"]
fig, ax = plt.subplots(figsize=(6.5, 3.6), layout="constrained")
gained = {}
for i, name in enumerate(("wide, 8", "pre-activation, 20", "separable, 20")):
    spots = []
    gained[name] = difference(f"{name}, small", name)
    for label in (f"{name}, small", name):
        values = 100 * race.errors(log, label, 5)
        params = next(r.params for r in log if r.variant == label)
        spots.append((params, values.mean()))
        ax.errorbar(
            params, values.mean(), values.std(ddof=1), color=plots.COLOURS[i], capsize=3
        )
    ax.plot(
        *np.array(spots).T,
        STYLES[i],
        marker=markers[i],
        color=plots.COLOURS[i],
        label=name,
    )
ax.set(xlabel="parameters (logarithmic)", ylabel="test error, %", xscale="log")
ax.set_xticks((4e4, 6e4, 1e5, 1.5e5), ("40,000", "60,000", "100,000", "150,000"))
ax.set_xticks([], minor=True)
ax.legend(frameon=False)
ax.grid(alpha=0.3)
for name, (gain, margin) in gained.items():
    print(
        f"{name}: {gain:.1f} ± {margin:.1f} points fewer errors with four times the parameters"
    )
gain, margin = difference("pre-activation, 20", "wide, 8, small")
print(
    f"wide, 8, small against pre-activation, 20: {gain:.1f} ± {margin:.1f} points fewer"
)

# %% [markdown]
# **What to see.** With four times the parameters the mean error falls in all three: by about 3.2 points in the separable network, 2.3 in the pre-activation network, 1.3 in
# the wide one. But by the rule of experiment 5 none of the three gains is separated from chance, and their order is still less certain. The small
# wide network, with 37,000 parameters, has a lower mean even than the large pre-activation network with 153,000. Five seeds do not tell these two
# apart, either, but four times the parameters did not put the thin, deep network ahead: where parameters are put seems to matter as well as how many there are.
# (The separable network, too, gets many filters for its parameters: 50 in the first stage, where the wide one has 22.)
# <!-- measured:
# 3.2 ± 0.1: gained["separable, 20"][0]
# 2.3 ± 0.1: gained["pre-activation, 20"][0]
# 1.3 ± 0.1: gained["wide, 8"][0]
# true: all(0 < gain < margin for gain, margin in gained.values())
# 37,000 ± 500: next(r.params for r in log if r.variant == "wide, 8, small")
# 153,000 ± 500: next(r.params for r in log if r.variant == "pre-activation, 20")
# true: 0 > difference("wide, 8, small", "pre-activation, 20")[0] > -difference("wide, 8, small", "pre-activation, 20")[1]
# given: 50, 22
# -->
#
# ### Experiment 7 · What the gates and the dense layers do after training
#
# Two pictures of the networks that you have just trained for two epochs. Left: the gates of the last `SqueezeExcite`, one for each of its 48 channels,
# averaged over the test images of three classes. Right: how strongly each layer of the first dense block (a column) reads the channels of each earlier one (a row), as the
# mean size of its weights for those channels, divided by the largest such mean (as in Huang et al., Figure 5). **Predict:** do the gates differ from class to class?
# Does a layer read its direct predecessor more strongly than the others?

# %% tags=["experiment", "skip-execution"]
gate_modules = [m for m in trained["SE, 20"].modules() if isinstance(m, SqueezeExcite)]
seen = []
handle = gate_modules[-1].register_forward_hook(
    lambda module, inputs, output: seen.append(
        (output.sum(dim=(2, 3)) / inputs[0].sum(dim=(2, 3))).detach()
    )
)
with torch.no_grad():
    trained["SE, 20"](fashion.test.images)
handle.remove()
gates_seen = seen[0]
fig, (left, right) = plt.subplots(1, 2, figsize=(11, 3.8), layout="constrained")
shown_classes = (0, 8, 9)
plots.curves(
    {
        fashion.classes[c]: gates_seen[fashion.test.labels == c].mean(dim=0).numpy()
        for c in shown_classes
    },
    left,
    xlabel="channel of the last block",
    ylabel="gate, mean over test images",
)
left.set_ylim(0, 1)
first_block = next(
    m for m in trained["dense, 15"].modules() if isinstance(m, DenseBlock)
)
kernels = [p for p in first_block.parameters() if p.ndim == 4]
reads = np.full((4, 4), np.nan)
for target, kernel in enumerate(kernels):
    sources = kernel.detach().abs().mean(dim=(0, 2, 3)).split([16] + [13] * target)
    for source, size in enumerate(sources):
        reads[source, target] = size.mean()
image_of = right.imshow(reads / np.nanmax(reads), cmap="cividis", vmin=0, vmax=1)
for source in range(4):
    for target in range(source, 4):
        value = reads[source, target] / np.nanmax(reads)
        right.text(
            target,
            source,
            f"{value:.2f}",
            ha="center",
            va="center",
            color="white" if value < 0.6 else "black",
        )
right.set_xticks(range(4), [f"layer {i + 1}" for i in range(4)])
right.set_yticks(range(4), ["block's input", "layer 1", "layer 2", "layer 3"])
right.set(
    title="mean |weight|, relative to the largest",
    xlabel="read by",
    ylabel="channels of",
)
right.grid(visible=False)
class_means = torch.stack(
    [gates_seen[fashion.test.labels == c].mean(dim=0) for c in range(10)]
)
between = class_means.std(dim=0)
print(
    f"class means of the 48 gates: {class_means.min():.2f} to {class_means.max():.2f}; standard deviation between the ten "
    f"classes: {between.mean():.3f} on average over the gates"
)

# %% [markdown]
# **What to see.** Left: the gates differ from class to class, but little. Over all ten classes (the picture shows three) the class means lie between 0.3 and 0.75, around the 0.5 near which
# they started, and their standard deviation between classes, averaged over the 48 gates, is 0.02 to 0.09 (your numbers are printed). After two epochs no channel is switched off or fully on for a whole class.
#
# Right: within a column the numbers are nearly equal (the largest at most a fifth above the smallest), so that each layer reads all earlier ones about equally,
# its direct predecessor no more than the block's input. The columns get darker to the right, but that is no finding: PyTorch starts
# weights the smaller the more channels a layer reads, as $1/\sqrt{\text{channels}}$, which gives 1, 0.74, 0.62 and 0.54 here. After so little training the picture shows mostly the
# start. (Huang et al. drew theirs from a fully trained network.)
# <!-- measured:
# 0.3 to 0.75: class_means
# 48: class_means.shape[1]
# 0.02 to 0.09: between.mean()
# true: all(np.nanmax(column) < 1.2 * np.nanmin(column) for column in reads.T)
# given: 0.5, 1, 0.74, 0.62, 0.54
# -->
#
# ## 8 · Many networks, many scales
#
# The winner of ILSVRC 2016 (Shao and co-authors, whom the lecture cites) invented no block. It averaged what different networks, Inception,
# Inception-ResNet, ResNet and Wide ResNet, said about the image at several sizes. A network that ends in global pooling takes images of any size, so this
# needs no new training. Let $p_{m,s}$ be the class probabilities of network $m$ for the image at size $s$:
#
# $$p = \frac{1}{MS} \sum_{m,s} p_{m,s}, \qquad -\log p_y \le \frac{1}{MS} \sum_{m,s} -\log p_{m,s,y} .$$
#
# The inequality is Jensen's: $-\log$ is convex. The ensemble's loss is never above the *mean* of its members' losses.
# It can well be above the best member's.
#
# ### Exercise 13 · `multi_scale_ensemble` (20 minutes, ●●○, 3 points)
#
# A model may ask for its own mode in `forward`, without any `nn.Dropout` inside: `course_utils.models.dropping` has one that does. The checks use it, too.


# %% nbgrader={"grade": false, "grade_id": "multi_scale_ensemble", "locked": false, "schema_version": 3, "solution": true, "task": false}
def multi_scale_ensemble(models, images, sizes):
    """Return mean class probabilities over models and image sizes, (N, classes).

    models: list of modules that map images (N, C, s, s) to scores (N, classes), not
    probabilities, for any size s. They are used in evaluation mode, and afterwards they
    are as before: the mode of each, and of each module inside it, and which parameters
    take gradients.
    images: (N, C, H, W), not changed. sizes: list of sides s; for each the images are
    resized to s×s with F.interpolate, mode="bilinear", align_corners=False.
    Every pair of a model and a size counts the same. No gradient is recorded, and
    afterwards PyTorch records gradients, or does not, as before.
    """
    ### BEGIN SOLUTION
    total = 0
    with torch.no_grad():
        for model in models:
            modes = [(part, part.training) for part in model.modules()]
            model.eval()
            for size in sizes:
                resized = F.interpolate(
                    images, size=(size, size), mode="bilinear", align_corners=False
                )
                total = total + model(resized).softmax(dim=1)
            for part, training in modes:
                part.training = training
    return total / (len(models) * len(sizes))
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "multi_scale_ensemble_test", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
def small_model(seed, channels=2, classes=3, dropout=0.0):
    """A convolution, BN, dropout, pooling and a linear layer, with running statistics of its own."""
    torch.manual_seed(seed)
    model = nn.Sequential(
        nn.Conv2d(channels, 4, 3, padding=1),
        nn.BatchNorm2d(4),
        nn.ReLU(),
        nn.Dropout(dropout),
        nn.AdaptiveAvgPool2d(1),
        nn.Flatten(),
        nn.Linear(4, classes),
    )
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.mul_(4)
        model(3 * torch.randn(8, channels, 6, 6))
    return model.eval()


def probabilities(model, images, size):
    """What one model says at one size."""
    with torch.no_grad():
        resized = F.interpolate(
            images, size=(size, size), mode="bilinear", align_corners=False
        )
        return model(resized).softmax(dim=1)


models = [small_model(1), small_model(2)]
images = torch.randn(3, 2, 6, 6, generator=torch.Generator().manual_seed(3))
parts = torch.stack(
    [torch.stack([probabilities(m, images, s) for s in (6, 9)]) for m in models]
)
scores = torch.stack(
    [
        torch.stack(
            [
                m(F.interpolate(images, size=(s, s), mode="bilinear")).detach()
                for s in (6, 9)
            ]
        )
        for m in models
    ]
)
answer = multi_scale_ensemble(models, images, [6, 9])
assert answer is not None, (
    "multi_scale_ensemble returns nothing: the function ends without `return`."
)
checks.assert_close(
    answer,
    parts.mean(dim=(0, 1)),
    "multi_scale_ensemble of two models at sizes 6 and 9",
    rtol=1e-4,
    atol=1e-5,
    mistakes={
        "these are mean scores; average probabilities, after the softmax.": scores.mean(
            dim=(0, 1)
        ),
        "the scores were averaged before the softmax; average the probabilities.": scores.mean(
            dim=(0, 1)
        ).softmax(dim=1),
        "the probabilities are summed; divide by the number of pairs.": parts.sum(
            dim=(0, 1)
        ),
        "divide by models times sizes, not by the number of models alone.": parts.sum(
            dim=(0, 1)
        )
        / 2,
        "the softmax runs over the images; it belongs over the classes.": scores.softmax(
            dim=2
        ).mean(dim=(0, 1)),
        "only the last model counts.": parts[-1].mean(dim=0),
        "only the first size counts.": parts[:, 0].mean(dim=0),
        "only the last size counts.": parts[:, -1].mean(dim=0),
        "this is the geometric mean of the probabilities; take the arithmetic mean.": parts.log()
        .mean(dim=(0, 1))
        .exp(),
    },
)
assert not getattr(answer, "requires_grad", False), (
    "the result carries a gradient; compute inside torch.no_grad()."
)
recording = torch.is_grad_enabled()
torch.set_grad_enabled(True)  # for all that follows
assert recording, (
    "PyTorch records no gradients any more, in the whole notebook.\n"
    "Likely mistake: torch.set_grad_enabled(False) without a `with`; `with torch.no_grad():` ends with its block."
)
with torch.no_grad():
    multi_scale_ensemble(models, images, [3])
    recording = torch.is_grad_enabled()
assert not recording, (
    "called inside torch.no_grad(), multi_scale_ensemble leaves PyTorch recording gradients.\n"
    "Likely mistake: torch.set_grad_enabled(True) at the end; `with torch.no_grad():` puts back what was before."
)
checks.assert_close(
    np.sum(np.asarray(answer), axis=1),
    np.ones(3),
    "sums of the probabilities of each image",
)
### BEGIN HIDDEN TESTS
models = [small_model(4, 1, 4, 0.5), small_model(5, 1, 4), small_model(6, 1, 4, 0.3)]
models[2] = nn.Sequential(models[2][:3], models[2][3:])
images = torch.randn(5, 1, 7, 5, generator=torch.Generator().manual_seed(7))
sizes = [4, 7, 10, 5]
members = torch.stack(
    [torch.stack([probabilities(m, images, s) for s in sizes]) for m in models]
)
nearest = torch.stack(
    [
        torch.stack(
            [m(F.interpolate(images, size=(s, s))).detach().softmax(1) for s in sizes]
        )
        for m in models
    ]
)
before = [{k: v.clone() for k, v in m.state_dict().items()} for m in models]
models[0].train()
models[2].train()
models[0][1].eval()  # a frozen BN
models[1][3].train()  # dropout on, though p = 0
models[2][0][1].eval()  # a frozen BN one level further in
next(models[1].parameters()).requires_grad_(False)  # and a frozen weight
frozen = [[p.requires_grad for p in m.parameters()] for m in models]
modes = [[part.training for part in m.modules()] for m in models]
given = images.clone()
answer = multi_scale_ensemble(models, given, sizes)
checks.assert_close(
    answer,
    members.mean(dim=(0, 1)),
    "multi_scale_ensemble of three models, two of them in training mode, at four sizes",
    rtol=1e-4,
    atol=1e-5,
    mistakes={
        "the images were resized without mode='bilinear'.": nearest.mean(dim=(0, 1)),
        "only the last model counts.": members[-1].mean(dim=0),
        "the images must be square s×s afterwards, whatever their shape.": torch.zeros(
            1
        ),
    },
)
assert [m.training for m in models] == [True, False, True], (
    f"the models' modes are {[m.training for m in models]} afterwards, but were [True, False, True].\n"
    "Likely mistake: leaving every model in evaluation mode, or putting every one into training mode."
)
assert [[part.training for part in m.modules()] for m in models] == modes, (
    "a module inside a model is in another mode afterwards than before.\n"
    "Likely mistake: only the mode of the whole model, or of its direct parts, is remembered; "
    "model.eval() and model.train() set every module inside it."
)
assert [[p.requires_grad for p in m.parameters()] for m in models] == frozen, (
    "other parameters take gradients afterwards than before: torch.no_grad() records none and leaves the models as they are."
)
for model, state in zip(models, before, strict=True):
    for key, value in model.state_dict().items():
        assert torch.equal(value, state[key]), (
            f"{key} of a model has changed: was it run in training mode?"
        )
assert torch.equal(given, images), "the images were changed; work on a copy."
checks.assert_close(
    multi_scale_ensemble(models[1:2], images, [7]),
    members[1, 1],
    "multi_scale_ensemble of one model at one size",
    rtol=1e-4,
    atol=1e-5,
)
checks.assert_close(
    multi_scale_ensemble(models, images[:1], [4, 7]),
    members[:, :2, :1].mean(dim=(0, 1)),
    "multi_scale_ensemble of a single image",
    rtol=1e-4,
    atol=1e-5,
)
checks.assert_close(
    multi_scale_ensemble([models[0], models[1], models[0]], images, [7, 7, 4]),
    members[[0, 1, 0]][:, [1, 1, 0]].mean(dim=(0, 1)),
    "multi_scale_ensemble of models a, b and a again at sizes 7, 7 and 4",
    rtol=1e-4,
    atol=1e-5,
)
assert models[0].training, (
    "a model that stands twice in the list is in evaluation mode afterwards, but was in training mode.\n"
    "Likely mistake: its mode is noted once more after eval()."
)
torch.manual_seed(9)
dropping = [DroppingNet(1, 4), nn.Sequential(DroppingNet(1, 4))]
members = [probabilities(model.eval(), images, 6) for model in dropping]
for model, member, name in zip(
    dropping, members, ("", ", in an nn.Sequential"), strict=True
):
    what = f"multi_scale_ensemble of a DroppingNet{name}, in training mode before,"
    model.train()
    first, second = (multi_scale_ensemble([model], images, [6]) for _ in range(2))
    assert np.allclose(np.asarray(first), np.asarray(second)), (
        f"{what} says something else at each call: numbers are dropped.\n"
        "Likely mistake: eval() for some parts only; model.eval() switches the model and every module inside it."
    )
    checks.assert_close(first, member, what, rtol=1e-4, atol=1e-5)
loud = small_model(8, 1, 4)
with torch.no_grad():
    loud[-1].weight.mul_(1000)
members = probabilities(loud, images, 4)
answer = multi_scale_ensemble([loud], images, [4])
assert np.isfinite(np.asarray(answer)).all(), (
    "for scores of thousands there are probabilities that are no numbers.\n"
    "Likely mistake: exp(score) is infinite; softmax(dim=1) copes with that."
)
checks.assert_close(
    answer, members, "multi_scale_ensemble for scores of thousands", atol=1e-3
)
### END HIDDEN TESTS

# %% [markdown]
# <details><summary>Hint 1: two loops</summary>
#
# Over models and over sizes; add up `model(resized).softmax(dim=1)` and divide once at the end.
# </details>
# <details><summary>Hint 2: leave no trace</summary>
#
# `model.eval()` reaches every module inside the model, and one of them may have been in another mode than the rest. `model.modules()` goes through
# all of them; each has an attribute `training`. Where is a gradient recorded, and how does one prevent it?
# </details>

# %% [markdown]
# ### Experiment 8 · Does averaging help?
#
# The four networks from experiment 5, which were trained at 14×14 only, at the sizes 12, 14 and 16. **Predict:** is the ensemble better
# than its best member? Do the two other sizes help?

# %% tags=["experiment", "skip-execution"]
members = list(trained.values())
test_images, test_labels = fashion.test.images, fashion.test.labels


def quality(chosen, sizes):
    """Error in percent, and mean loss, of an ensemble on the test images."""
    p = multi_scale_ensemble(chosen, test_images, sizes)
    loss = F.nll_loss(p.log(), test_labels).item()
    return 100 * (p.argmax(dim=1) != test_labels).float().mean().item(), loss


results = {name: quality([m], [14]) for name, m in trained.items()}
results |= {
    "all four at 14×14": quality(members, [14]),
    "all four, mean of\n12×12, 14×14, 16×16": quality(members, [12, 14, 16]),
}
one_size, three_sizes = list(results)[4:]
single = {
    (name, size): quality([m], [size])
    for name, m in trained.items()
    for size in (12, 14, 16)
}
mean_loss = np.mean([loss for _, loss in single.values()])
fig, ax = plt.subplots(figsize=(7.5, 3.4), layout="constrained")
fills = [plots.COLOURS[0]] * 4 + [plots.COLOURS[1]] * 2
bars = ax.barh(list(results), [error for error, _ in results.values()], color=fills)
for bar, (error, loss) in zip(bars, results.values(), strict=True):
    ax.text(
        error + 0.2, bar.get_y() + 0.4, f"{error:.1f} %, loss {loss:.2f}", va="center"
    )
ax.invert_yaxis()
ax.set(
    xlabel="test error, % (blue: one network at 14×14; orange: ensembles)",
    xlim=(0, max(e for e, _ in results.values()) * 1.3),
)
best_name = min(trained, key=lambda name: results[name][0])
best = results[best_name][0]


def fewer_errors(chosen, sizes, than, than_sizes):
    """How many points fewer errors one ensemble makes than another, and twice the standard error."""
    wrong = [
        (multi_scale_ensemble(m, test_images, s).argmax(dim=1) != test_labels).float()
        for m, s in ((chosen, sizes), (than, than_sizes))
    ]
    gain = 100 * (wrong[1] - wrong[0])
    return gain.mean().item(), 2 * (gain.std() / len(gain) ** 0.5).item()


def verdict(gain, margin):
    """Whether the same test images show a gain, a loss, or neither."""
    return (
        "holds with care"
        if gain > margin
        else "does not hold"
        if gain < -margin
        else "not tested here"
    )


gain, margin = fewer_errors(members, [14], [trained[best_name]], [14])
claims.record(
    "Averaging different networks beats the best of them (ILSVRC 2016's winner)",
    verdict(gain, margin),
    f"one draw, two epochs, 1,000 test images: best single network {best:.1f} %, four networks {results[one_size][0]:.1f} %, "
    f"{gain:.1f} ± {margin:.1f} points fewer; loss {results[one_size][1]:.2f}, mean loss of the four "
    f"{np.mean([results[name][1] for name in trained]):.2f}",
)
errors_by_size = {
    size: np.mean([single[name, size][0] for name in trained]) for size in (12, 14, 16)
}
scale_gain = fewer_errors(members, [12, 14, 16], members, [14])
usable = max(errors_by_size[12], errors_by_size[16]) < 1.3 * errors_by_size[14]
claims.record(
    "Averaging over image sizes helps, too (ILSVRC 2016's winner)",
    verdict(*scale_gain) if usable else "not tested here",
    f"mean error of a single network at 12×12 {errors_by_size[12]:.0f} %, 14×14 {errors_by_size[14]:.0f} %, 16×16 {errors_by_size[16]:.0f} %; "
    f"four networks at one size {results[one_size][0]:.1f} %, at three {results[three_sizes][0]:.1f} %. To test the claim takes networks that "
    "err at most 1.3 times as often at the other sizes",
)
print(
    f"mean loss of the twelve members {mean_loss:.2f}, loss of their ensemble {results[three_sizes][1]:.2f}"
)

# %% [markdown]
# **What to see.** The ensemble of four at 14×14 errs about as often as the best single network, somewhat less or somewhat more; with 1,000 test images a difference of
# a point either way is chance (and the best one was picked by its errors on these very images, which favours it). Its *loss* is below the mean of its members' losses, as Jensen's inequality demands, for twelve members as for four.
#
# The other two sizes do harm: networks that saw nothing but 14×14 err there on 30 to 65 % of the images, in the mean of the four, and good members are outvoted by bad ones.
# That is no argument against the winner of ILSVRC 2016, whose networks were trained for long, on images of varying size; for our networks the claim about sizes is
# not tested. An ensemble wants members that are good *and* different.
# <!-- measured:
# true: abs(gain) < 2.5
# true: results[one_size][1] < np.mean([results[name][1] for name in trained]) and results[three_sizes][1] < mean_loss
# 30 to 65: [errors_by_size[12], errors_by_size[16]]
# true: results[three_sizes][0] > results[one_size][0] + 1
# given: 1,000
# -->

# %% [markdown] nbgrader={"grade": true, "grade_id": "question_fair", "locked": false, "points": 4, "schema_version": 3, "solution": true, "task": false}
# **Question B (4 points, in your own words).** A paper reports that block A beats block B, 24.0 against 24.4 % top-1 error, with one
# training run each; A has 9 % more parameters and was trained with the rate that is best for A. (a) Using the spreads in experiment 5's table,
# explain what "one run each" leaves open, and how many seeds you would ask for, roughly. (b) Name two other things in that comparison that
# are not equal, and say in which direction each may have moved the result. (c) Experiment 5 could not tell the pre-activation block from the original one at 44 layers,
# while its authors report that it is better (section 1). Does that refute the paper? Say why or why not.
#
# === BEGIN MARK SCHEME ===
# (a) 2 points: compares a difference with the seeds' standard deviation σ (1), and says that the difference of two means of n runs has
# a standard error of about σ·sqrt(2/n), so that n is chosen to make twice that smaller than the difference of 0.4 (1). ImageNet's spread is smaller
# than ours, which deserves praise. No point for "more seeds" without a comparison.
#
# (b) 1 point for two of: more parameters (favours A); tuned rate (favours A); unequal time or multiplications; test set used for choosing.
#
# (c) 1 point: no; other data, size, depth, training length, and an effect that is small beside our spread (1.6 points with a margin more than twice as large); our
# result says that the gain is not shown *here*, not that there is none. (The mean even lies on the paper's side.)
# === END MARK SCHEME ===

# %% [markdown]
# ## Summary: what the lecture says, and what you measured
#
# Run this cell last: it shows the verdicts that your own experiments recorded.

# %% tags=["experiment", "skip-execution"]
claims

# %% [markdown]
# **What to take away.**
#
# - *The costs are certain.* From formulas of your own you have the parameters of Wide ResNet, DenseNet, SENet and MobileNet, and they agree with the papers wherever
#   the papers do not round oddly.
# - *The structure is certain.* 32 paths and one grouped convolution are the same function; a pre-activation stack keeps a trace of its input through 50 blocks, where the
#   original stack keeps hardly any; dense connections give every layer a gradient of nearly the same size. The last two hold at the start of training.
# - *The time is the machine's.* A separable layer of few channels needs a sixth of the multiplications; what share of the time it needs, experiment 4 measured;
#   a whole separable network with as many parameters as the original took longer to train.
# - *The gains are small beside chance.* Of four comparisons at equal parameters five seeds separate two: width instead of depth, and gates. The others are not refuted but
#   undecided, and so is what needs a control that was not run (paths without depth) or hardware that is not here.
# - *Sentences of the slides to correct:* there is no published 50-layer DenseNet, and what beats ResNet-152 with 50 layers is the *wide* ResNet, by a quarter of a percentage point.
# <!-- measured:
# true: trace["pre-activation"] > 0.3 and trace["original"] < 0.1
# true: sum(abs(g) > m for g, m in list(gaps.values())[:4]) == 2
# given: 32, 50
# -->
#
# **References.** He, Zhang, Ren, Sun 2015 (CVPR 2016), *Deep residual learning for image recognition*, Table 1. The same 2016, *Identity mappings in deep residual
# networks*, Table 3. Zagoruyko, Komodakis 2016, *Wide residual
# networks*, Table 5, and the README and `pretrained/README.md` of `szagoruyko/wide-residual-networks`. Xie, Girshick, Dollár, Tu, He 2016 (CVPR 2017), *Aggregated residual
# transformations for deep neural networks*, and the README of `facebookresearch/ResNeXt`. Hu, Shen, Albanie, Sun, Wu 2017 (CVPR 2018), *Squeeze-and-excitation
# networks*, Table 10. Huang, Liu, van der Maaten, Weinberger 2016 (CVPR 2017), *Densely connected convolutional networks*, Table 2 and Figure 5, and the README of
# `liuzhuang13/DenseNet`. Howard et al. 2017, *MobileNets*, Tables 1, 4 and 5. Shao et al. 2016, *Good practices for deep feature fusion* (as the lecture cites it).
# Yang, Pennington, Rao, Sohl-Dickstein, Schoenholz 2019, *A mean field theory of batch normalization*.
#
# **Next:** notebook 04 lets a program choose the edits.
