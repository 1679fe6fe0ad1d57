# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # 01 · ResNet: how to make depth pay
#
# In 2015 the best image classifiers had sixteen to thirty layers. One paper later they had 152, and the
# idea that made it possible is a plus sign. This notebook follows the lecture's case study: a deeper network
# does *worse*, and not because it overfits; it *could* do as well, by a construction that you write yourself;
# so the layers are changed until doing nothing is easy; and from such blocks the whole family is built, from
# 20 layers for small images to 152 for ImageNet.
#
# **When you are through you can**
#
# - say why "deeper is worse" is not overfitting, from two curves;
# - build a deeper network that computes exactly what a shallower one does;
# - write residual blocks, basic and bottleneck, with shortcuts that change shape, and stack them into every
#   ResNet of the paper, with the paper's numbers of parameters and operations;
# - derive how a gradient passes through L residual blocks;
# - set up the recipe with which they were trained, and name the slips on the slide.
#
# It is the first notebook of the series, so it begins with how to work in it.

# %% [markdown]
# ## How this works
#
# 1. **Run** the cells from top to bottom (Shift+Enter). If something seems stuck: *Kernel → Restart*.
# 2. **Predict.** Experiments have nothing to fill in. Write your guess down before you run them: being wrong
#    on paper is how the picture sticks.
# 3. **Implement.** Nine exercises of 10 to 30 minutes, some three hours in all, difficulty ●○○ or ●●○ (later
#    notebooks have ●●●, too); reading, experiments and two questions in your own words take another hour or two.
#    Replace `raise NotImplementedError()` by your code. The docstring is the contract: shapes, types, errors.
# 4. **Check.** Below each exercise is a check cell. If it prints nothing, it passed. If not, read the last
#    lines of its message: your value, the right value, and often the likely mistake. Hints are folded below.
#    More checks run when you hand in; they test the same contract on other inputs. An open exercise shows a
#    `NotImplementedError`, and so do experiments further down that use it.
# 5. **Submit.** *Kernel → Restart and Run All Cells*, save, and hand in the notebook file. An exercise that
#    you leave open costs its own points and no others: no check relies on your answer to another exercise.
#
# Numbers count as right to about four digits, so float32 is good enough everywhere. Names, loops and layers
# are yours, except where a docstring fixes them. PyTorch is all you need; `torch.nn.functional` is at hand
# as `F`.

# %% nbgrader={"grade": false, "grade_id": "setup", "locked": true, "schema_version": 3, "solution": false, "task": false}
import copy
import functools
from dataclasses import replace

import matplotlib.pyplot as plt
import numpy as np
import sympy
import torch
import torch.nn.functional as F
from torch import nn
from tqdm.auto import tqdm

from course_utils import checks, data, plots, training
from course_utils.checks import derivations, wiring
from course_utils.inspection import probes
from course_utils.records import logs
from course_utils.records.claims import Claims

claims = Claims("01_resnet")

# %% [markdown]
# ### Warm-up (1 minute, no points)
#
# Run the next cell. The function in it is wrong on purpose, and the check says how. Mend it and run the cell
# again.


# %% tags=["experiment", "skip-execution"]
def relu(x):
    return x.abs()  # wrong: it should be max(0, x)


numbers = torch.tensor([-2.0, 0.5, 3.0])
try:
    checks.assert_close(
        relu(numbers),
        [0.0, 0.5, 3.0],
        "relu([-2, 0.5, 3])",
        mistakes={"this is |x|; negative numbers become 0.": [2.0, 0.5, 3.0]},
    )
except AssertionError as message:
    print(
        f"The check says:\n\n{message}\n\nNow write x.clamp(min=0) and run this cell again."
    )
else:
    print("The check passed. This is all there is to it.")

# %% [markdown]
# **What to see.** At first a message: your value, the right value, where they differ most, and the likely
# mistake. With `x.clamp(min=0)` in place of `x.abs()` the cell says that the check passed.
#
# ## 1 · Deeper is worse
#
# A *plain* network is a chain: a convolution, batch normalisation (BN) and ReLU, over and over, and a linear
# layer at the end. Its depth is the number of convolutions plus one, for the linear layer. With 20 layers such a
# network learns well. What happens with 56? The lecture shows Figure 1 of He et al. (2015), CIFAR-10: the
# deeper network has the higher *test* error.
#
# The first explanation that comes to mind is overfitting: more parameters, training images learned by heart.
# It makes a prediction about another curve. If the deeper network overfits, then its **training** error is
# [lower / higher] than the shallower network's.
#
# ### Experiment 1 · Plain networks of 20 and 56 layers
#
# You will train such networks yourself in section 6. To begin with, here are five runs of each, made with
# the solutions of this notebook's exercises (8 epochs at rate 0.05 on 1,294 handwritten digits of 8×8 pixels; three
# stages with 8, 16 and 32 channels, see section 6).
#
# **Predict:** fill in the brackets above. Then guess the training error of the 56 layers, in percent; the 20
# layers end below 2 %.

# %% tags=["experiment", "skip-execution"]
record = logs.load_log("degradation")
fig, axes = plt.subplots(1, 2, figsize=(9, 3.6), sharey=True, layout="constrained")
for ax, kind in zip(axes, ("train_error", "test_error"), strict=True):
    plots.curves(
        {
            f"plain-{depth}": 100 * record.curve(f"plain-{depth}", kind)
            for depth in (20, 56)
        },
        ax,
        xlabel="epoch",
        ylabel="error, %",
        markers=True,
    )
    ax.set(
        title={"train_error": "training error"}.get(kind, "test error"),
        ylim=(0, 100),
    )
ends = {
    (depth, kind): record.curve(f"plain-{depth}", kind)[:, -1]
    for depth in (20, 56)
    for kind in ("train_error", "test_error")
}
finals = {which: np.median(values) for which, values in ends.items()}
for (depth, kind), value in finals.items():
    print(f"plain-{depth} {kind:12s} {value:6.1%} (median of {len(record.seeds)} runs)")
claims.record(
    "The 56-layer plain model is worse on training and test error alike: it is not overfitting",
    "holds"
    if finals[56, "train_error"] > finals[20, "train_error"]
    and finals[56, "test_error"] > finals[20, "test_error"]
    else "does not hold",
    ", ".join(
        f"plain-{d} {k.replace('_', ' ')} {v:.1%}" for (d, k), v in finals.items()
    )
    + f" (digits, 8 epochs at rate 0.05, median of {len(record.seeds)} runs)",
)

# %% [markdown]
# **What to see.** Line and band are the median and the range of five runs. Left, the training error: 20
# layers go down to 1 %, 56 layers stay above 60 %. Right, the test error shows the same picture. A network that
# cannot even learn its training images does not overfit; it fails to *optimise*.
#
# | error after 8 epochs, median (least to most of 5 runs) | plain-20 | plain-56 |
# |---|---|---|
# | training | 1.1 % (1.0 to 1.6) | 69.3 % (63.6 to 79.2) |
# | test | 3.3 % (2.2 to 3.9) | 69.9 % (61.0 to 77.4) |
#
# The paper's gap is of the same sign and much smaller. On ImageNet, plain networks of 18 and 34 layers end at
# 27.94 % and 28.54 % top-1 error, the share of images whose first guess is wrong (Table 2), and there, too, the training error is the higher one (Figure 4). Why ours
# is so large we have not found out: images, width, rate and the number of epochs all differ. A large gap is not
# unheard of, either: the paper's plain network of 110 layers stays above 60 % (Figure 6).
#
# <!-- measured:
# 1: 100 * finals[20, "train_error"]
# 60 to 100: 100 * ends[56, "train_error"]
# 8: record.curve("plain-20", "train_error").shape[1]
# 5: len(record.seeds)
# 1.1: 100 * finals[20, "train_error"]
# 1.0: 100 * ends[20, "train_error"].min()
# 1.6: 100 * ends[20, "train_error"].max()
# 69.3: 100 * finals[56, "train_error"]
# 63.6: 100 * ends[56, "train_error"].min()
# 79.2: 100 * ends[56, "train_error"].max()
# 3.3: 100 * finals[20, "test_error"]
# 2.2: 100 * ends[20, "test_error"].min()
# 3.9: 100 * ends[20, "test_error"].max()
# 69.9: 100 * finals[56, "test_error"]
# 61.0: 100 * ends[56, "test_error"].min()
# 77.4: 100 * ends[56, "test_error"].max()
# given: 20, 56, 18, 34, 27.94, 28.54, 110, 60
# -->

# %% [markdown]
# ## 2 · A deeper network could do at least as well
#
# The lecture's argument needs no experiment. Take a trained shallow network. Copy its layers, and append
# layers that compute the **identity**. The deeper network computes the same function, so it has the same
# training error. Whoever trains the deeper network and gets a higher error has not found a solution that
# demonstrably exists.
#
# One detail: the appended layers are to be like the others, a 3×3 convolution followed by ReLU. Can such a
# layer be the identity? $\mathrm{relu}(h) = h$ where $h \ge 0$, and what leaves a ReLU is never negative.
# What remains is to find a 3×3 kernel with $w * h = h$.
#
# ### Exercise 1 · `append_identity` (20 minutes, ●●○, 3 points)


# %% nbgrader={"grade": false, "grade_id": "append_identity", "locked": false, "schema_version": 3, "solution": true, "task": false}
def append_identity(shallow, k):
    """Return a network that is k layers deeper than `shallow` and computes the same.

    shallow: nn.Sequential of Conv2d and ReLU modules that ends with a convolution and its ReLU,
    so that what it returns, shape (N, C, H, W), is never negative. C is the last
    convolution's number of output channels. It stays as it is.
    k: how many layers to append, 0 or more. Each is a 3×3 convolution from C to C channels
    with padding 1, followed by ReLU. Its weights can be trained like any others, but start
    such that the layer changes nothing; a bias, if you have one, starts at 0.
    Returns an nn.Sequential: a *copy* of shallow's layers (for k = 0, too), then the new ones,
    each a layer of its own. Training it later must not change `shallow`.
    """
    ### BEGIN SOLUTION
    channels = [m for m in shallow.modules() if isinstance(m, nn.Conv2d)][
        -1
    ].out_channels
    deeper = copy.deepcopy(shallow)
    for _ in range(k):
        layer = nn.Conv2d(channels, channels, 3, padding=1, bias=False)
        nn.init.dirac_(layer.weight)  # 1 in the middle of each channel's own kernel
        deeper.extend([layer, nn.ReLU()])
    return deeper
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "append_identity_test", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
torch.manual_seed(1)
shallow = nn.Sequential(nn.Conv2d(1, 4, 5, padding=2), nn.ReLU())
images = torch.randn(3, 1, 6, 6)
same = shallow(images).detach().clone()
deeper = append_identity(shallow, 2)
assert deeper is not None, (
    "append_identity returns nothing: does it end without `return`?"
)
assert isinstance(deeper, nn.Module), (
    f"return an nn.Sequential, got {type(deeper).__name__}"
)
new = [p for p in list(deeper.parameters())[2:] if p.ndim == 4]
assert [tuple(p.shape) for p in new] == [(4, 4, 3, 3)] * 2, (
    "append_identity(shallow, 2) should append 2 convolutions with weights of shape (4, 4, 3, 3) after "
    f"shallow's own weights, but appends {[tuple(p.shape) for p in new]}.\nLikely mistake: "
    + (
        "nn.Identity has nothing to learn: the new layers are convolutions whose weights start as the identity."
        if not new
        else "one and the same layer is appended twice; make a new one each time."
        if [tuple(p.shape) for p in new] == [(4, 4, 3, 3)]
        else "look at k, at the number of channels and at the kernel size."
    )
)
features = torch.randn(2, 4, 5, 5)
neighbours = F.avg_pool2d(features, 3, 1, 1) * 9
checks.assert_close(
    F.conv2d(features, new[0].detach(), padding=1),
    features,
    "what the first appended convolution makes of any features",
    mistakes={
        "it adds up the neighbours, and all channels: the kernel is full of ones.": neighbours.sum(
            1, keepdim=True
        ).expand(2, 4, 5, 5),
        "it adds up all nine pixels around each; only one of them is wanted.": neighbours,
        "each output channel adds up all input channels; it should copy its own.": features.sum(
            1, keepdim=True
        ).expand(2, 4, 5, 5),
        "the weights are 0, so the layer forgets its input; that is the identity only beside a shortcut.": 0
        * features,
    },
    rtol=1e-4,
    atol=1e-5,
)
checks.assert_close(
    deeper(images),
    same,
    "append_identity(shallow, 2)(images)",
    mistakes={"the ReLU or the weights of shallow are missing.": 0 * same},
)
with torch.no_grad():
    for weight in new:
        weight.neg_()
checks.assert_close(
    deeper(images),
    0 * same,
    "the deeper network with the signs of both new weights changed",
    mistakes={
        "there is no ReLU between the new convolutions: minus times minus gave back the input.": same,
    },
)
### BEGIN HIDDEN TESTS
torch.manual_seed(2)
given = nn.Sequential(
    nn.Conv2d(2, 3, 5, stride=2, padding=2), nn.ReLU(), nn.Conv2d(3, 5, 1), nn.ReLU()
)
own = sum(p.numel() for p in given.parameters())
images = torch.randn(2, 2, 9, 7)
same = given(images).detach().clone()
kept = [p.detach().clone() for p in given.parameters()]
for k in (1, 3, 0):
    deeper = append_identity(given, k)
    assert len(given) == 4, (
        f"append_identity(shallow, {k}) changed shallow itself, which now has {len(given)} parts.\n"
        "Likely mistake: copy it first, as with copy.deepcopy."
    )
    assert all(part.training for part in given.modules()), (
        f"append_identity(shallow, {k}) leaves shallow, or a layer of it, in evaluation mode; it should stay as it is."
    )
    appended = list(deeper.parameters())[4:]
    kernels = [p for p in appended if p.ndim == 4]
    assert [tuple(p.shape) for p in kernels] == [(5, 5, 3, 3)] * k, (
        f"append_identity(shallow, {k}) should append {k} convolutions of shape (5, 5, 3, 3), but appends "
        f"{[tuple(p.shape) for p in kernels]}.\nLikely mistake: k, or the last convolution's channels, is ignored."
    )
    checks.assert_close(deeper(images), same, f"append_identity(shallow, {k})(images)")
    for p in appended:
        if p.ndim == 1:
            checks.assert_close(
                p.detach(), torch.zeros(5), "the bias of an appended convolution"
            )
    with torch.no_grad():
        for p in list(deeper.parameters())[:4]:
            p.add_(1.0)
    assert all(map(torch.equal, given.parameters(), kept)), (
        f"training append_identity(shallow, {k}) changes the weights of shallow: the two networks share them.\n"
        "Likely mistake: append to a copy of the layers, for k = 0, too."
    )
deeper, another = append_identity(given, 3), append_identity(given, 3)
kernels = [p for p in list(deeper.parameters())[4:] if p.ndim == 4]
deeper(images).square().sum().backward()
idle = [tuple(p.shape) for p in deeper.parameters() if p.grad is None]
assert not idle, (
    f"weights of shapes {idle} get no gradient: all layers of the deeper network must be trainable."
)
for p in kernels:
    with torch.no_grad():
        p.copy_(torch.randn(5, 5, 3, 3) / 5)
want = same
for p in kernels:
    want = F.relu(F.conv2d(want, p.detach(), padding=1))
checks.assert_close(
    deeper(images),
    want,
    "the deeper network after its new weights were set to random numbers",
    mistakes={"this is still shallow's output: the new weights are not used.": same},
)
checks.assert_close(
    another(images),
    same,
    "another network made by append_identity(shallow, 3), after the first one's weights were changed,",
    mistakes={
        "both networks have the same new layers: make new ones at each call.": want
    },
)
narrowing = nn.Sequential(
    nn.Conv2d(1, 6, 3, padding=1), nn.ReLU(), nn.Conv2d(6, 2, 1), nn.ReLU()
)
images = torch.randn(2, 1, 5, 6)
same = narrowing(images).detach().clone()
deeper = append_identity(narrowing, 2)
kernels = [tuple(p.shape) for p in list(deeper.parameters())[4:] if p.ndim == 4]
assert kernels == [(2, 2, 3, 3)] * 2, (
    "append_identity(shallow, 2) for a shallow network whose convolutions lead from 1 to 6 and from 6 to 2 "
    f"channels should append 2 convolutions of shape (2, 2, 3, 3), but appends {kernels}.\n"
    "Likely mistake: the largest number of channels is taken; that of the last convolution counts."
)
checks.assert_close(
    deeper(images), same, "append_identity of a network that ends with fewer channels"
)
### END HIDDEN TESTS

# %% [markdown]
# <details><summary>Hint 1: which kernel</summary>
#
# Output channel c is a sum over all input channels and all nine places of the kernel. Which single one of
# these weights must be 1, so that the sum is the pixel of channel c itself?
# </details>
# <details><summary>Hint 2: PyTorch knows it</summary>
#
# `nn.init.dirac_(layer.weight)` sets exactly this. By hand: zeros, then `weight[c, c, 1, 1] = 1` inside
# `with torch.no_grad():`.
# </details>
# <details><summary>Hint 3: copying, appending, counting channels</summary>
#
# `copy.deepcopy(shallow)` copies layers and weights. `nn.Sequential` has `append`. The last `nn.Conv2d`
# among `shallow.modules()` has `.out_channels`.
# </details>

# %% [markdown]
# ### Experiment 2 · The solution exists. Does training find it?
#
# A network of four convolutions (16 channels, no BN) learns the digits. `append_identity` makes it 24 layers
# deep. A third network of the same 24 layers starts from random weights (He's initialisation, notebook 07)
# and is trained just as long as the first.
#
# **Predict** the training error of all three: the first ends below 1 %.


# %% tags=["experiment", "skip-execution"]
digits = data.load("digits").standardised()


def he_weights(model, seed):
    """Draw every convolution's weights from N(0, 2 / fan_in); the rest stays."""
    torch.manual_seed(seed)
    for module in model.modules():
        if isinstance(module, nn.Conv2d):
            nn.init.kaiming_normal_(module.weight, nonlinearity="relu")
            if module.bias is not None:
                nn.init.zeros_(module.bias)
    return model


def conv_stack(layers):
    """Convolutions with ReLU: the first halves the image, all have 16 channels."""
    parts = [nn.Conv2d(1, 16, 3, stride=2, padding=1), nn.ReLU()]
    for _ in range(layers - 1):
        parts += [nn.Conv2d(16, 16, 3, padding=1), nn.ReLU()]
    return nn.Sequential(*parts)


def train_error(features, head):
    """Share of the training digits that the two parts get wrong together."""
    return training.evaluate(nn.Sequential(features, head), digits.train)[1]


def learn(features, seed):
    """Train the features together with a new last layer, which is returned."""
    torch.manual_seed(seed)
    head = nn.Sequential(nn.Flatten(), nn.Linear(256, 10))
    training.fit(
        nn.Sequential(features, head),
        digits,
        epochs=10,
        rate=0.02,
        batch_size=64,
        precision="float32",
        progress=False,
        seed=seed,
    )
    return head


rows = []
for seed in tqdm(range(3), desc="seeds"):
    features = he_weights(conv_stack(4), seed)
    head = learn(features, seed)
    constructed = append_identity(features, 20)
    with torch.no_grad():
        gap = (
            (constructed(digits.train.images) - features(digits.train.images))
            .abs()
            .max()
        )
    deep = he_weights(conv_stack(24), seed)
    deep_head = learn(deep, seed)
    rows.append(
        [
            train_error(features, head),
            train_error(constructed, head),
            train_error(deep, deep_head),
            gap.item(),
        ]
    )
shallow_error, constructed_error, deep_error, gap = np.array(rows).T
fig, ax = plt.subplots(figsize=(6.5, 3.4), layout="constrained")
plots.grouped_bars(
    {
        "training error": np.stack(
            [shallow_error, constructed_error, deep_error], axis=1
        ),
    },
    [
        "4 layers, trained",
        "the same\n+ 20 identity layers",
        "24 layers,\ntrained from random",
    ],
    ax,
    ylabel="training error, %",
    percent=True,
)
for place, values in enumerate((shallow_error, constructed_error, deep_error)):
    ax.text(place + 0.06, 100 * np.median(values) + 2, f"{np.median(values):.1%}")
ax.get_legend().remove()
ax.set_ylim(0, 100)
print(
    "training errors in %, one row a seed:\n", np.round(100 * np.array(rows)[:, :3], 1)
)
claims.record(
    "A deeper model can emulate a shallower one: copy its layers, set extra layers to identity",
    "holds" if gap.max() < 1e-4 else "does not hold",
    f"20 identity layers change outputs by at most {gap.max():.1g}; training error {np.median(shallow_error):.1%} "
    f"without them, {np.median(constructed_error):.1%} with them",
)
claims.record(
    "Deeper models are harder to optimise: training does not find the identity solution",
    "holds"
    if (deep_error > constructed_error).all()
    else "holds with care"
    if np.median(deep_error) > np.median(constructed_error)
    else "does not hold",
    f"training error of 24 plain layers {np.median(constructed_error):.1%} by construction, "
    f"{np.median(deep_error):.1%} when trained (digits, no BN, 10 epochs at rate 0.02, median of 3)",
)

# %% [markdown]
# **What to see.** Two of three bars have next to no height: the trained network of four layers gets fewer than 1 % of
# the training images wrong, and with 20 identity layers on top it gets exactly the same ones wrong. The 24 layers that were
# trained from random weights do worse in every run, by how much is a matter of luck: the whisker is long, and where it
# ends depends on the seeds and even on the number of processor cores. They could have been the second bar, and training
# did not take them there. (This stack has no BN, and all three had 10 epochs at one rate; experiment 3 has BN.)
#
# So depth costs nothing in what a network *can* compute. The trouble is where training starts and where it
# goes. He et al. put it as a hypothesis: for a stack of nonlinear layers the identity is *hard* to learn.
#
# <!-- measured:
# 0 to 1: 100 * shallow_error
# 0 to 0: constructed_error - shallow_error
# 0.5 to 100: 100 * (deep_error - shallow_error)
# given: 24, 20, 10
# -->

# %% [markdown]
# ## 3 · The residual block: make doing nothing easy
#
# The remedy is to change what the layers have to learn. Let $H(x)$ be the function wanted of a few layers.
# Give the input a *shortcut* around them and add it to what they compute:
#
# $$y = \mathrm{relu}\bigl(F(x) + x\bigr), \qquad F(x) = W_2 * \mathrm{relu}(W_1 * x).$$
#
# Now the layers learn the *residual* $F(x) = H(x) - x$. To do nothing they need no special kernel: $F = 0$
# will do, and small weights come close to it. Two details. With $F = 0$ the block computes $\mathrm{relu}(x)$, which is
# $x$ only where $x$ is not negative; inside the network it never is, as $x$ has just left the ReLU of the block before. And
# a network should not *start* with all weights zero: where $W_1 = W_2 = 0$, neither gets a gradient. It is enough that the
# *last* layer of each F is zero (experiment 3 tries that). The figure shows plain layers and two kinds of block, read
# from top to bottom.

# %% tags=["experiment", "skip-execution"]
fig, axes = plt.subplots(1, 3, figsize=(11, 5.6), layout="constrained")
plots.blocks(
    ["3×3 conv", "batch norm", "relu", "3×3 conv", "batch norm", "relu"],
    axes[0],
    title="two plain layers",
)
plots.blocks(
    ["3×3 conv", "batch norm", "relu", "3×3 conv", "batch norm", "+", "relu"],
    axes[1],
    skips=[(-1, 5, "x")],
    title="basic block",
)
_ = plots.blocks(
    [
        "1×1 conv, 64",
        "batch norm, relu",
        "3×3 conv, 64",
        "batch norm, relu",
        "1×1 conv, 256",
        "batch norm",
        "+",
        "relu",
    ],
    axes[2],
    skips=[(-1, 6, "x")],
    title="bottleneck block (section 7)",
)

# %% [markdown]
# **What to see.** The basic block (middle) is the two plain layers (left) and one line past them: from the
# input into a sum that stands *after* the second BN and *before* the last ReLU. The line has no weights. In
# the bottleneck block (right) the sum stands at the same place: after the last BN, before the last ReLU.
#
# ### Exercise 2 · `residual_block` (10 minutes, ●○○, 2 points)
#
# First without BN, as a function of the input and two filter banks. Here x may have either sign.


# %% nbgrader={"grade": false, "grade_id": "residual_block", "locked": false, "schema_version": 3, "solution": true, "task": false}
def residual_block(x, w1, w2):
    """Return relu(F(x) + x), where F is a convolution, a ReLU and a convolution.

    x: (N, C, H, W), of either sign; it must not be changed. w1: filters (M, C, 3, 3).
    w2: filters (C, M, 3, 3). Both convolutions have stride 1, padding 1 and no bias.
    Returns a tensor of the shape of x, and of the dtype of all three; gradients reach them.
    """
    ### BEGIN SOLUTION
    hidden = F.relu(F.conv2d(x, w1, padding=1))
    return F.relu(F.conv2d(hidden, w2, padding=1) + x)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "residual_block_test", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
x = torch.tensor([[[[-3.0, 1.0], [2.0, -1.0]]]])  # one image, one channel
nothing = torch.zeros(1, 1, 3, 3)
copying = torch.zeros(1, 1, 3, 3)
copying[0, 0, 1, 1] = 1.0  # a convolution with it returns its input
checks.assert_close(
    residual_block(x.clone(), copying, nothing),
    [[[[0.0, 1.0], [2.0, 0.0]]]],
    "residual_block(x, w1, 0) for x = [[-3, 1], [2, -1]]",
    mistakes={
        "with F = 0 the input must still come through: the shortcut is missing (or F(x) and x are multiplied).": torch.zeros(
            1, 1, 2, 2
        ),
        "the last ReLU is missing, or stands before the addition; it comes after it: relu(F(x) + x).": x,
        "this adds |x|, not x.": x.abs(),
        "x is added twice, or w1 is used for both convolutions.": 2 * F.relu(x),
        "the sum is halved; add F(x) and x as they are.": F.relu(x) / 2,
    },
)
checks.assert_close(
    residual_block(x.clone(), 2 * copying, -copying),
    [[[[0.0, 0.0], [0.0, 0.0]]]],
    "residual_block(x, 2·copy, -copy), where F(x) = -2·relu(x),",
    mistakes={
        "F(x) passes a ReLU before the addition; only the sum does.": F.relu(x),
        "the first ReLU, between the convolutions, is missing.": F.relu(-x),
        "the last ReLU is missing: it follows the addition.": x - 2 * F.relu(x),
        "F(x) is subtracted from x.": F.relu(x + 2 * F.relu(x)),
        "x is subtracted from F(x).": F.relu(-2 * F.relu(x) - x),
    },
)
checks.assert_close(
    residual_block(x.clone(), copying, 3 * copying),
    [[[[0.0, 4.0], [8.0, 0.0]]]],
    "residual_block(x, copy, 3·copy), where F(x) = 3·relu(x),",
    mistakes={
        "the shortcut is missing: x is to be added to F(x).": 3 * F.relu(x),
        "F(x) and x are multiplied; the block adds them.": 3 * F.relu(x) ** 2,
        "the ReLU between the convolutions is missing.": F.relu(4 * x),
    },
)
### BEGIN HIDDEN TESTS
torch.manual_seed(3)
for shape, width in [((2, 3, 5, 4), 6), ((1, 4, 7, 7), 4), ((3, 2, 1, 1), 1)]:
    x = torch.randn(shape)
    w1, w2 = (
        torch.randn(width, shape[1], 3, 3) / 3,
        torch.randn(shape[1], width, 3, 3) / 3,
    )
    leaves = [t.clone().requires_grad_() for t in (x, w1, w2)]
    inner = F.conv2d(leaves[0], leaves[1], padding=1)
    residual = F.conv2d(F.relu(inner), leaves[2], padding=1)
    want = F.relu(residual + leaves[0])
    upstream = torch.randn(shape)
    want.backward(upstream)
    linear = F.conv2d(inner, leaves[2], padding=1)
    slips = {
        "the shortcut is missing: x is to be added to F(x).": F.relu(residual),
        "F(x) and x are multiplied; the block adds them.": F.relu(residual * x),
        "the last ReLU stands before the addition.": F.relu(residual) + x,
        "the last ReLU is missing.": residual + x,
        "the ReLU between the convolutions is missing.": F.relu(linear + x),
        "relu(x), not x, takes the shortcut.": F.relu(residual + F.relu(x)),
        "relu(x), not x, enters the first convolution.": F.relu(
            F.conv2d(F.relu(F.conv2d(F.relu(x), w1, padding=1)), w2, padding=1) + x
        ),
        "there is a ReLU on F(x) before the addition.": F.relu(F.relu(residual) + x),
    }
    slips = {text: value.detach() for text, value in slips.items()}
    mine = [t.clone().requires_grad_() for t in (x, w1, w2)]
    given = x.clone()
    checks.assert_close(
        residual_block(given, w1, w2),
        want.detach(),
        f"residual_block(x, w1, w2) for x of shape {shape}",
        mistakes=slips,
        rtol=1e-4,
        atol=1e-5,
    )
    checks.assert_close(
        given, x, "x after residual_block(x, w1, w2), which must not change it,"
    )
    got = residual_block(*mine)
    assert got.requires_grad, (
        "no gradient can pass: the result is cut off from x, w1 and w2"
    )
    got.backward(upstream)
    with torch.no_grad():
        residual_block(given, w1, w2)
    checks.assert_close(
        given,
        x,
        "x after residual_block(x, w1, w2) under torch.no_grad(), which must not change it either,",
    )
    for name, leaf, wanted in zip(("x", "w1", "w2"), mine, leaves, strict=True):
        checks.assert_close(
            torch.zeros_like(leaf) if leaf.grad is None else leaf.grad,
            wanted.grad,
            f"the gradient of residual_block with respect to {name}",
            rtol=1e-4,
            atol=1e-5,
        )
x, w1, w2 = (t.double() for t in (x, w1, w2))
checks.assert_close(
    residual_block(x, w1, w2),
    F.relu(F.conv2d(F.relu(F.conv2d(x, w1, padding=1)), w2, padding=1) + x),
    "residual_block(x, w1, w2) in float64",
    rtol=1e-10,
    atol=1e-12,
)
### END HIDDEN TESTS

# %% [markdown]
# <details><summary>Hint</summary>
#
# `F.conv2d(x, w1, padding=1)` keeps height and width. Compute F(x) completely, add x, and only then take the
# last `F.relu`. (`F` is the module; call the residual something else.)
# </details>

# %% [markdown]
# ## 4 · How a gradient passes through many blocks
#
# In one dimension the slopes tell the story. Let layer $l$ of a **plain** network compute $x_{l+1} =
# \mathrm{relu}(F_l(x_l))$. By the chain rule its slope is $g_l f_l$, where $f_l = F_l'(x_l)$ and $g_l$ is the
# gate of the ReLU, 1 where its input is positive and 0 elsewhere. Through L layers the slopes multiply:
#
# $$\frac{\partial x_{L+1}}{\partial x_1} = \prod_{l=1}^{L} g_l f_l .$$
#
# A **residual** block computes $x_{l+1} = \mathrm{relu}(F_l(x_l) + x_l)$. What becomes of its slope, and of
# the product? Derive it line by line:
#
# | line | name | assumption |
# |---|---|---|
# | 1 | `plain` | L plain layers, as above |
# | 2 | `residual` | every layer gets its shortcut |
# | 3 | `open gates` | all units stay active: $g_l = 1$ for every l |
# | 4 | `equal slopes` | all residual branches have the same slope: $f_l = f$ |
# | 5 | `small slopes` | f is so small that $f^2$ and higher powers are left out (first-order Taylor) |
#
# When you have line 5, compare it with line 1: what is left of each if the branches' slopes are close to 0?
#
# ### Exercise 3 · `residual_jacobian` (20 minutes, ●●○, 4 points)

# %% nbgrader={"grade": false, "grade_id": "slopes", "locked": true, "schema_version": 3, "solution": false, "task": false}
f = sympy.Symbol("f")


def slope(number):
    """The slope f₁, f₂, … of residual branch 1, 2, … as a symbol."""
    return sympy.Symbol(f"f{number}")


def gate(number):
    """The gate g₁, g₂, … of the ReLU of block 1, 2, … as a symbol."""
    return sympy.Symbol(f"g{number}")


# %% nbgrader={"grade": false, "grade_id": "residual_jacobian", "locked": false, "schema_version": 3, "solution": true, "task": false}
def residual_jacobian(blocks):
    """Return the derivation above as a dict: name of the line -> SymPy expression.

    blocks: the number L of blocks, an int of 1 or more.
    The names are "plain", "residual", "open gates", "equal slopes", "small slopes". The
    symbols are slope(1) … slope(L), gate(1) … gate(L), and f for the common slope.
    """
    ### BEGIN SOLUTION
    numbers = range(1, blocks + 1)
    return {
        "plain": sympy.prod([gate(i) * slope(i) for i in numbers]),
        "residual": sympy.prod([gate(i) * (1 + slope(i)) for i in numbers]),
        "open gates": sympy.prod([1 + slope(i) for i in numbers]),
        "equal slopes": (1 + f) ** blocks,
        "small slopes": 1 + blocks * f,
    }
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "residual_jacobian_test", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false}
f1, f2, g1, g2 = sympy.symbols("f1 f2 g1 g2")
Step = derivations.Step
LINES = ("plain", "residual", "open gates", "equal slopes", "small slopes")
lines = residual_jacobian(2)
assert lines is not None, (
    "residual_jacobian(2) returns nothing: does it end without `return`?"
)
assert isinstance(lines, dict), (
    f"residual_jacobian(2) should be a dict, name of the line -> expression, but is {type(lines).__name__}"
)
assert set(lines) == set(LINES), (
    f"residual_jacobian(2) should have the lines {', '.join(LINES)}, but has {', '.join(map(str, lines))}"
)
derivations.assert_steps(
    lines,
    [
        Step(
            "plain",
            "the chain rule multiplies the slopes of the layers",
            g1 * f1 * g2 * f2,
        ),
        Step(
            "residual",
            "a shortcut adds its input, so each branch slope f becomes 1 + f",
            g1 * g2 * (1 + f1) * (1 + f2),
        ),
        Step(
            "open gates",
            "all gates are open: g1 = g2 = 1",
            (1 + f1) * (1 + f2),
            {g1: 1, g2: 1},
        ),
        Step("equal slopes", "all branches have slope f", (1 + f) ** 2, {f1: f, f2: f}),
        Step("small slopes", "powers of f above the first are left out", 1 + 2 * f),
    ],
    "residual_jacobian(2)",
    mistakes={
        "plain": {
            "the gates are missing: the slope of relu(F(x)) is g·f.": f1 * f2,
            "slopes of layers in a row multiply; they do not add up.": g1 * f1
            + g2 * f2,
        },
        "residual": {
            "every block has its own shortcut; this adds 1 only once, at the end.": 1
            + g1 * f1 * g2 * f2,
            "the ReLU comes after the addition, so its gate multiplies the shortcut's 1 as well.": (
                1 + g1 * f1
            )
            * (1 + g2 * f2),
            "the gate belongs to the whole sum, F and shortcut alike, not to the shortcut alone.": (
                g1 + f1
            )
            * (g2 + f2),
            "slopes of blocks in a row multiply; they do not add up.": g1 * (1 + f1)
            + g2 * (1 + f2),
            "the gates have been lost; they are opened in the next line.": (1 + f1)
            * (1 + f2),
        },
        "equal slopes": {
            "two equal factors make a square, not a double.": 2 * (1 + f),
            "(1 + f)² has a mixed term 2f.": 1 + f**2,
        },
        "small slopes": {
            "the identity term is missing: (1 + f)² begins with 1.": 2 * f,
            "each of the blocks contributes one f.": 1 + f,
            "f itself is to be kept; only f² is left out.": sympy.Integer(1),
            "f² is still there.": 1 + 2 * f + f**2,
        },
    },
)
### BEGIN HIDDEN TESTS
for blocks in (1, 3, 5):
    fs, gs = (sympy.symbols(f"{letter}1:{blocks + 1}") for letter in "fg")
    gates, whole = sympy.prod(gs), sympy.prod([1 + s for s in fs])
    derivations.assert_steps(
        residual_jacobian(blocks),
        [
            Step(
                "plain", "the chain rule multiplies the slopes", gates * sympy.prod(fs)
            ),
            Step("residual", "each branch slope f becomes 1 + f", gates * whole),
            Step("open gates", "all gates are open", whole, dict.fromkeys(gs, 1)),
            Step(
                "equal slopes",
                "all branches have slope f",
                (1 + f) ** blocks,
                dict.fromkeys(fs, f),
            ),
            Step(
                "small slopes",
                "powers of f above the first are left out",
                1 + blocks * f,
            ),
        ],
        f"residual_jacobian({blocks})",
        mistakes={
            "plain": {
                "the argument `blocks` is ignored: this is the answer for 2.": g1
                * g2
                * f1
                * f2
            },
            "residual": {
                "every block has its own shortcut; this adds 1 only once.": 1
                + gates * sympy.prod(fs)
            },
            "equal slopes": {
                "the argument `blocks` is ignored: this is the answer for 2.": (1 + f)
                ** 2
            },
            "small slopes": {
                "the argument `blocks` is ignored: this is the answer for 2.": 1
                + 2 * f,
                "the factor is L: every block contributes one f.": 1 + f,
            },
        },
        symbols=[f1, f2, g1, g2],
    )
### END HIDDEN TESTS

# %% [markdown]
# <details><summary>Hint 1: one block</summary>
#
# The derivative of F(x) + x is f + 1. The ReLU is applied to the sum, so its gate multiplies all of that:
# g·(1 + f).
# </details>
# <details><summary>Hint 2: L blocks</summary>
#
# `sympy.prod([...])` multiplies a list, such as `[gate(i) * slope(i) for i in range(1, blocks + 1)]`.
# </details>
# <details><summary>Hint 3: the last line</summary>
#
# Expand (1 + f)^L by the binomial theorem and keep the first two terms.
# </details>
#
# **What it says, and what not.** Multiply $\prod (1 + f_l)$ out: $2^L$ terms, one for each way to take either
# the branch or the shortcut at every block. One way takes all the shortcuts, and its term is 1. So a gradient
# arrives even if every $f_l$ is tiny, where the plain product $\prod f_l$ would be gone. In real networks
# (where the $f_l$ are neither tiny nor equal) that is a tendency, not a guarantee: $1 + f_l$ can be 0, and the
# product can grow. In many dimensions the slopes become Jacobian matrices, $\prod_l (I + J_l)$ in place of
# $\prod_l (1 + f_l)$, and the 1 becomes the identity matrix. Whether vanishing gradients explain experiment 1 is another
# question; experiment 4 measures it.
#
# ## 5 · Shortcuts that change shape
#
# The blocks of a ResNet stand in *stages*: within a stage the shape stays. From the second stage on, the first block of
# each halves height and width (stride 2) and doubles the channels. F changes the shape, so the shortcut must change it too. The paper tries three ways (section 3.3 and Table 3): **A** takes every second pixel
# and fills the new channels with zeros, which costs no weights; **B** uses a 1×1 convolution with stride
# where the shape changes; **C** uses one everywhere. Top-1 errors of ResNet-34 on ImageNet (Table 3, mean of
# ten crops of each image):
# A 25.03 %, B 24.52 %, C 24.19 %, the plain network 28.54 %. The plus sign brings more than three points, the kind of
# shortcut less than one.
#
# ### Exercise 4 · `pad_shortcut` (10 minutes, ●●○, 2 points)


# %% nbgrader={"grade": false, "grade_id": "pad_shortcut", "locked": false, "schema_version": 3, "solution": true, "task": false}
def pad_shortcut(x, out_channels, stride):
    """Return x with fewer pixels and more channels, without any weights (option A).

    x: (N, C, H, W); it must not be changed. stride: 1 or more; of rows and columns
    0, stride, 2·stride, … are kept. out_channels: C or more, otherwise ValueError; the
    channels of x come first, those behind them are zero.
    Returns (N, out_channels, ceil(H / stride), ceil(W / stride)), dtype as x; gradients
    reach x.
    """
    ### BEGIN SOLUTION
    more = out_channels - x.shape[1]
    if more < 0:
        raise ValueError(
            f"out_channels must be at least {x.shape[1]}, got {out_channels}"
        )
    return F.pad(x[:, :, ::stride, ::stride], (0, 0, 0, 0, 0, more))
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "pad_shortcut_test", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
x = torch.tensor([[[[5.0, 1, 7, 2], [9, 0, 3, 8], [6, 4, 11, 10], [12, 15, 13, 14]]]])
every_second = torch.tensor([[5.0, 7.0], [6.0, 11.0]])
want = torch.stack([every_second, torch.zeros(2, 2)])[None]
checks.assert_close(
    pad_shortcut(x.clone(), 2, 2),
    want,
    "pad_shortcut(x, out_channels=2, stride=2) for x = [[5, 1, 7, 2], [9, 0, 3, 8], …]",
    mistakes={
        "the zeros come first; they belong behind the channels of x.": want.flip(1),
        "the new channel repeats the old one; it should be zero.": every_second.expand(
            1, 2, 2, 2
        ),
        "this averages 2×2 pixels; take every second pixel as it is.": torch.stack(
            [F.avg_pool2d(x, 2)[0, 0], torch.zeros(2, 2)]
        )[None],
        "this takes the largest of 2×2 pixels; take every second pixel as it is.": torch.stack(
            [F.max_pool2d(x, 2)[0, 0], torch.zeros(2, 2)]
        )[None],
        "this begins with pixel 1; begin with pixel 0.": torch.stack(
            [x[0, 0, 1::2, 1::2], torch.zeros(2, 2)]
        )[None],
        "this cuts a corner out of the image; keep every second row and column.": torch.stack(
            [x[0, 0, :2, :2], torch.zeros(2, 2)]
        )[None],
        "the stride is missing.": torch.cat([x, 0 * x], dim=1),
    },
)
checks.assert_close(
    pad_shortcut(x.clone(), 1, 1), x, "pad_shortcut(x, 1, 1), which has nothing to do,"
)
### BEGIN HIDDEN TESTS
torch.manual_seed(4)
for (n, c, height, width), more, stride in [
    ((2, 3, 5, 7), 8, 2),
    ((1, 4, 6, 6), 4, 2),
    ((2, 2, 4, 3), 5, 1),
    ((1, 2, 7, 8), 3, 3),
    ((1, 1, 1, 1), 2, 2),
    ((2, 1, 3, 2), 2, 4),
]:
    x = torch.randn(n, c, height, width)
    want = torch.zeros(n, more, -(-height // stride), -(-width // stride))
    want[:, :c] = x[:, :, ::stride, ::stride]
    both_sides, front = torch.zeros_like(want), torch.zeros_like(want)
    half = (more - c) // 2
    both_sides[:, half : half + c] = front[:, more - c :] = want[:, :c]
    leaf = x.clone().requires_grad_()
    given = x.clone()
    what = f"pad_shortcut(x, {more}, {stride}) for x of shape {(n, c, height, width)}"
    checks.assert_close(
        pad_shortcut(given, more, stride),
        want,
        what,
        mistakes={
            "the zeros stand on both sides; they belong behind the channels of x.": both_sides,
            "the zeros come first; they belong behind the channels of x.": front,
            "the argument stride is ignored: 2 is written into the code.": torch.cat(
                [x, torch.zeros(n, more - c, height, width)], dim=1
            )[:, :, ::2, ::2],
            "the last row or column is lost: ceil(H / stride) are to be kept.": want[
                :, :, : height // stride, : width // stride
            ],
            "rows and columns at the end are kept, not those from 0 on.": torch.cat(
                [
                    x[
                        :,
                        :,
                        (height - 1) % stride :: stride,
                        (width - 1) % stride :: stride,
                    ],
                    want[:, c:],
                ],
                dim=1,
            ),
        },
    )
    checks.assert_close(given, x, f"x after {what}, which must not change it,")
    got = pad_shortcut(leaf, more, stride)
    assert got.requires_grad, f"{what} passes no gradient on: it is cut off from x"
    got.sum().backward()
    seen = torch.zeros_like(x)
    seen[:, :, ::stride, ::stride] = 1
    checks.assert_close(leaf.grad, seen, f"the gradient of the sum of {what}")
for dtype in (torch.float64, torch.float16, torch.int64):
    for more in (1, 2):
        kept = pad_shortcut(torch.ones(1, 1, 2, 2, dtype=dtype), more, 2)
        assert kept.dtype == dtype, (
            f"the dtype of x is to be kept, but {dtype} came back as {kept.dtype}.\n"
            "Likely mistake: the zeros have PyTorch's usual dtype, not that of x."
        )
for number, dtype in ((1 / 3, torch.float64), (2**53 + 1, torch.int64)):
    x = torch.full((1, 1, 2, 2), number, dtype=dtype)
    assert torch.equal(torch.as_tensor(pad_shortcut(x, 2, 1))[:, :1], x), (
        f"pad_shortcut(x, 2, 1) for x full of {number} in {dtype} changes these numbers; they are to be kept as they are.\n"
        "Likely mistake: they pass through another dtype, which has fewer digits."
    )
for stride in (1, 2):
    refused = False
    try:
        pad_shortcut(torch.ones(1, 4, 2, 2), 3, stride)
    except ValueError:
        refused = True
    except Exception:
        pass
    assert refused, (
        f"pad_shortcut(x, 3, {stride}) for x with 4 channels must raise ValueError: zeros can only be added.\n"
        "Likely mistake: F.pad with a negative number cuts channels off without a word."
    )
### END HIDDEN TESTS

# %% [markdown]
# <details><summary>Hint 1: every second pixel</summary>
#
# A slice with a step, `start:stop:step`, takes every step-th entry of an axis. Here two axes need one.
# </details>
# <details><summary>Hint 2: more channels</summary>
#
# `F.pad(x, (0, 0, 0, 0, 0, more))` counts the axes from the last one backwards: two numbers for columns, two
# for rows, two for channels. Or `torch.cat` with zeros along axis 1.
# </details>

# %% [markdown]
# ### Exercise 5 · `BasicBlock` (30 minutes, ●●○, 4 points)
#
# Now the block as a module, with BN after every convolution, in this order (the middle column of the figure):
#
# $$F(x) = \mathrm{BN}\bigl(W_2 * \mathrm{relu}(\mathrm{BN}(W_1 * x))\bigr), \qquad y = \mathrm{relu}\bigl(F(x) +
# \text{shortcut}(x)\bigr).$$
#
# The first convolution carries the stride. To compare with plain networks, the same class makes both: with
# `shortcut="none"` nothing is added.


# %% nbgrader={"grade": false, "grade_id": "BasicBlock", "locked": false, "schema_version": 3, "solution": true, "task": false}
class BasicBlock(nn.Module):
    """Two 3×3 convolutions, each followed by BN, and a shortcut around them."""

    def __init__(self, in_channels, out_channels, stride=1, shortcut="pad"):
        """Make the layers. in_channels, out_channels: int, out_channels not smaller.

        The convolutions have padding 1 and no bias; the first has the stride. Every layer is
        one of its own, and there are no others. BN layers are nn.BatchNorm2d as PyTorch makes
        them. shortcut says what is added to F(x):
        "pad": x, brought into shape as by pad_shortcut where F changes the shape;
        "project": x where F keeps the shape; elsewhere (other channels, or stride above 1) a
        1×1 convolution of x with this stride, without bias, followed by BN of its own;
        "none": nothing, so that the block is two plain layers. Any other: ValueError.
        """
        ### BEGIN SOLUTION
        super().__init__()
        if shortcut not in ("pad", "project", "none"):
            raise ValueError(
                f'shortcut must be "pad", "project" or "none", got {shortcut!r}'
            )
        self.residual = nn.Sequential(
            nn.Conv2d(in_channels, out_channels, 3, stride, padding=1, bias=False),
            nn.BatchNorm2d(out_channels),
            nn.ReLU(),
            nn.Conv2d(out_channels, out_channels, 3, padding=1, bias=False),
            nn.BatchNorm2d(out_channels),
        )
        self.shortcut, self.stride = shortcut, stride
        self.more = out_channels - in_channels
        if shortcut == "project" and (self.more or stride > 1):
            self.projection = nn.Sequential(
                nn.Conv2d(in_channels, out_channels, 1, stride, bias=False),
                nn.BatchNorm2d(out_channels),
            )
        else:
            self.projection = None
        ### END SOLUTION

    def forward(self, x):
        """Map x, (N, in_channels, H, W), to (N, out_channels, ⌈H/stride⌉, ⌈W/stride⌉).

        x itself stays as it is.
        """
        ### BEGIN SOLUTION
        y = self.residual(x)
        if self.projection is not None:
            y = y + self.projection(x)
        elif (
            self.shortcut != "none"
        ):  # pad_shortcut, written out: a slip there costs once
            x = x[:, :, :: self.stride, :: self.stride]
            y = y + F.pad(x, (0, 0, 0, 0, 0, self.more))
        return F.relu(y)
        ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "BasicBlock_test", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false}
block = BasicBlock(2, 2)
count = sum(p.numel() for p in block.parameters())
assert count == 2 * 2 * 2 * 9 + 4 * 2, (
    f"BasicBlock(2, 2) has {count} parameters, but should have 80: two 3×3 convolutions (36 each) and weight "
    "and bias of two BN layers (2 each).\nLikely mistake: "
    + {
        84: "the convolutions have a bias; BN has its own, so leave it out.",
        72: "the BN layers are missing.",
        76: "one BN layer is missing, or one is used twice.",
        44: "one convolution is used twice; there are two.",
        88: "the shortcut has weights; x is added as it is.",
    }.get(count, "count the layers in the middle column of the figure.")
)


def standardised(t):
    """What a new BN layer in training mode makes of t: mean 0, variance 1 in each channel."""
    mean = t.mean(dim=(0, 2, 3), keepdim=True)
    variance = t.var(dim=(0, 2, 3), keepdim=True, correction=0)
    return (t - mean) / (variance + 1e-5).sqrt()


with torch.no_grad():
    for p in block.parameters():
        if p.ndim == 4:
            nn.init.dirac_(p)  # both convolutions return their input
x = torch.randn(4, 2, 3, 3, generator=torch.Generator().manual_seed(5))
branch = standardised(F.relu(standardised(x)))
checks.assert_close(
    block(x.clone()),
    F.relu(branch + x),
    "BasicBlock(2, 2)(x) in training mode, with convolutions that return their input,",
    mistakes={
        "the shortcut is missing: x is to be added to F(x).": F.relu(branch),
        "F(x) and the shortcut are multiplied; add them.": F.relu(branch * x),
        "the last ReLU stands before the addition; it comes after it.": F.relu(branch)
        + x,
        "the last ReLU is missing.": branch + x,
        "the ReLU between the convolutions is missing.": F.relu(
            standardised(standardised(x)) + x
        ),
        "BN comes before the ReLU, right after each convolution.": F.relu(
            standardised(F.relu(standardised(F.relu(x)))) + x
        ),
        "the first BN stands behind its ReLU.": F.relu(
            standardised(standardised(F.relu(x))) + x
        ),
        "the last BN is applied to the sum; it belongs to F, before the addition.": F.relu(
            standardised(F.relu(standardised(x)) + x)
        ),
        "F(x) passes a ReLU before the addition.": F.relu(F.relu(branch) + x),
        "relu(x), not x, takes the shortcut.": F.relu(branch + F.relu(x)),
        "the input passes a BN before the shortcut.": F.relu(branch + standardised(x)),
        "this is 0 everywhere.": 0 * x,
        "this is relu(x): F(x) is not used.": F.relu(x),
    },
    rtol=1e-4,
    atol=1e-5,
)
wider = BasicBlock(1, 2, stride=2)
out = wider(torch.ones(2, 1, 8, 8))
size = tuple(out.shape)
assert size == (2, 2, 4, 4), (
    f"BasicBlock(1, 2, stride=2) turns (2, 1, 8, 8) into {size}; it should be (2, 2, 4, 4): the first "
    "convolution has the stride, and so has the shortcut"
)
with torch.no_grad():
    for p in wider.parameters():
        if p.ndim == 4:
            p.zero_()  # F = 0: what is left is relu(shortcut)
x = torch.arange(-4.0, 12.0).reshape(1, 1, 4, 4)
checks.assert_close(
    wider(x.clone()),
    [[[[0.0, 0.0], [4.0, 6.0]], [[0.0, 0.0], [0.0, 0.0]]]],
    "BasicBlock(1, 2, stride=2)(x) with F = 0, for x = [[-4, -3, -2, -1], [0, 1, 2, 3], …]",
    mistakes={
        'with F = 0 the shortcut must come through, and "pad" has no weights.': torch.zeros(
            1, 2, 2, 2
        ),
        "the zeros come first; they belong behind the channels of x.": torch.tensor(
            [[[[0.0, 0.0], [0.0, 0.0]], [[0.0, 0.0], [4.0, 6.0]]]]
        ),
        "the padded shortcut averages pixels; take every second one.": torch.tensor(
            [[[[0.0, 0.5], [6.5, 8.5]], [[0.0, 0.0], [0.0, 0.0]]]]
        ),
    },
)


### BEGIN HIDDEN TESTS
class Wanted(nn.Module):
    """The block as the contract has it, and with one mistake each."""

    def __init__(self, c_in, c_out, stride, shortcut, slip="", first=None, bias=False):
        super().__init__()
        first = stride if first is None else first
        self.conv1 = nn.Conv2d(c_in, c_out, 3, first, 1, bias=bias)
        self.bn1 = nn.BatchNorm2d(c_out)
        self.conv2 = nn.Conv2d(c_out, c_out, 3, stride // first, 1, bias=bias)
        self.bn2 = nn.BatchNorm2d(c_out)
        self.shortcut, self.stride, self.slip = shortcut, stride, slip
        self.changes = c_in != c_out or stride > 1
        if shortcut == "project" and (self.changes or slip == "always"):
            self.conv3 = nn.Conv2d(c_in, c_out, 1, stride, bias=bias)
            if slip != "no bn":
                self.bn3 = nn.BatchNorm2d(c_out)

    def beside(self, x):
        if hasattr(self, "conv3"):
            y = self.conv3(x)
            return self.bn3(y) if hasattr(self, "bn3") else y
        if self.slip == "pool":
            x = F.avg_pool2d(x, self.stride, ceil_mode=True) if self.stride > 1 else x
        else:
            x = x[:, :, :: self.stride, :: self.stride]
        return F.pad(x, (0, 0, 0, 0, 0, self.bn1.num_features - x.shape[1]))

    def forward(self, x):
        slip = self.slip
        y = self.bn1(self.conv1(F.relu(x) if slip == "relu in" else x))
        y = self.conv2(y if slip == "linear" else F.relu(y))
        if slip == "bn on sum":
            return F.relu(self.bn2(y + self.beside(x)))
        y = self.bn2(y)
        if slip == "relu on shortcut":
            return F.relu(y + F.relu(self.beside(x)))
        if slip == "early relu":
            return F.relu(y) + self.beside(x)
        if slip == "no relu":
            return y + self.beside(x)
        if slip == "times":
            return F.relu(y * self.beside(x))
        added = slip == "skip" or (self.shortcut != "none" and slip != "no skip")
        if added and (slip != "only where shape changes" or self.changes):
            y = y + self.beside(x)
        return F.relu(y)


torch.manual_seed(6)
batches = [torch.randn(4, 3, 5, 6) * 1.5 + 0.3, torch.randn(1, 3, 7, 7)]
for c_out, stride, shortcut in [
    (5, 2, "pad"),
    (3, 1, "pad"),
    (3, 3, "pad"),
    (5, 1, "pad"),
    (5, 2, "project"),
    (3, 2, "project"),
    (3, 3, "project"),
    (3, 1, "project"),
    (5, 1, "project"),
    (5, 2, "none"),
    (3, 1, "none"),
]:
    settings = 3, c_out, stride, shortcut
    slips = {
        "the shortcut is missing.": Wanted(*settings, slip="no skip"),
        "F(x) and the shortcut are multiplied.": Wanted(*settings, slip="times"),
        "the last ReLU stands before the addition.": Wanted(
            *settings, slip="early relu"
        ),
        "the last ReLU is missing.": Wanted(*settings, slip="no relu"),
        "the ReLU between the convolutions is missing.": Wanted(
            *settings, slip="linear"
        ),
        "the last BN is applied to the sum; it belongs before the addition.": Wanted(
            *settings, slip="bn on sum"
        ),
        "relu(x), not x, takes the shortcut.": Wanted(
            *settings, slip="relu on shortcut"
        ),
        "the input passes a ReLU before the first convolution.": Wanted(
            *settings, slip="relu in"
        ),
        "the padded shortcut averages pixels; take every second one.": Wanted(
            *settings, slip="pool"
        ),
        "the second convolution has the stride; the first should.": Wanted(
            *settings, first=1
        ),
        'with shortcut="none" nothing may be added.': Wanted(*settings, slip="skip"),
        "the shortcut is left out where the shape stays.": Wanted(
            *settings, slip="only where shape changes"
        ),
        '"project" was treated like "pad": where the shape changes it is a 1×1 convolution with BN.': Wanted(
            3, c_out, stride, "pad"
        ),
        '"pad" has no weights; this is "project".': Wanted(3, c_out, stride, "project"),
        '"project" is a convolution only where the shape changes; elsewhere it is x itself.': Wanted(
            *settings, slip="always"
        ),
        "the projection lacks its BN.": Wanted(*settings, slip="no bn"),
        "the convolutions have a bias; BN has its own.": Wanted(*settings, bias=True),
    }
    wiring.assert_wiring(
        BasicBlock(*settings),
        Wanted(*settings),
        batches,
        f'BasicBlock(3, {c_out}, {stride}, "{shortcut}")',
        mistakes=slips,
    )
earlier = BasicBlock(3, 5, 2, "pad")
BasicBlock(4, 4, 1, "none")
works = False
try:
    earlier.eval()(torch.ones(2, 3, 4, 4))
    works = True
except Exception:
    pass
assert works, (
    'BasicBlock(3, 5, 2, "pad") works by itself, but not once BasicBlock(4, 4, 1, "none") was made after it.\n'
    "Likely mistake: a new block overwrites what older ones have kept: keep it on self, not on the class."
)
wiring.assert_wiring(
    earlier,
    Wanted(3, 5, 2, "pad"),
    batches,
    'BasicBlock(3, 5, 2, "pad"), right by itself, once BasicBlock(4, 4, 1, "none") was made after it',
    mistakes={
        "a new block overwrites what older ones have kept: keep it on self, not on the class.": Wanted(
            3, 5, 2, "none"
        )
    },
)
for unknown in ("nothing", None):
    refused = False
    try:
        BasicBlock(2, 2, 1, unknown)
    except ValueError:
        refused = True
    except Exception:
        pass
    assert refused, (
        f"BasicBlock(2, 2, 1, {unknown!r}) must raise ValueError: there is no such shortcut"
    )
wiring.assert_norms_started(
    BasicBlock(3, 5, 2, "project"), 'BasicBlock(3, 5, 2, "project")'
)
### END HIDDEN TESTS

# %% [markdown]
# <details><summary>Hint 1: where to start</summary>
#
# `nn.Sequential` takes conv, BN, ReLU, conv, BN in this order; that is F. `forward` is then three lines:
# F(x), plus shortcut, ReLU.
# </details>
# <details><summary>Hint 2: which layers exist</summary>
#
# Make the layers of the projection only if they are used: unused layers count as parameters. The shape
# changes if `in_channels != out_channels or stride > 1`.
# </details>
# <details><summary>Hint 3: the shortcut for "pad"</summary>
#
# What `pad_shortcut` does covers the case where nothing changes, too. Keep `out_channels` and `stride` on `self`.
# You may call your `pad_shortcut`, but then a slip in it costs points here as well; two lines do the same.
# </details>

# %% [markdown]
# ## 6 · Stack them: the networks for small images
#
# The paper's networks for CIFAR-10 (section 4.2) are as regular as can be: a 3×3 convolution with BN and ReLU
# first; then three stages of n blocks each, with 16, 32 and 64 channels; the first block of the second and of
# the third stage halves the image (stride 2); then the average over all pixels, and one linear layer. With
# two convolutions a block that makes $1 + 3 \cdot 2n + 1 = 6n + 2$ layers with weights: n = 3 is 20 layers, n
# = 9 is 56. Doubling the channels while halving height and width keeps the cost of a layer the same, and, as the
# lecture says, halves the volume of the activations.
#
# ### Exercise 6 · `CifarResNet` (25 minutes, ●●○, 4 points)
#
# The network does not care what is in a block. Whoever makes it hands over `block`, such as `BasicBlock`, and each
# block is made by calling `block(in_channels, out_channels, stride, shortcut)`. The checks use that: they hand over the
# stand-in of the next cell, so that a mistake in your `BasicBlock` costs nothing here. It resizes as a block
# does, multiplies every channel by a weight of its own and subtracts a share of the left neighbour.


# %% nbgrader={"grade": false, "grade_id": "stand_in", "locked": true, "schema_version": 3, "solution": false, "task": false}
class StandIn(nn.Module):
    """Takes the place of a block in the checks, and notices if it is put into the wrong one."""

    size = 1.0

    def __init__(self, in_channels, out_channels, stride=1, shortcut="unnamed"):
        super().__init__()
        signs = {"none": -0.8, "pad": 1.0, "project": 1.2, "unnamed": 0.7}
        self.factor = signs[shortcut] * self.size
        self.weight = nn.Parameter(0.5 + torch.rand(out_channels, 1, 1))
        self.in_channels, self.stride = in_channels, stride
        self.source = [i % in_channels for i in range(out_channels)]

    def forward(self, x):
        if x.shape[1] != self.in_channels:
            made, got = self.in_channels, x.shape[1]
            raise ValueError(f"a block made for {made} input channels gets {got}")
        x = x[:, self.source, :: self.stride, :: self.stride] * self.weight
        return self.factor * (x - 0.6 * x.roll(1, dims=3))  # less of the left neighbour


class StandInBottleneck(StandIn):
    """Takes the place of a bottleneck block in the checks."""

    size = 0.9


# %% nbgrader={"grade": false, "grade_id": "CifarResNet", "locked": false, "schema_version": 3, "solution": true, "task": false}
class CifarResNet(nn.Module):
    """The 6n + 2 layers of He et al. 2015, section 4.2, with or without shortcuts."""

    def __init__(self, n, block, residual=True, in_channels=3, width=16, classes=10):
        """Make the layers.

        n: blocks in each of the three stages. block: called once for each of them, as
        block(in_channels, out_channels, stride, shortcut). residual: shortcut is "pad", else
        it is "none". in_channels: of the images. width: channels of the first convolution
        (3×3, padding 1, without bias, then BN and ReLU) and of the first stage; each later
        stage has twice as many as the one before, and its first block has stride 2. BN is an
        nn.BatchNorm2d as PyTorch makes it. classes: outputs of the linear layer, which has a bias.
        """
        ### BEGIN SOLUTION
        super().__init__()
        layers = [
            nn.Conv2d(in_channels, width, 3, padding=1, bias=False),
            nn.BatchNorm2d(width),
            nn.ReLU(),
        ]
        channels = width
        for stage in range(3):
            for i in range(n):
                stride = 2 if stage > 0 and i == 0 else 1
                shortcut = "pad" if residual else "none"
                layers.append(block(channels, width * 2**stage, stride, shortcut))
                channels = width * 2**stage
        layers += [nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(channels, classes)]
        self.layers = nn.Sequential(*layers)
        ### END SOLUTION

    def forward(self, x):
        """Scores (N, classes), before any softmax, of images (N, in_channels, H, W).

        N is 1 or more. H and W are arbitrary: what is left of them at the end is averaged.
        """
        ### BEGIN SOLUTION
        return self.layers(x)
        ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "CifarResNet_test", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false}
net = CifarResNet(3, StandIn)
scores = net(torch.randn(2, 3, 16, 16, generator=torch.Generator().manual_seed(7)))
assert isinstance(scores, torch.Tensor), (
    "calling the network returns nothing: does `forward` end without `return`?"
    if scores is None
    else f"calling the network returns {type(scores).__name__}, not scores"
)
assert tuple(scores.shape) == (2, 10), (
    f"scores of 2 images should have shape (2, 10), got {tuple(scores.shape)}"
)
widths = sorted(
    p.shape[0] for p in net.parameters() if p.ndim == 3
)  # the stand-ins, in whatever order they were made
assert widths == [16] * 3 + [32] * 3 + [64] * 3, (
    f"with n = 3 the blocks should have 16 16 16 32 32 32 64 64 64 output channels, but have {widths}.\n"
    "Likely mistake: "
    + (
        "the argument `block` is not used, or the blocks are kept in a plain list, where PyTorch does not see them."
        if not widths
        else "each stage has n blocks, and each is made by a call of its own: one that is used twice counts once."
        if len(widths) != 9
        else "the channels double from stage to stage, beginning with `width`."
    )
)
others = sorted(tuple(p.shape) for p in net.parameters() if p.ndim != 3)
assert others == [(10,), (10, 64), (16,), (16,), (16, 3, 3, 3)], (
    "beside the blocks there should be the first convolution (16, 3, 3, 3), its BN (16,) and (16,), and the "
    f"linear layer (10, 64) and (10,), but there are {others}.\nLikely mistake: a bias in the first "
    "convolution, a missing BN or bias, or a linear layer that takes pixels instead of their average."
)


### BEGIN HIDDEN TESTS
class WantedNet(nn.Module):
    """The network as the contract has it, and with one mistake each."""

    def __init__(
        self, n, shortcut, in_channels, width, classes, slip="", strides=(1, 2, 2)
    ):
        super().__init__()
        self.conv = nn.Conv2d(in_channels, width, 3, 1, 1, bias=slip == "bias")
        self.bn = nn.BatchNorm2d(width)
        blocks, channels = [], width
        for stage, first in enumerate(strides):
            out = width if slip == "same width" else width * 2**stage
            for i in range(n):
                last = slip == "stride at the end"
                there = i == n - 1 if last else i == 0 or slip == "every block"
                blocks.append(StandIn(channels, out, first if there else 1, shortcut))
                channels = out
        self.blocks = nn.Sequential(*blocks)
        self.linear = nn.Linear(channels, classes)
        self.slip = slip

    def forward(self, x):
        x = self.conv(x)
        x = self.bn(F.relu(x)) if self.slip == "relu first" else self.bn(x)
        x = self.blocks(x if self.slip in ("relu first", "no relu") else F.relu(x))
        if self.slip == "relu at the end":
            x = F.relu(x)
        maps, (height, width) = x, x.shape[2:]
        x = x.amax((2, 3)) if self.slip == "max" else x.mean((2, 3))
        x = x * width / height if self.slip == "square" else x
        if self.slip == "8×8":
            x = maps[:, :, :8, :8].mean((2, 3))
        x = self.linear(x)
        return x.softmax(1) if self.slip == "softmax" else x


torch.manual_seed(8)
for n, residual, in_channels, width, classes in [
    (3, True, 3, 16, 10),
    (2, False, 1, 4, 7),
    (1, True, 2, 6, 5),
]:
    given = {"in_channels": in_channels, "width": width, "classes": classes}
    usual = n == 3  # the defaults, which are left out
    shortcut = "pad" if residual else "none"
    settings = n, shortcut, in_channels, width, classes
    other = "none" if residual else "pad"
    wiring.assert_wiring(
        CifarResNet(n, StandIn)
        if usual
        else CifarResNet(n, StandIn, residual, **given),
        WantedNet(*settings),
        [
            torch.randn(shape)
            for shape in (
                (3, in_channels, 9, 16),
                (1, in_channels, 8, 8),
                (1, in_channels, 64, 40),  # 16×10 pixels are left
            )
        ],
        f"CifarResNet({n}, block)"
        if usual
        else f"CifarResNet({n}, block, {residual}, in_channels={in_channels}, width={width}, classes={classes})",
        mistakes={
            'the argument `residual` does not decide between "pad" and "none".': WantedNet(
                n, other, in_channels, width, classes
            ),
            "the first stage has a stride, too; only the second and third do.": WantedNet(
                *settings, strides=(2, 2, 2)
            ),
            "no stage has a stride; the second and third halve the image.": WantedNet(
                *settings, strides=(1, 1, 1)
            ),
            "every block of a stage has stride 2; only the first does.": WantedNet(
                *settings, slip="every block"
            ),
            "the last block of a stage has the stride; the first should.": WantedNet(
                *settings, slip="stride at the end"
            ),
            "the ReLU after the first BN is missing.": WantedNet(
                *settings, slip="no relu"
            ),
            "BN and ReLU after the first convolution have changed places.": WantedNet(
                *settings, slip="relu first"
            ),
            "this takes the largest pixel; take the average.": WantedNet(
                *settings, slip="max"
            ),
            "the sum over all pixels is divided by the squared height: an image need not be square.": WantedNet(
                *settings, slip="square"
            ),
            "the average runs over 8×8 pixels; of an image larger than 32×32 more are left.": WantedNet(
                *settings, slip="8×8"
            ),
            "there is a ReLU after the last block, which has its own.": WantedNet(
                *settings, slip="relu at the end"
            ),
            "there is a softmax at the end; return the scores before it.": WantedNet(
                *settings, slip="softmax"
            ),
            "the first convolution has a bias; BN has its own.": WantedNet(
                *settings, slip="bias"
            ),
            "the channels stay the same; each stage doubles them.": WantedNet(
                *settings, slip="same width"
            ),
        },
    )
starts = [
    p.flatten().tolist() for p in CifarResNet(3, StandIn).parameters() if p.ndim == 3
]
assert all(start not in starts[:i] for i, start in enumerate(starts)), (
    "two blocks of CifarResNet(3, block) start with the same weights, although block draws them at random.\n"
    "Likely mistake: a block is copied; call `block` once for each of them."
)
wiring.assert_norms_started(CifarResNet(1, StandIn), "CifarResNet(1, block)")
### END HIDDEN TESTS

# %% [markdown]
# <details><summary>Hint 1: one list</summary>
#
# Collect all layers in a list and hand it to `nn.Sequential(*layers)`. Keep the current number of channels
# in a variable: it is the next block's `in_channels`.
# </details>
# <details><summary>Hint 2: which stride</summary>
#
# Two loops, one inside the other, know everything: the number of the stage, and the number of the block in
# it. Which two things must be true of them for a stride of 2?
# </details>
# <details><summary>Hint 3: the end</summary>
#
# `nn.AdaptiveAvgPool2d(1)` averages over all pixels and leaves two axes of size 1, which `nn.Flatten()` removes; or take
# the mean over the last two axes in `forward`. How many channels reach the linear layer?
# </details>

# %% [markdown]
# ### Experiment 3 · Plain against residual, live
#
# Your own networks now: 20 and 56 layers, without and with shortcuts, on the digits; 8 epochs of SGD with
# momentum 0.9, batches of 64, rate 0.05 that falls along a cosine. A quarter of a minute or so.
#
# **Predict** the order of the four final training errors. And the test errors: will a residual network of 56 layers
# overfit more than one of 20?


# %% tags=["experiment", "skip-execution"]
def train_digits(n, residual, seed):
    """Train a network of 6n + 2 layers. Returns its history; "validation" holds the test digits."""
    torch.manual_seed(seed)
    model = CifarResNet(n, BasicBlock, residual, in_channels=1, width=8)
    return training.fit(
        he_weights(model, seed),
        replace(digits, validation=digits.test),
        epochs=8,
        rate=0.05,
        batch_size=64,
        schedule="cosine",
        precision="float32",
        progress=False,
        seed=seed,
    )


live = {
    f"{'residual' if residual else 'plain'}-{6 * n + 2}": train_digits(
        n, residual, seed=0
    )
    for n, residual in tqdm(
        [(3, False), (9, False), (3, True), (9, True)], desc="networks"
    )
}
fig, axes = plt.subplots(1, 2, figsize=(10, 3.8), sharey=True, layout="constrained")
for ax, kind, title in zip(
    axes,
    ("train_error", "validation_error"),
    ("training error", "test error"),
    strict=True,
):
    plots.curves(
        {
            name: 100 * np.array(getattr(history, kind))
            for name, history in live.items()
        },
        ax,
        xlabel="epoch",
        ylabel="error, % (logarithmic above 1 %)",
        markers=True,
    )
    ax.set_yscale("symlog", linthresh=1)
    ax.set(title=title, ylim=(0, 100))
    ax.set_yticks([0, 1, 10, 100], ["0", "1", "10", "100"])
for name, history in live.items():
    print(
        f"{name:12s} training error {history.train_error[-1]:6.1%}, loss {history.train_loss[-1]:.3f};"
        f" test error {history.validation_error[-1]:6.1%}"
    )

# %% [markdown]
# **What to see.** The plain network gets far worse with depth, on training and test images alike. With
# shortcuts 56 layers are as good as 20, on the training images within two points of each other, and both are ahead of
# plain-20 there or level with it (the printed lines give the numbers). On the test images, too, they are within three
# points of each other: 56 layers overfit no more than 20 do. The two residual networks differ from the
# plain ones by nothing but the additions: same layers, same parameters, same random weights.
#
# The plain networks are those of experiment 1 with seed 0, trained again on your machine. Another processor, or another
# number of threads, adds in another order; training enlarges such differences of rounding. So your plain-20 may end
# a little outside of the 1.0 to 1.6 % that the course's five runs span.
#
# <!-- measured:
# 20 to 100: 100 * live["plain-56"].train_error[-1]
# 20 to 100: 100 * live["plain-56"].validation_error[-1]
# 56: 56
# 20: 20
# -2 to 2: 100 * (live["residual-56"].train_error[-1] - live["residual-20"].train_error[-1])
# -3 to 3: 100 * (live["residual-56"].validation_error[-1] - live["residual-20"].validation_error[-1])
# -3 to 0.3: 100 * (max(live[f"residual-{d}"].train_error[-1] for d in (20, 56)) - live["plain-20"].train_error[-1])
# 1.0: 100 * ends[20, "train_error"].min()
# 1.6: 100 * ends[20, "train_error"].max()
# true: 0.003 < live["plain-20"].train_error[-1] < 0.03
# -->
#
# One run is an anecdote. The next cell shows five seeds of each, at four depths, made by the same code with
# the solutions (`python -m grading.recompute.degradation` in the course's repository). A third kind of
# network is added: residual, with the last BN weight of every block set to 0 at the start, so that every
# block *begins* with F = 0. (That trick is not in the paper; Goyal and co-authors used it in 2017.)
#
# **Predict:** for which of the three does the training loss fall as layers are added?

# %% tags=["experiment", "skip-execution"]
depths = (20, 32, 44, 56)
kinds = {
    "plain": "plain",
    "residual": "residual",
    "residual, F = 0 at the start": "residual-zero",
}
fig, axes = plt.subplots(1, 3, figsize=(12, 3.8), layout="constrained")
for ax, measure, title in zip(
    axes,
    ("train_error", "test_error", "train_loss"),
    ("training error, %", "test error, %", "training loss"),
    strict=True,
):
    scale = 1 if "loss" in measure else 100
    plots.curves(
        {
            label: scale
            * np.stack(
                [record.curve(f"{kind}-{d}", measure)[:, -1] for d in depths], axis=1
            )
            for label, kind in kinds.items()
        },
        ax,
        x=depths,
        xlabel="layers",
        ylabel=title,
        log="loss" in measure,
        markers=True,
    )
    ax.set_xticks(depths)
    if "loss" not in measure:
        ax.set_ylim(0, 100)
    if ax is not axes[0]:
        ax.get_legend().remove()


def final(kind, measure):
    """Median over the runs of the last epoch, one number a depth."""
    return [
        float(np.median(record.curve(f"{kind}-{d}", measure)[:, -1])) for d in depths
    ]


print("layers                       ", *(f"{d:>8}" for d in depths))
for kind in kinds.values():
    for measure in ("train_error", "test_error", "train_loss"):
        values = final(kind, measure)
        shown = (f"{v:8.3f}" if "loss" in measure else f"{v:8.2%}" for v in values)
        print(f"{kind:14s} {measure:13s} ", *shown)


def rise(kind, measure):
    """By how many points the worst of the deeper networks lies above that of 20 layers."""
    errors = final(kind, measure)
    return 100 * (max(errors[1:]) - errors[0])


rises = {
    kind: np.array([rise(kind, "train_error"), rise(kind, "test_error")])
    for kind in ("plain", "residual")
}
claims.record(
    "Residual networks can be trained deep without degrading (here: up to 56 layers)",
    "holds"
    if (rises["residual"] < 1).all() and (rises["plain"] > 10).all()
    else "holds with care"
    if (rises["residual"] < rises["plain"]).all()
    else "does not hold",
    "from 20 layers to 32, 44 or 56 the error rises by at most "
    + "; ".join(
        f"{kind}: {train:.2f} points on training images, {test:.2f} on test images"
        for kind, (train, test) in rises.items()
    )
    + f" (digits, 8 epochs at rate 0.05, medians of {len(record.seeds)})",
)
by_error, by_loss, from_zero = (
    [final(kind, measure)[i] for i in (0, -1)]
    for kind, measure in (
        ("residual", "train_error"),
        ("residual", "train_loss"),
        ("residual-zero", "train_error"),
    )
)
claims.record(
    "Deeper residual networks achieve lower training error",
    "holds"
    if by_error[1] < by_error[0]
    else "holds with care"
    if by_loss[1] < by_loss[0]
    else "does not hold",
    f"20 and 56 layers as the paper has them: training error {by_error[0]:.2%} and {by_error[1]:.2%}, loss "
    f"{by_loss[0]:.4f} and {by_loss[1]:.4f}; with F = 0 at the start error {from_zero[0]:.2%} and {from_zero[1]:.2%} "
    f"(digits, 8 epochs at rate 0.05, medians of {len(record.seeds)})",
)

# %% [markdown]
# **What to see.** Plain networks (solid) get worse with every step in depth, on training and test images alike.
# Residual networks (dashed) do not: with 56 layers, as with 20, next to no training image is wrong. So "no degradation" holds
# here, for up to 56 layers on small images.
#
# Do more layers also *help*? In residual networks as the paper has them (dashed) the training error cannot tell: with
# 20 layers it is 0 already. The training loss, right, has room to fall and stays level. So the verdict on "deeper
# achieves lower training error" is "does not hold", for these digits. In the networks that begin with F = 0
# (dash-dotted) more layers do lower the training error and the loss. But they learn more slowly: after 8 epochs even
# their 56 layers have a higher error and a higher loss than the other residual networks. To see the lecture's claim one
# needs a harder task, which 20 layers do not learn by heart. The paper has one: on ImageNet, of the ResNets with 18 and
# 34 layers, the deeper one has the lower training error (Figure 4).
#
# | medians of 5 runs | 20 layers | 32 | 44 | 56 |
# |---|---|---|---|---|
# | plain: training / test error | 1.1 / 3.3 % | 18.2 / 22.0 % | 53.7 / 55.2 % | 69.3 / 69.9 % |
# | residual: training / test error | 0.00 / 2.2 % | 0.08 / 1.4 % | 0.00 / 2.2 % | 0.15 / 2.5 % |
# | F = 0 at the start: training / test error | 1.7 / 3.9 % | 0.7 / 3.3 % | 0.8 / 3.9 % | 0.5 / 3.6 % |
# | training loss: plain | 0.068 | 0.627 | 1.344 | 1.739 |
# | training loss: residual | 0.0062 | 0.0054 | 0.0059 | 0.0068 |
# | training loss: F = 0 at the start | 0.103 | 0.060 | 0.062 | 0.039 |
#
# <!-- measured:
# 1.1: 100 * final("plain", "train_error")[0]
# 18.2: 100 * final("plain", "train_error")[1]
# 53.7: 100 * final("plain", "train_error")[2]
# 69.3: 100 * final("plain", "train_error")[3]
# 3.3: 100 * final("plain", "test_error")[0]
# 22.0: 100 * final("plain", "test_error")[1]
# 55.2: 100 * final("plain", "test_error")[2]
# 69.9: 100 * final("plain", "test_error")[3]
# 0.00: 100 * final("residual", "train_error")[0]
# 0.08: 100 * final("residual", "train_error")[1]
# 0.00: 100 * final("residual", "train_error")[2]
# 0.15: 100 * final("residual", "train_error")[3]
# 2.2: 100 * final("residual", "test_error")[0]
# 1.4: 100 * final("residual", "test_error")[1]
# 2.2: 100 * final("residual", "test_error")[2]
# 2.5: 100 * final("residual", "test_error")[3]
# 1.7: 100 * final("residual-zero", "train_error")[0]
# 0.7: 100 * final("residual-zero", "train_error")[1]
# 0.8: 100 * final("residual-zero", "train_error")[2]
# 0.5: 100 * final("residual-zero", "train_error")[3]
# 3.9: 100 * final("residual-zero", "test_error")[0]
# 3.3: 100 * final("residual-zero", "test_error")[1]
# 3.9: 100 * final("residual-zero", "test_error")[2]
# 3.6: 100 * final("residual-zero", "test_error")[3]
# 0.068: final("plain", "train_loss")[0]
# 0.627: final("plain", "train_loss")[1]
# 1.344: final("plain", "train_loss")[2]
# 1.739: final("plain", "train_loss")[3]
# 0.0062: final("residual", "train_loss")[0]
# 0.0054: final("residual", "train_loss")[1]
# 0.0059: final("residual", "train_loss")[2]
# 0.0068: final("residual", "train_loss")[3]
# 0.103: final("residual-zero", "train_loss")[0]
# 0.060: final("residual-zero", "train_loss")[1]
# 0.062: final("residual-zero", "train_loss")[2]
# 0.039: final("residual-zero", "train_loss")[3]
# true: max(final("residual", "train_error")) < 0.005
# true: by_error[0] == 0 and by_loss[0] < by_loss[1] < 1.2 * by_loss[0]
# true: from_zero[1] < from_zero[0] and from_zero[1] > max(final("residual", "train_error"))
# true: min(final("residual-zero", "train_loss")) > max(final("residual", "train_loss"))
# 5: len(record.seeds)
# 8: record.curve("plain-20", "train_error").shape[1]
# 0: by_error[0]
# given: 20, 32, 44, 56, 18, 34
# -->
#
# ### Experiment 4 · Is it vanishing gradients?
#
# It is often said that plain networks fail because their gradients vanish, and that shortcuts mend that.
# Measure it: the size of the loss gradient of each convolution's weights, in networks of 56 layers at the
# start, before any training, with BN and with BN taken out; and, with BN, after one and three steps of SGD.
#
# **Predict** for the plain network *with* BN: is the first layer's gradient smaller or larger than the last
# layer's, and by what factor?


# %% tags=["experiment", "skip-execution"]
def without_bn(model):
    """The same network with every BN layer replaced by nothing."""
    for parent in list(model.modules()):
        for name, child in list(parent.named_children()):
            if isinstance(child, nn.BatchNorm2d):
                setattr(parent, name, nn.Identity())
    return model


def gradient_norms(residual, with_bn, seed, steps=0):
    """Norm of the loss gradient of each 3×3 convolution of 56 layers, first to last, after steps of SGD."""
    model = he_weights(
        CifarResNet(9, BasicBlock, residual, in_channels=1, width=8), seed
    )
    model = model if with_bn else without_bn(model)
    batch = digits.train.subset(128)
    optimiser = torch.optim.SGD(model.parameters(), lr=0.05)
    for _ in range(steps):
        optimiser.zero_grad()
        F.cross_entropy(model.train()(batch.images), batch.labels).backward()
        optimiser.step()
    optimiser.zero_grad()
    found = probes.weight_gradients(model.train(), batch.images, batch.labels)
    return [g.norm().item() for g in found.values() if g.ndim == 4]


fig, axes = plt.subplots(1, 2, figsize=(10, 3.8), layout="constrained")
ratios = {}
for ax, with_bn in zip(axes, (True, False), strict=True):
    norms = {
        name: np.array([gradient_norms(residual, with_bn, seed) for seed in range(3)])
        for name, residual in (("plain-56", False), ("residual-56", True))
    }
    for name, values in norms.items():
        ratios[name, with_bn] = np.median(values[:, 0] / values[:, -1])
    plots.curves(
        {
            f"{name}: first / last = {ratios[name, with_bn]:.3g}": values
            for name, values in norms.items()
        },
        ax,
        xlabel="convolution, from the image to the scores",
        ylabel="norm of its weights' gradient",
        log=True,
    )
    ax.set_title("with BN" if with_bn else "BN taken out")
for (name, with_bn), ratio in ratios.items():
    print(
        f"{name:12s} {'with' if with_bn else 'without':8s} BN: first / last = {ratio:.3g}"
    )
later = {}
for name, residual in (("plain-56", False), ("residual-56", True)):
    for steps in (1, 3):
        grown = [gradient_norms(residual, True, seed, steps) for seed in range(3)]
        later[name, steps] = np.array([g[0] / g[-1] for g in grown])
        print(
            f"{name:12s} with BN, after {steps} step(s) of SGD: first / last = "
            f"{np.median(later[name, steps]):.3g} ({later[name, steps].min():.3g} to {later[name, steps].max():.3g})"
        )

# %% [markdown]
# **What to see.** Left, with BN, the plain network's gradient *explodes* towards the image: the first
# convolution's is several hundred times the last one's. It does not vanish. In the residual network it is about
# three times the last one's. Right, with BN taken out, no layer's gradient has an ordinary size: the plain network's are near
# 1e-6, the residual network's near 1,000. A likely reason, which we did not measure: BN sets the size of each layer's signal
# anew. Without it the plain network's signal fades on its way, and each addition makes the residual network's larger.
#
# | medians of 3 seeds | plain-56 | residual-56 |
# |---|---|---|
# | with BN: first / last | about 800 | about 3 |
# | without BN: first / last | about 0.7, all near 1e-6 | about 0.1, all from some hundred to a few thousand |
#
# So "plain networks fail because gradients vanish" is not what happens in experiment 3, whose networks have BN. He
# et al. say as much (section 4.1): with BN their signals vanish in neither direction. They also call the gradients'
# norms *healthy*. At the start we find a factor of several hundred, which we would not call so. The paper does not say what it
# measured, or when. Ours is a statement about the *start* alone, and a known one: without shortcuts BN itself makes
# gradients explode with depth at initialisation (Yang et al. 2019). The last printed lines show how soon it passes; in
# brackets stand the least and the greatest of three seeds. After one step of SGD the plain network's factor has fallen to
# some tens, after three steps it is a few tens at most, in each seed. And yet that network is the one that does not
# learn.
#
# What the figure shows of the shortcut, left, is that all layers get gradients of like size at the start. That agrees
# with line 5 of your derivation (1 + Lf in place of f^L). It does not prove that this is why residual networks train.
#
# <!-- measured:
# 300 to 1500: ratios["plain-56", True]
# 800 ± 400: ratios["plain-56", True]
# 3 ± 1: ratios["residual-56", True]
# 0.7 ± 0.3: ratios["plain-56", False]
# 0.1 ± 0.1: ratios["residual-56", False]
# 1e-6 ± 1e-5: norms["plain-56"]
# 50 to 10,000: norms["residual-56"]
# 10 to 150: later["plain-56", 1]
# 0.5 to 60: later["plain-56", 3]
# 1 to 12: later["residual-56", 3]
# given: 3, 1,000, 5, 1
# -->

# %% [markdown] nbgrader={"grade": true, "grade_id": "question_overfitting", "locked": false, "points": 4, "schema_version": 3, "solution": true, "task": false}
# **Question A (4 points, in your own words).** A fellow student sees that a network of 56 plain layers has a
# higher test error than one of 20, says "it overfits", and wants to add dropout. (a) Which one measurement
# do you ask for, and what would it have to show if they were right? (b) What does experiment 1 or 3 show
# instead? (c) Why can no argument of the kind "the deeper network is not able to represent the solution"
# save the explanation? Refer to what you built in exercise 1. (d) Would dropout help? Give a reason.
#
# === BEGIN MARK SCHEME ===
# 1 point each. (a) The training error; if the network overfits, the deeper network's must be lower than (or as
# low as) the shallower one's, with a larger gap to the test error. (b) The training error of 56 layers is
# higher too (with numbers from their own run). (c) By construction (copy the layers, append identity layers)
# the deeper network represents every function that the shallower one does; so the failure is one of
# optimisation. (d) No: dropout is against overfitting and makes the training error rather higher. Accept "not for
# this reason" with a sound argument.
# === END MARK SCHEME ===

# %% [markdown]
# ## 7 · The bottleneck block
#
# For 50 layers and more a cheaper block is used. On 256 channels two 3×3 convolutions cost $2 \cdot 9 \cdot
# 256^2 = 1{,}179{,}648$ weights. The bottleneck first projects to a quarter of the channels with a 1×1
# convolution, works there with 3×3, and projects back:
#
# $$256 \cdot 64 + 9 \cdot 64 \cdot 64 + 64 \cdot 256 = 69{,}632 .$$
#
# Figure 5 of the paper sets it beside a basic block on 64 channels, $2 \cdot 9 \cdot 64^2 = 73{,}728$ weights:
# about the same price for four times the channels.
#
# **A detail with a history.** In a block with stride 2, which convolution has the stride? The paper's first
# 1×1 (often called v1). Most libraries give it to the 3×3 (v1.5), because a 1×1 convolution with stride 2
# throws away three quarters of its input unseen. It costs a little more (experiment 5 counts how much).
#
# ### Exercise 7 · `Bottleneck` (25 minutes, ●●○, 4 points)


# %% nbgrader={"grade": false, "grade_id": "Bottleneck", "locked": false, "schema_version": 3, "solution": true, "task": false}
class Bottleneck(nn.Module):
    """1×1, 3×3 and 1×1 convolutions, each followed by BN, and a shortcut around them."""

    def __init__(self, in_channels, out_channels, stride=1, stride_at=1):
        """Make the layers. out_channels: divisible by 4.

        1×1 from in_channels to out_channels // 4, BN, ReLU; 3×3 with padding 1, BN, ReLU; 1×1
        to out_channels, BN. No convolution has a bias; BN layers are nn.BatchNorm2d as PyTorch
        makes them. Every layer is one of its own, and there are no others. stride_at: which
        convolution has the stride: 1, the first 1×1, or 3, the 3×3.
        The shortcut is x; where F changes the shape (other channels, or stride above 1) it is a
        1×1 convolution of x with this stride, without bias, followed by BN of its own.
        """
        ### BEGIN SOLUTION
        super().__init__()
        middle = out_channels // 4
        first, second = (stride, 1) if stride_at == 1 else (1, stride)
        self.residual = nn.Sequential(
            nn.Conv2d(in_channels, middle, 1, first, bias=False),
            nn.BatchNorm2d(middle),
            nn.ReLU(),
            nn.Conv2d(middle, middle, 3, second, padding=1, bias=False),
            nn.BatchNorm2d(middle),
            nn.ReLU(),
            nn.Conv2d(middle, out_channels, 1, bias=False),
            nn.BatchNorm2d(out_channels),
        )
        self.shortcut = nn.Identity()
        if in_channels != out_channels or stride > 1:
            self.shortcut = nn.Sequential(
                nn.Conv2d(in_channels, out_channels, 1, stride, bias=False),
                nn.BatchNorm2d(out_channels),
            )
        ### END SOLUTION

    def forward(self, x):
        """Map x, (N, in_channels, H, W), to relu(F(x) + shortcut(x)); x stays as it is."""
        ### BEGIN SOLUTION
        return F.relu(self.residual(x) + self.shortcut(x))
        ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "Bottleneck_test", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false}
block = Bottleneck(256, 256)
filters = sum(p.numel() for p in block.parameters() if p.ndim > 1)
checks.assert_close(
    filters,
    69632,
    "the number of filter weights of Bottleneck(256, 256)",
    mistakes={
        "the middle layers have a quarter of the output channels, 64 here.": 256
        * 256
        * 11,
        "the shortcut has weights although the shape stays; it is x itself.": 69632
        + 256 * 256,
        "the 3×3 convolution is missing.": 2 * 256 * 64,
        "the last 1×1 convolution is missing.": 256 * 64 + 9 * 64 * 64,
        "this is two 3×3 convolutions of all channels: a basic block.": 2
        * 9
        * 256
        * 256,
        "the middle layers have half of the output channels; a quarter is wanted.": 2
        * 256
        * 128
        + 9 * 128 * 128,
        "the layers have their kernel sizes in the wrong order: 1×1, 3×3, 1×1.": 9
        * 256
        * 64
        * 2
        + 64 * 64,
    },
)
vectors = sum(p.numel() for p in block.parameters() if p.ndim == 1)
checks.assert_close(
    vectors,
    2 * (64 + 64 + 256),
    "the number of BN weights and biases of Bottleneck(256, 256)",
    mistakes={
        "the convolutions have biases; BN has its own.": 3 * (64 + 64 + 256),
        "the last BN is missing.": 2 * (64 + 64),
        "the BN layers are missing.": 0,
        "one of the BN layers of the middle is missing.": 2 * (64 + 256),
    },
)
block = Bottleneck(4, 4)
with torch.no_grad():
    for p in block.parameters():
        if p.ndim > 1:
            p.zero_()  # F = 0
x = torch.arange(-8.0, 8.0).reshape(1, 4, 2, 2)
checks.assert_close(
    block(x.clone()),
    x.clamp(min=0),
    "Bottleneck(4, 4)(x) with F = 0",
    mistakes={
        "with F = 0 the shortcut must come through: it is missing, or multiplied.": 0
        * x,
        "the last ReLU is missing; it follows the addition.": x,
    },
)
size = tuple(Bottleneck(4, 8, stride=2)(torch.ones(2, 4, 6, 6)).shape)
assert size == (2, 8, 3, 3), (
    f"Bottleneck(4, 8, stride=2) turns (2, 4, 6, 6) into {size}; it should be (2, 8, 3, 3): exactly one of its "
    "convolutions, and the shortcut, have the stride"
)


### BEGIN HIDDEN TESTS
class WantedBottleneck(nn.Module):
    """The block as the contract has it, and with one mistake each."""

    def __init__(self, c_in, c_out, strides, slip="", bias=False):
        super().__init__()
        middle = c_out // 4
        self.conv1 = nn.Conv2d(c_in, middle, 1, strides[0], bias=bias)
        self.bn1 = nn.BatchNorm2d(middle)
        self.conv2 = nn.Conv2d(middle, middle, 3, strides[1], 1, bias=bias)
        self.bn2 = nn.BatchNorm2d(middle)
        self.conv3 = nn.Conv2d(middle, c_out, 1, strides[2], bias=bias)
        self.bn3 = nn.BatchNorm2d(c_out)
        self.stride, self.slip = max(strides), slip
        if (c_in != c_out or self.stride > 1 or slip == "always") and slip != "never":
            self.conv4 = nn.Conv2d(c_in, c_out, 1, self.stride, bias=bias)
            if slip != "no bn":
                self.bn4 = nn.BatchNorm2d(c_out)

    def beside(self, x):
        if self.slip == "no skip":
            return 0.0
        if not hasattr(self, "conv4"):
            return 0.0 if self.slip == "only projected" else x
        y = self.conv4(x)
        y = self.bn4(y) if hasattr(self, "bn4") else y
        return F.relu(y) if self.slip == "relu on shortcut" else y

    def forward(self, x):
        slip = self.slip
        y = self.bn1(self.conv1(x))
        y = self.conv2(y if slip == "no first relu" else F.relu(y))
        y = self.bn2(y)
        y = self.conv3(y if slip == "no second relu" else F.relu(y))
        if slip == "bn on sum":
            return F.relu(self.bn3(y + self.beside(x)))
        y = self.bn3(y)
        if slip == "times":
            return F.relu(y * self.beside(x))
        if slip == "early relu":
            return F.relu(y) + self.beside(x)
        y = y + self.beside(x)
        return y if slip == "no relu" else F.relu(y)


torch.manual_seed(9)
for c_in, c_out, stride, stride_at in [
    (4, 12, 2, None),
    (4, 12, 2, 3),
    (4, 4, None, None),
    (8, 8, 2, 1),
    (4, 4, 3, 3),
    (4, 8, 1, 1),
    (8, 4, 1, 3),
]:
    steps = stride or 1
    strides = (1, steps, 1) if stride_at == 3 else (steps, 1, 1)
    settings = c_in, c_out, strides
    given = {"stride": stride, "stride_at": stride_at}
    given = {name: value for name, value in given.items() if value is not None}
    shown = "".join(f", {name}={value}" for name, value in given.items())
    wiring.assert_wiring(
        Bottleneck(c_in, c_out, **given),
        WantedBottleneck(*settings),
        [torch.randn(4, c_in, 5, 6) * 1.5 + 0.3, torch.randn(1, c_in, 7, 7)],
        f"Bottleneck({c_in}, {c_out}{shown})",
        mistakes={
            "the shortcut is missing.": WantedBottleneck(*settings, slip="no skip"),
            "the shortcut is missing where the shape stays.": WantedBottleneck(
                *settings, slip="only projected"
            ),
            "F(x) and the shortcut are multiplied.": WantedBottleneck(
                *settings, slip="times"
            ),
            "the last ReLU stands before the addition.": WantedBottleneck(
                *settings, slip="early relu"
            ),
            "the last ReLU is missing.": WantedBottleneck(*settings, slip="no relu"),
            "the ReLU behind the first BN is missing.": WantedBottleneck(
                *settings, slip="no first relu"
            ),
            "the ReLU behind the second BN is missing.": WantedBottleneck(
                *settings, slip="no second relu"
            ),
            "the last BN is applied to the sum; it belongs before the addition.": WantedBottleneck(
                *settings, slip="bn on sum"
            ),
            "the projected shortcut passes a ReLU before the addition.": WantedBottleneck(
                *settings, slip="relu on shortcut"
            ),
            "stride_at is ignored or turned round: 1, the default, is the first 1×1 convolution, 3 the 3×3.": WantedBottleneck(
                c_in, c_out, (strides[1], strides[0], 1)
            ),
            "the last 1×1 convolution has the stride.": WantedBottleneck(
                c_in, c_out, (1, 1, steps)
            ),
            "the shortcut is a convolution even where the shape stays.": WantedBottleneck(
                *settings, slip="always"
            ),
            "the shortcut must be projected where the channels change and where the stride is above 1.": WantedBottleneck(
                *settings, slip="never"
            ),
            "the projection lacks its BN.": WantedBottleneck(*settings, slip="no bn"),
            "the convolutions have a bias; BN has its own.": WantedBottleneck(
                *settings, bias=True
            ),
        },
    )
earlier = Bottleneck(4, 12, 2, 3)
Bottleneck(8, 8)
works = False
try:
    earlier.eval()(torch.ones(2, 4, 4, 4))
    works = True
except Exception:
    pass
assert works, (
    "Bottleneck(4, 12, 2, 3) works by itself, but not once Bottleneck(8, 8) was made after it.\n"
    "Likely mistake: a new block overwrites what older ones have kept: keep it on self, not on the class."
)
wiring.assert_wiring(
    earlier,
    WantedBottleneck(4, 12, (1, 2, 1)),
    [torch.randn(4, 4, 5, 6) * 1.5 + 0.3, torch.randn(1, 4, 7, 7)],
    "Bottleneck(4, 12, 2, 3), right by itself, once Bottleneck(8, 8) was made after it",
    mistakes={
        "a new block overwrites what older ones have kept: keep it on self, not on the class.": WantedBottleneck(
            4, 12, (2, 1, 1)
        )
    },
)
wiring.assert_norms_started(Bottleneck(4, 12, 2), "Bottleneck(4, 12, 2)")
### END HIDDEN TESTS

# %% [markdown]
# <details><summary>Hint 1: where to start</summary>
#
# Eight layers in one `nn.Sequential`: conv, BN, ReLU, conv, BN, ReLU, conv, BN. The last ReLU is in `forward`.
# </details>
# <details><summary>Hint 2: the strides</summary>
#
# Decide first, in two variables, which stride the 1×1 and which the 3×3 convolution gets: one of them is
# always 1. The shortcut's convolution has `stride` in both cases.
# </details>
# <details><summary>Hint 3: one line in forward</summary>
#
# With `self.shortcut = nn.Identity()` where the shape stays, `forward` needs no condition.
# </details>

# %% [markdown]
# ## 8 · The full architecture: 18, 34, 50, 101, 152
#
# For ImageNet (224×224 pixels, 1000 classes) the frame is: a 7×7 convolution with 64 channels and stride 2,
# padding 3, BN, ReLU; a 3×3 max pooling with stride 2, padding 1; four stages; the average over all pixels; one
# linear layer. The first block of the stages 2, 3 and 4 has stride 2. Table 1 of the paper:
#
# | depth | block | blocks in the four stages | output channels of the stages |
# |---|---|---|---|
# | 18 | basic | 2, 2, 2, 2 | 64, 128, 256, 512 |
# | 34 | basic | 3, 4, 6, 3 | 64, 128, 256, 512 |
# | 50 | bottleneck | 3, 4, 6, 3 | 256, 512, 1024, 2048 |
# | 101 | bottleneck | 3, 4, 23, 3 | 256, 512, 1024, 2048 |
# | 152 | bottleneck | 3, 8, 36, 3 | 256, 512, 1024, 2048 |
#
# Count the layers with weights: ResNet-50 has 1 + 3·(3 + 4 + 6 + 3) + 1.
#
# ### Exercise 8 · `resnet` (25 minutes, ●●○, 4 points)
#
# The checks hand over stand-ins for both kinds of block again.


# %% nbgrader={"grade": false, "grade_id": "resnet", "locked": false, "schema_version": 3, "solution": true, "task": false}
def resnet(depth, basic, bottleneck, classes=1000):
    """Return the ResNet of He et al. 2015, Table 1, an nn.Module from images to scores.

    depth: 18, 34, 50, 101 or 152; any other: ValueError.
    basic: called once for each block of 18 and 34, as basic(in_channels, out_channels,
    stride, "project"). bottleneck: likewise for the others, as bottleneck(in_channels,
    out_channels, stride). The first convolution has no bias and is followed by an
    nn.BatchNorm2d as PyTorch makes it; the linear layer, with `classes` outputs, has a bias.
    The module maps (N, 3, H, W) to (N, classes), without softmax; H and W are arbitrary.
    """
    ### BEGIN SOLUTION
    stages = {
        18: (2, 2, 2, 2),
        34: (3, 4, 6, 3),
        50: (3, 4, 6, 3),
        101: (3, 4, 23, 3),
        152: (3, 8, 36, 3),
    }
    if depth not in stages:
        raise ValueError(
            f"depth must be one of {', '.join(map(str, stages))}, got {depth}"
        )
    layers = [
        nn.Conv2d(3, 64, 7, stride=2, padding=3, bias=False),
        nn.BatchNorm2d(64),
        nn.ReLU(),
        nn.MaxPool2d(3, stride=2, padding=1),
    ]
    channels = 64
    for stage, blocks in enumerate(stages[depth]):
        out_channels = 2**stage * (64 if depth < 50 else 256)
        for i in range(blocks):
            stride = 2 if stage > 0 and i == 0 else 1
            if depth < 50:
                layers.append(basic(channels, out_channels, stride, "project"))
            else:
                layers.append(bottleneck(channels, out_channels, stride))
            channels = out_channels
    layers += [nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(channels, classes)]
    return nn.Sequential(*layers)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "resnet_test", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false}
net = resnet(18, StandIn, StandInBottleneck, classes=3)
assert net is not None, "resnet returns nothing: does it end without `return`?"
assert isinstance(net, nn.Module), f"return an nn.Module, got {type(net).__name__}"
scores = net(torch.ones(2, 3, 64, 64))
assert isinstance(scores, torch.Tensor), (
    "calling the network returns nothing: does its `forward` end without `return`?"
    if scores is None
    else f"calling the network returns {type(scores).__name__}, not scores"
)
assert tuple(scores.shape) == (2, 3), (
    f"scores should have shape (2, 3), got {tuple(scores.shape)}"
)
widths = sorted(p.shape[0] for p in net.parameters() if p.ndim == 3)
assert widths == [64, 64, 128, 128, 256, 256, 512, 512], (
    f"the blocks of resnet(18) should have 64 64 128 128 256 256 512 512 output channels, but have {widths}.\n"
    "Likely mistake: "
    + (
        "the arguments `basic` and `bottleneck` are not used, or the blocks are kept in a plain list, where "
        "PyTorch does not see them."
        if not widths
        else "the number of blocks in a stage, or the channels, do not follow the table; a block that is used "
        "twice counts once."
    )
)
others = sorted(tuple(p.shape) for p in net.parameters() if p.ndim != 3)
assert others == [(3,), (3, 512), (64,), (64,), (64, 3, 7, 7)], (
    "beside the blocks there should be the first convolution (64, 3, 7, 7), its BN (64,) and (64,), and the "
    f"linear layer (3, 512) and (3,), but there are {others}"
)
widths = sorted(
    p.shape[0]
    for p in resnet(50, StandIn, StandInBottleneck, 3).parameters()
    if p.ndim == 3
)
assert widths == [256] * 3 + [512] * 4 + [1024] * 6 + [2048] * 3, (
    "the blocks of resnet(50) should have 256 (3 times), 512 (4), 1024 (6) and 2048 (3) output channels, but "
    f"have {widths}"
)


### BEGIN HIDDEN TESTS
class WantedResNet(nn.Module):
    """The network as the contract has it, and with one mistake each."""

    def __init__(
        self, blocks, kind, shortcut, slip="", strides=(1, 2, 2, 2), wide=False
    ):
        super().__init__()
        self.conv = nn.Conv2d(
            3, 64, 7, 1 if slip == "stem" else 2, 3, bias=slip == "bias"
        )
        self.bn = nn.BatchNorm2d(64)
        parts, channels = [], 64
        for stage, (number, stride) in enumerate(zip(blocks, strides, strict=True)):
            out = 2**stage * (256 if wide or kind is StandInBottleneck else 64)
            for i in range(number):
                there = i == (number - 1 if slip == "stride at the end" else 0)
                parts.append(kind(channels, out, stride if there else 1, *shortcut))
                channels = out
        self.blocks = nn.Sequential(*parts)
        self.linear = nn.Linear(channels, 3)
        self.slip = slip

    def forward(self, x):
        x = self.bn(self.conv(x))
        x = x if self.slip == "no relu" else F.relu(x)
        if self.slip == "average pooling":
            x = F.avg_pool2d(x, 3, 2, 1)
        elif self.slip == "small pooling":
            x = F.max_pool2d(x, 2)
        elif self.slip != "no pooling":
            x = F.max_pool2d(x, 3, 2, 1)
        x = self.blocks(x)
        x = x[:, :, :7, :7] if self.slip == "7×7" else x
        x = self.linear(x.mean((2, 3)))
        return x.softmax(1) if self.slip == "softmax" else x


torch.manual_seed(10)
table = {
    18: (2, 2, 2, 2),
    34: (3, 4, 6, 3),
    50: (3, 4, 6, 3),
    101: (3, 4, 23, 3),
    152: (3, 8, 36, 3),
}
batches = [torch.randn(2, 3, 32, 40), torch.randn(1, 3, 33, 33)]
for depth, blocks in table.items():
    kind, shortcut = (StandIn, ["project"]) if depth < 50 else (StandInBottleneck, [])
    settings = blocks, kind, shortcut
    if depth in (101, 152):  # says it better than a list of shapes
        got = sorted(
            p.shape[0]
            for p in resnet(depth, StandIn, StandInBottleneck, 3).parameters()
            if p.ndim == 3
        )
        want = [
            256 * 2**stage for stage, number in enumerate(blocks) for _ in range(number)
        ]
        assert got == want, (
            f"resnet({depth}) should have {blocks} blocks of 256, 512, 1024 and 2048 channels, but has "
            f"{[got.count(256 * 2**stage) for stage in range(4)]}"
        )
    wiring.assert_wiring(
        resnet(depth, StandIn, StandInBottleneck, 3),
        WantedResNet(*settings),
        batches + [torch.randn(1, 3, 256, 264)] * (depth == 18),  # 8×9 pixels are left
        f"resnet({depth})",
        mistakes={
            "the average runs over 7×7 pixels; of an image larger than 224×224 more are left.": WantedResNet(
                *settings, slip="7×7"
            ),
            'basic blocks are made with shortcut "project", bottlenecks without that argument.': WantedResNet(
                blocks, kind, ["pad"]
            ),
            'the shortcut argument is missing: basic blocks get "project".': WantedResNet(
                blocks, kind, []
            ),
            "the first stage has a stride, too; the max pooling before it has halved the image.": WantedResNet(
                *settings, strides=(2, 2, 2, 2)
            ),
            "no stage has a stride.": WantedResNet(*settings, strides=(1, 1, 1, 1)),
            "the last block of a stage has the stride; the first should.": WantedResNet(
                *settings, slip="stride at the end"
            ),
            "the first convolution has no stride; it should be 2.": WantedResNet(
                *settings, slip="stem"
            ),
            "the first convolution has a bias; BN has its own.": WantedResNet(
                *settings, slip="bias"
            ),
            "the ReLU after the first BN is missing.": WantedResNet(
                *settings, slip="no relu"
            ),
            "the max pooling is missing.": WantedResNet(*settings, slip="no pooling"),
            "the pooling takes averages; it should take the largest pixel.": WantedResNet(
                *settings, slip="average pooling"
            ),
            "the pooling has windows of 2×2; they should be 3×3, with padding 1.": WantedResNet(
                *settings, slip="small pooling"
            ),
            "there is a softmax at the end; return the scores before it.": WantedResNet(
                *settings, slip="softmax"
            ),
            "the wrong kind of block: basic below 50 layers, bottleneck from 50 on.": WantedResNet(
                blocks, StandInBottleneck if kind is StandIn else StandIn, shortcut
            ),
            "basic blocks stand where bottlenecks belong: bottleneck from 50 layers on.": WantedResNet(
                blocks,
                functools.partial(StandIn, shortcut="project"),
                [],
                wide=depth >= 50,
            ),
        },
    )
starts = [
    p.flatten().tolist()
    for p in resnet(34, StandIn, StandInBottleneck, 3).parameters()
    if p.ndim == 3
]
assert all(start not in starts[:i] for i, start in enumerate(starts)), (
    "two blocks of resnet(34) start with the same weights, although the blocks draw them at random.\n"
    "Likely mistake: a block is copied; call `basic` or `bottleneck` once for each of them."
)
ends = [
    tuple(p.shape)
    for p in resnet(18, StandIn, StandInBottleneck).parameters()
    if p.ndim < 3 and 1000 in p.shape
]
assert sorted(ends) == [(1000,), (1000, 512)], (
    "resnet(18, basic, bottleneck) should have 1000 classes: a linear layer with weights (1000, 512) and bias "
    f"(1000,), but has {ends}"
)
for depth in (20, 26, 110, 200):
    refused = False
    try:
        resnet(depth, StandIn, StandInBottleneck, 3)
    except ValueError:
        refused = True
    except Exception:
        pass
    assert refused, (
        f"resnet({depth}) must raise ValueError: the table has no such depth"
    )
wiring.assert_norms_started(resnet(18, StandIn, StandInBottleneck, 3), "resnet(18)")
### END HIDDEN TESTS

# %% [markdown]
# <details><summary>Hint 1: a dictionary</summary>
#
# `{18: (2, 2, 2, 2), 34: …}` holds the table; `depth not in stages` decides about the ValueError.
# </details>
# <details><summary>Hint 2: as before</summary>
#
# From the first block on it is `CifarResNet` with four stages instead of three. Stage number `stage` (from 0)
# has `2**stage` times the channels of the first: 64 for basic blocks, 256 for bottlenecks.
# </details>

# %% [markdown]
# ### Experiment 5 · Your numbers beside the paper's
#
# The *meta device* computes shapes without numbers, so that even 1202 layers cost nothing to count. A
# "FLOP" in the paper is one multiplication with its addition (it says *multiply-adds* in section 3.3); we call it a MAC.
#
# **Predict:** ResNet-34 and ResNet-50 have nearly the same MACs in the paper. Which has more parameters?

# %% tags=["experiment", "skip-execution"]
PAPER_PARAMETERS = {
    20: 0.27,
    32: 0.46,
    44: 0.66,
    56: 0.85,
    110: 1.7,
    1202: 19.4,
}  # Table 6, millions
PAPER_ERROR = {
    20: 8.75,
    32: 7.51,
    44: 7.17,
    56: 6.97,
    110: 6.43,
    1202: 7.93,
}  # Table 6, %
PAPER_FLOPS = {18: 1.8, 34: 3.6, 50: 3.8, 101: 7.6, 152: 11.3}  # Table 1, billions
PAPER_TOP1 = {
    34: 24.52,
    50: 22.85,
    101: 21.75,
    152: 21.43,
}  # Table 3, %, 10-crop, option B

print("CIFAR-10 networks        ours    Table 6   Table 6")
print("layers             parameters   parameters   error")
ours = {}
for depth, said in PAPER_PARAMETERS.items():
    with torch.device("meta"):
        net = CifarResNet((depth - 2) // 6, BasicBlock)
    ours[depth] = sum(p.numel() for p in net.parameters())
    print(f"{depth:6d} {ours[depth]:22,} {said:>9} M {PAPER_ERROR[depth]:8.2f} %")

print("\nImageNet networks        ours       ours    Table 1   Table 3")
print("layers             parameters       MACs      FLOPs   top-1 error")
counted = {}
for depth, said in PAPER_FLOPS.items():
    counted[depth] = probes.model_cost(
        lambda depth=depth: resnet(depth, BasicBlock, Bottleneck), (1, 3, 224, 224)
    )
    error = f"{PAPER_TOP1[depth]:8.2f} %" if depth in PAPER_TOP1 else "       –"
    print(
        f"{depth:6d} {counted[depth].params:22,} {counted[depth].macs / 1e9:8.2f} G {said:8.1f} G {error}"
    )
on_the_3x3 = functools.partial(Bottleneck, stride_at=3)
fifteen = probes.model_cost(
    lambda: resnet(50, BasicBlock, on_the_3x3), (1, 3, 224, 224)
)
print(
    f"\nResNet-50 with the stride on the 3×3 (v1.5): {fifteen.macs / 1e9:.2f} G MACs, same parameters"
)
with torch.device("meta"):
    fig5 = {
        name: sum(p.numel() for p in block.parameters() if p.ndim == 4)
        for name, block in (
            ("basic(64)", BasicBlock(64, 64)),
            ("bottleneck(256)", Bottleneck(256, 256)),
        )
    }
print("filter weights of the blocks in Figure 5:", fig5)

fig, (left, right) = plt.subplots(1, 2, figsize=(10.5, 3.8), layout="constrained")
left.plot(list(PAPER_ERROR), list(PAPER_ERROR.values()), "o-", color=plots.COLOURS[0])
for depth, error in PAPER_ERROR.items():
    shift = {110: (-20, -14), 1202: (-62, 6)}.get(depth, (6, 5))
    left.annotate(
        f"{depth}: {error} %", (depth, error), shift, textcoords="offset points"
    )
left.set(
    xscale="log",
    xlabel="layers (logarithmic)",
    ylabel="CIFAR-10 test error, %",
    title="He et al. 2015, Table 6: down to 110, then up",
    xlim=(15, 2000),
    ylim=(6, 9.4),
)
left.set_xticks(list(PAPER_ERROR), list(PAPER_ERROR))
left.minorticks_off()
left.grid(alpha=0.3)
plots.grouped_bars(
    {
        "ours, stride on the 1×1": [c.macs / 1e9 for c in counted.values()],
        "Table 1": list(PAPER_FLOPS.values()),
    },
    [f"ResNet-{depth}" for depth in counted],
    right,
    ylabel="billion MACs for 224×224",
)
right.set_title("Cost of the ImageNet networks")
cheaper = fig5["bottleneck(256)"] < fig5["basic(64)"]
at_no_loss = counted[50].macs <= counted[34].macs and PAPER_TOP1[50] <= PAPER_TOP1[34]
claims.record(
    "Bottleneck layers improve efficiency in deeper networks",
    "does not hold" if not cheaper else "holds" if at_no_loss else "holds with care",
    f"{fig5['bottleneck(256)']:,} weights on 256 channels against {fig5['basic(64)']:,} on 64; ResNet-50 takes "
    f"{counted[50].macs / 1e9:.2f} G MACs, ResNet-34 {counted[34].macs / 1e9:.2f} G. Accuracy is not measured here: Table 3 "
    f"has top-1 errors of {PAPER_TOP1[50]} % and {PAPER_TOP1[34]} %, but ResNet-50 has 16 layers more, too",
)
claims.record(
    "152 layers on ImageNet and 1202 on CIFAR train without degrading",
    "not tested here",
    f"not trained: that needs GPUs. He et al. 2015, Table 6: test error {PAPER_ERROR[110]} % with 110 layers (best of five), "
    f"{PAPER_ERROR[1202]} % with 1202, which optimise (training error below 0.1 %, section 4.2) but overfit; "
    f"Table 3: {PAPER_TOP1[50]} % with 50, {PAPER_TOP1[152]} % with 152",
)

# %% [markdown]
# **What to see.** The parameters agree with Table 6 to all its digits. The operations agree with Table 1
# to within 2 %: 34 layers cost 3.66 G (the paper: 3.6), 50 layers 3.86 G (3.8). The same ResNet-50 with the
# stride on its 3×3 convolutions, as most libraries build it, costs 4.09 G: if you meet "4.1 GFLOPs", it is that one. ResNet-50 has 17 % more parameters than ResNet-34 for
# 5 % more work, and a lower error in the paper. Left: the test error falls up to 110 layers; with 1202 it is higher again.
#
# The bottleneck's verdict is "holds with care". That it is cheaper per channel is arithmetic. That it costs no accuracy
# is not shown here: ResNet-50 has a lower error in the paper, but it is also deeper than ResNet-34 and costs a little more.
#
# | | 18 | 34 | 50 | 101 | 152 |
# |---|---|---|---|---|---|
# | our parameters, millions | 11.7 | 21.8 | 25.6 | 44.5 | 60.2 |
# | our MACs, billions (stride on the 1×1) | 1.81 | 3.66 | 3.86 | 7.57 | 11.28 |
# | Table 1, billions of FLOPs | 1.8 | 3.6 | 3.8 | 7.6 | 11.3 |
#
# **1202 layers.** The lecture says that they train "without degrading". They do *optimise*: the paper reports
# a training error below 0.1 %. But on the test set they are worse than 110 layers, 7.93 % against 6.43 % (best
# of five runs; 6.61 ± 0.16 on average), and the authors blame overfitting: 19.4 million parameters for 50,000
# small images. So both stories of section 1 exist: plain networks fail to optimise, and a residual network
# that is too large overfits. The training error tells them apart.
#
# **What came of it.** With these networks the authors won the classification, localisation and detection tracks of
# ILSVRC 2015, and detection and segmentation at COCO 2015 (the paper's abstract and appendix): the blocks were good for
# more than naming pictures.
#
# <!-- measured:
# 0 to 2: np.abs(100 * np.array([counted[d].macs / 1e9 / PAPER_FLOPS[d] - 1 for d in PAPER_FLOPS]))
# 3.66: counted[34].macs / 1e9
# 3.86: counted[50].macs / 1e9
# 4.09: fifteen.macs / 1e9
# 17: 100 * (counted[50].params / counted[34].params - 1)
# 5: 100 * (counted[50].macs / counted[34].macs - 1)
# true: cheaper and not at_no_loss
# 11.7: counted[18].params / 1e6
# 21.8: counted[34].params / 1e6
# 25.6: counted[50].params / 1e6
# 44.5: counted[101].params / 1e6
# 60.2: counted[152].params / 1e6
# 1.81: counted[18].macs / 1e9
# 7.57: counted[101].macs / 1e9
# 11.28: counted[152].macs / 1e9
# given: 2, 4.1, 0.1, 6.61, 0.16, 50,000
# -->

# %% [markdown]
# ## 9 · The recipe
#
# The lecture's list of how ResNets were trained: BN after every convolution, careful initialisation, SGD with
# momentum, learning rate 0.1 divided by 10 when the validation error plateaus, mini-batches of 256, weight decay, no
# dropout. Momentum is 0.9 in the paper (section 3.4).
#
# **Two slips on the slide.** It says *weight decay of 1e-5*; the paper has 0.0001, that is 1e-4. And it says
# *Xavier initialization from He et al.*; He et al.'s initialisation is the one now called Kaiming's or He's,
# which notebook 07 derives. Use the paper's values.
#
# ### Exercise 9 · `sgd_recipe` (10 minutes, ●○○, 3 points)


# %% nbgrader={"grade": false, "grade_id": "sgd_recipe", "locked": false, "schema_version": 3, "solution": true, "task": false}
def sgd_recipe(model, patience=5):
    """Return (optimiser, scheduler, batch_size) as in He et al. 2015, section 3.4.

    optimiser: a torch.optim optimiser over all of the model's parameters: SGD with the
    paper's rate, momentum (not Nesterov's) and weight decay.
    scheduler: its method step(validation_error) is called after every epoch with a number,
    lower is better. It divides the optimiser's rate by 10 once the error has not reached a
    new low for more than `patience` epochs in a row, and then counts from 0 again, as often
    as it takes. A new low lies below the last one, by however little, or by more than a
    ten-thousandth of that one, as in PyTorch.
    batch_size: the paper's, an int.
    """
    ### BEGIN SOLUTION
    optimiser = torch.optim.SGD(
        model.parameters(), lr=0.1, momentum=0.9, weight_decay=1e-4
    )
    scheduler = torch.optim.lr_scheduler.ReduceLROnPlateau(
        optimiser, mode="min", factor=0.1, patience=patience
    )
    return optimiser, scheduler, 256
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "sgd_recipe_test", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
def moved(optimiser, model, gradient):
    """By how much one step with this gradient changes the model's only weight."""
    weight = next(model.parameters())
    before = weight.detach().clone()
    weight.grad = torch.full_like(weight, gradient)
    optimiser.step()
    return float((weight.detach() - before).squeeze())


def one_weight(value):
    """A model with a single weight, which has this value."""
    model = nn.Linear(1, 1, bias=False)
    nn.init.constant_(model.weight, value)
    return model


model = one_weight(0.0)
recipe = sgd_recipe(model)
assert recipe is not None, "sgd_recipe returns nothing: does it end without `return`?"
assert isinstance(recipe, tuple | list), (
    f"return (optimiser, scheduler, batch_size), got {type(recipe).__name__}"
)
assert len(recipe) == 3, (
    f"return (optimiser, scheduler, batch_size), got {len(recipe)} things"
)
optimiser, scheduler, batch_size = recipe
checks.assert_close(batch_size, 256, "the batch size of sgd_recipe(model)")
assert isinstance(batch_size, int), (
    f"the batch size should be an int, but is {type(batch_size).__name__}"
)
checks.assert_close(
    moved(optimiser, model, 3.0),
    -0.3,
    "the first step of the optimiser where the gradient is 3 and the weight 0",
    mistakes={
        "the rate is 0.01; the paper starts with 0.1.": -0.03,
        "this is 0.1 whatever the gradient: Adam (or a relative of it), not SGD.": -0.1,
        "this is 0.001 whatever the gradient: Adam, not SGD.": -0.001,
        "this is Nesterov's momentum; the recipe has the plain one.": -0.57,
        "the rate is 1e-3, which is SGD's default in PyTorch; the paper starts with 0.1.": -0.003,
    },
)
checks.assert_close(
    moved(optimiser, model, 0.0),
    -0.27,
    "the second step, where the gradient is 0 and only momentum is left,",
    mistakes={
        "there is no momentum; it should be 0.9.": 0.0,
        "the gradient of the first step is damped; leave dampening at 0.": -0.027,
        "the momentum is 0.99; it should be 0.9.": -0.297,
        "the momentum is 0.5; it should be 0.9.": -0.15,
    },
    rtol=1e-3,
    atol=1e-5,
)
### BEGIN HIDDEN TESTS
model = one_weight(100.0)
optimiser, scheduler, batch_size = sgd_recipe(model)
checks.assert_close(
    moved(optimiser, model, 0.0),
    -0.1 * 1e-4 * 100,
    "the first step where the gradient is 0 and the weight 100: the decay alone",
    mistakes={
        "the weight decay is the slide's 1e-5; the paper has 1e-4.": -0.1 * 1e-5 * 100,
        "there is no weight decay; the paper has 1e-4.": 0.0,
        "the weight decay is 5e-4; the paper has 1e-4.": -0.1 * 5e-4 * 100,
        "the weight decay is 1e-3; the paper has 1e-4.": -0.1 * 1e-3 * 100,
        "the weight decay is 1e-2; the paper has 1e-4.": -0.1 * 1e-2 * 100,
    },
    rtol=2e-2,
    atol=1e-5,
)
for value, gradient, said in [(0.0, 1.0, -0.1), (1000.0, 0.0, -0.01)]:
    layers = nn.Sequential(nn.Linear(1, 1), nn.BatchNorm1d(1))
    optimiser, scheduler, batch_size = sgd_recipe(layers)
    with torch.no_grad():
        for p in layers.parameters():
            p.fill_(value)
            p.grad = torch.full_like(p, gradient)
    optimiser.step()
    checks.assert_close(
        [float(p.detach().sum()) - value for p in layers.parameters()],
        [said] * 4,
        f"the first step of weight, bias, BN weight and BN bias, all {value:g}, with gradient {gradient:g}",
        mistakes={
            "some parameters are left out; the optimiser gets all of them.": [
                -0.1,
                0,
                0,
                0,
            ],
            "only the weight decays; the recipe decays biases and BN's parameters, too.": [
                -0.01,
                0,
                0,
                0,
            ],
            "BN's parameters do not decay; the recipe decays all parameters.": [
                -0.01,
                -0.01,
                0,
                0,
            ],
        },
        rtol=2e-2,
        atol=1e-4,
    )
frozen = one_weight(0.0)
frozen.weight.requires_grad_(False)
with_another = nn.Sequential(frozen, one_weight(0.0))
optimiser, scheduler, batch_size = sgd_recipe(with_another)
frozen.weight.requires_grad_(True)  # thawed once the first epochs are over
checks.assert_close(
    moved(optimiser, with_another, 1.0),
    -0.1,
    "the first step of a weight that was frozen when the optimiser was made",
    mistakes={
        "the optimiser gets only what needed a gradient then; it is to get all of the model's parameters.": 0.0
    },
)


def rate_after(errors, **settings):
    """The rate after epochs with these validation errors, from the size of a step."""
    model = one_weight(0.0)
    optimiser, scheduler, _ = sgd_recipe(model, **settings)
    moved(optimiser, model, 1e-6)
    for error in errors:
        scheduler.step(error)
    return -moved(optimiser, model, 1.0)


falling = [0.5 - 0.04 * epoch for epoch in range(10)]
slips = {
    "the rate changed although the error reached a new low in every epoch: the schedule must follow the error.": 0.01,
    "the rate changed although the error fell: the scheduler takes a lower error for a worse one.": 0.001,
    "the rate grows.": 1.0,
}
checks.assert_close(
    rate_after(falling),
    0.1,
    "the rate after ten epochs, each better than the last,",
    mistakes=slips,
    rtol=1e-3,
)
checks.assert_close(
    rate_after([0.5, 0.4, 0.4, 0.41]),
    0.1,
    "the rate after two epochs without progress (patience 5)",
    mistakes={
        "the rate is divided too soon: patience is ignored.": 0.01,
        "the rate is divided too soon, and twice: patience is ignored.": 0.001,
    },
    rtol=1e-3,
)
checks.assert_close(
    rate_after([0.5, 0.4] + [0.41] * 8),
    0.01,
    "the rate after eight epochs without progress (patience 5)",
    mistakes={
        "the rate was not divided: does the scheduler look at the error, and is patience used?": 0.1,
        "the rate is halved; divide it by 10.": 0.05,
        "the rate is divided by 5; divide it by 10.": 0.02,
        "the rate is divided more than once on one plateau.": 0.001,
    },
    rtol=1e-3,
)
for errors, settings, rate, what, slip in [
    (
        [0.4] + [0.4] * 3,
        {"patience": 2},
        0.01,
        "three epochs without progress (patience=2)",
        "the argument patience is ignored.",
    ),
    (
        [0.4] + [0.4] * 2,
        {"patience": 2},
        0.1,
        "two epochs without progress (patience=2)",
        "the rate is divided too soon: only once there is no new low for *more* than patience epochs.",
    ),
    (
        [0.4] + [0.4] * 5,
        {},
        0.1,
        "five epochs without progress",
        "the rate is divided too soon: only once there is no new low for *more* than patience epochs, 5 by default.",
    ),
    (
        [0.4] + [0.4] * 6,
        {},
        0.01,
        "six epochs without progress",
        "the rate is divided too late; the default of patience is 5.",
    ),
    (
        [0.5] * 5 + [0.4] * 5,
        {},
        0.1,
        "two times four epochs without progress, and a new low between",
        "a new low does not start the count again: the epochs are to be in a row.",
    ),
    (
        [0.5, 0.3] + [0.45 - 0.01 * i for i in range(7)],
        {},
        0.01,
        "seven epochs that get better and better, but not as good as the second was,",
        "errors are compared with the epoch before, not with the lowest so far.",
    ),
    (
        [1e-4 * error for error in falling],
        {},
        0.1,
        "ten epochs, each better than the last, with errors below 0.0001,",
        "the threshold for a new low does not shrink with the error: make it relative.",
    ),
    (
        [0.4] + [0.4] * 6,
        {"patience": 2},
        0.001,
        "six epochs without progress (patience=2)",
        "after a division the count starts again at once: there is no pause (cooldown).",
    ),
    (
        [0.4] + [0.4] * 5,
        {"patience": 0},
        1e-6,
        "five epochs without progress (patience=0)",
        "the rate stops at a least value; it is divided as often as it takes.",
    ),
    (
        [0.4] + [0.45] * 3 + [0.44, 0.43, 0.42],
        {"patience": 2},
        0.001,
        "six epochs without a new low, of which the last three get better and better (patience=2)",
        "a division makes it forget the lowest error; only the count starts again.",
    ),
    (
        [1000 * error for error in falling],
        {},
        0.1,
        "ten epochs, each better than the last, with errors above 100,",
        "the lowest error so far starts with a number that errors may lie above; start with infinity.",
    ),
    (
        [0.0] + [0.4, 0.0] * 2,
        {"patience": 2},
        0.01,
        "four epochs without progress after one with error 0 (patience=2)",
        "a lowest error of 0 is taken for none at all: compare with None, or start with infinity.",
    ),
    (
        [0.4 * (1 - 2e-4 * i) for i in range(8)],
        {"patience": 2},
        0.1,
        "eight epochs, each better than the last by two ten-thousandths (patience=2)",
        "the threshold for a new low is too large: it is a ten-thousandth at most.",
    ),
    (
        [0.4 * (1 - 6e-5 * i) for i in range(8)],
        {"patience": 2},
        0.1,
        "eight epochs, each better than the last by six hundred-thousandths (patience=2)",
        "an error is compared with one that was no new low: two such steps together make one.",
    ),
]:
    got = rate_after(errors, **settings)
    assert abs(got / rate - 1) < 1e-2, (
        f"the rate after {what} should be {rate:g}, but is {got:.3g}.\nLikely mistake: {slip}"
    )
layers = nn.Sequential(nn.Linear(1, 1), nn.BatchNorm1d(1))
optimiser, scheduler, batch_size = sgd_recipe(layers)
for _ in range(8):
    scheduler.step(0.4)
with torch.no_grad():
    for p in layers.parameters():
        p.zero_()
        p.grad = torch.ones_like(p)
optimiser.step()
checks.assert_close(
    [float(p.detach().sum()) for p in layers.parameters()],
    [-0.01] * 4,
    "the first step of weight, bias, BN weight and BN bias after seven epochs without progress",
    mistakes={
        "the rate of the optimiser's first group of parameters is divided, the others' are not.": [
            -0.01,
            -0.1,
            -0.1,
            -0.1,
        ]
    },
    rtol=1e-2,
    atol=1e-4,
)
### END HIDDEN TESTS

# %% [markdown]
# <details><summary>Hint</summary>
#
# `torch.optim.SGD(model.parameters(), lr=…, momentum=…, weight_decay=…)`, and
# `torch.optim.lr_scheduler.ReduceLROnPlateau(optimiser, factor=…, patience=…)`, whose `step` takes the error.
# </details>

# %% tags=["experiment", "skip-execution"]
trial = nn.Linear(1, 1, bias=False)
nn.init.constant_(trial.weight, 100.0)
trial.weight.grad = torch.zeros_like(trial.weight)
sgd_recipe(trial)[0].step()
decay = (100 - trial.weight.item()) / (0.1 * 100)
claims.record(
    "ResNets were trained with a weight decay of 1e-5",
    "holds" if abs(decay / 1e-5 - 1) < 0.1 else "does not hold",
    f"He et al. 2015, section 3.4: 0.0001; your recipe decays by {decay:.1e}",
)

# %% [markdown]
# **What to see.** By how much one step without a gradient shrinks a weight, divided by the rate: the decay of
# *your* recipe. The claim is about the paper, whose section 3.4 says 0.0001; the slide has a tenth of it.
#
# <!-- measured:
# 0.0001 ± 0.000002: decay
# -->
#
# ## 10 · Full size: CIFAR-10 on a GPU
#
# The paper trains on CIFAR-10 for 64,000 steps with batches of 128, rate 0.1 divided by 10 after 32,000 and 48,000
# steps, images mirrored and shifted by up to 4 pixels (section 4.2). That takes a GPU. The course's command
# does it. Put your classes `BasicBlock` and `CifarResNet`, with their imports, into a file `my_networks.py`, add
#
# ```
# def network(n, residual):
#     model = CifarResNet(n, BasicBlock, residual)
#     for module in model.modules():  # He's initialisation, as in the paper; PyTorch's default is another
#         if isinstance(module, nn.Conv2d):
#             nn.init.kaiming_normal_(module.weight, nonlinearity="relu")
#     return model
# ```
#
# and run beside it
#
# ```
# python -m course_utils.training --model my_networks:network --with n=9 --with residual=true \
#     --data cifar10 --augment --epochs 182 --batch-size 128 --schedule steps --out runs/resnet56
# ```
#
# (182 epochs of 45,000 images are the 64,000 steps; `--schedule steps` divides the rate after half and three
# quarters of them; `--with residual=false` gives the plain network.)
#
# **We have not run it.** What to expect is the paper's Table 6: 8.75 % test error with 20 layers, 6.97 %
# with 56. For 110 layers expect 6.61 %, the mean of the five runs there (± 0.16), and not the 6.43 % that is usually
# quoted, which is the best of them; and the paper starts those with a rate of 0.01 until the training error is below
# 80 %, which this command does not do. The cell below trains ResNet-20 for five epochs
# *if* it finds a GPU; that is enough to see that it learns, not to reach the table.

# %% tags=["experiment", "skip-execution"]
if torch.cuda.is_available():
    from course_utils.data.augment import Augment

    cifar = data.load("cifar10").standardised()
    quick = he_weights(CifarResNet(3, BasicBlock), seed=0)
    history = training.fit(
        quick, cifar, epochs=5, batch_size=128, schedule="cosine", augment=Augment()
    )
    loss, error = training.evaluate(quick, cifar.test)
    print(
        f"ResNet-20, 5 epochs: test error {error:.1%} (Table 6 after 182 epochs: 8.75 %)"
    )
else:
    print(
        "No GPU here: nothing was trained. Table 6 of the paper says 8.75 % for ResNet-20."
    )

# %% [markdown]
# **What to see.** Without a GPU, a sentence that says so. With one, a line with the error. We have not run this either: expect
# an error far below the 90 % of guessing, and above the table's.
#
# <!-- measured:
# given: 90
# -->

# %% [markdown] nbgrader={"grade": true, "grade_id": "question_shortcut", "locked": false, "points": 4, "schema_version": 3, "solution": true, "task": false}
# **Question B (4 points, in your own words).** (a) "Shortcuts work because they cure vanishing gradients."
# Give one measurement of this notebook that speaks against this as the reason for experiment 1, and say what
# the derivation in exercise 3 does claim. (b) An engineer puts a ReLU on F(x) before the addition. Explain
# what every such block can then do to the values on the shortcut, and what that means for a network of 50 blocks.
#
# === BEGIN MARK SCHEME ===
# (a) 2 points: with BN the plain-56 network's gradient at the start grows towards the input (with the factor from
# experiment 4) and yet it fails, so a vanished gradient is not the reason (1); the derivation says that the
# product of slopes has a term that does not depend on the branches, so that the gradient cannot be made small by small
# branch slopes alone (gates open); it is about slopes at one point, not about why training succeeds (1). Accept the paper's own remark on
# healthy gradients with BN as an additional argument.
#
# (b) 2 points: relu(F) is never negative, so a block can only add to its input, never take away (1); over
# 50 blocks values can only grow, corrections downwards are impossible until a BN or a projection rescales them (1).
# === END MARK SCHEME ===

# %% [markdown]
# ## Summary: what the lecture says, and what you measured
#
# Run this cell last: it shows the verdicts that your own experiments recorded.

# %% tags=["experiment", "skip-execution"]
claims

# %% [markdown]
# The story in four lines. Deeper plain networks are worse on the *training* set, so they do not overfit. A
# deeper network that does equally well can be written down, so the trouble is optimisation. Adding the input
# to the output makes "do nothing" easy to learn, and here the trouble goes away, up to 56 layers. The rest is
# bookkeeping: where the stride goes, what the shortcut does when shapes change, how to pay for 152 layers.
#
# Small print on the slides: weight decay is 1e-4 in the paper, not 1e-5; the initialisation from He et al. is
# Kaiming's, not Xavier's; 1202 layers optimise but test worse than 110; 3.57 % top-5 is an ensemble of six
# networks on the test set (Table 5), a single ResNet-152 has 4.49 % on the validation set (Table 4).
#
# <!-- measured:
# given: 56, 152, 1e-4, 1e-5, 1202, 110, 3.57, 5, 4.49
# -->
#
# **References.** He, Zhang, Ren, Sun 2015, *Deep residual learning for image recognition*, arXiv 1512.03385
# (Tables 1 to 6, Figures 1, 4, 5 and 6, sections 3.3, 3.4, 4.1 and 4.2). He, Zhang, Ren, Sun 2016, *Identity mappings in
# deep residual networks* (notebook 03). Veit, Wilber, Belongie 2016, *Residual networks behave like ensembles of
# relatively shallow networks* (the $2^L$ paths). Yang, Pennington, Rao, Sohl-Dickstein, Schoenholz 2019, *A mean
# field theory of batch normalization*, arXiv 1902.08129 (exploding gradients). Goyal et al. 2017, *Accurate, large minibatch SGD* (the last
# BN weight of a block set to 0).
#
# **Next:** 02 counts what such networks cost, from AlexNet on; 03 edits the block.
