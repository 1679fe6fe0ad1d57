# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # 07 · Weight initialization: derive, then measure
#
# Before the first step of training, every weight needs a value. One number decides what happens: the
# deviation of the distribution from which they are drawn. Too small, and the signal dies on its way through
# the layers; too large, and it saturates or explodes. The lecture shows it with histograms and then derives
# the right number, first for tanh (Xavier), then for ReLU (Kaiming). You will measure, derive every
# line, and see whether the formula predicts what a real layer does.
#
# **When you are through you can**
#
# - say why equal weights stay equal, and what that costs;
# - look into a deep network and tell a scale that is too small, too large, or right;
# - derive Xavier's and Kaiming's deviation, forward and backward, for linear and convolutional layers, and
#   name the assumption that each line needs;
# - produce data for which a line fails when its assumption is dropped;
# - write initialisers, and say how a test can judge random numbers without knowing how they were drawn.
#
# **How it works.** There are 12 exercises of 10 to 25 minutes, three hours together; with reading, experiments
# and questions plan five to six. Difficulty is ●○○ to ●●●. Replace `raise NotImplementedError()` by your code, run the
# cell, then run the check cell below it. More checks run when you hand in; they test the same contract on other inputs. *Experiments* have nothing to
# fill in, but write your prediction down before you run them.
#
# **Derivations are code here.** Six exercises ask for the lines of a derivation as SymPy expressions. The
# check below each tries most of the lines: it draws random numbers that obey a line's assumption and compares the
# mean or the variance that they show with the one that you predict, or it puts numbers into the line. When you hand
# in, *every* line is compared with the right one at random points, to nine digits; how you write it does not matter,
# and the first line that does not follow is named. A line may leave an `Integral` over one variable, a `Sum` or `Product` of up to
# 1,000 terms, or a derivative up to order 6 as it is, and parts may stand in `UnevaluatedExpr`. A `Limit`, a sum
# without end, and what would take a computer more than a second or two to evaluate are refused, and the check says
# so: carry such a part out with `.doit()`.

# %% [markdown]
# ## Set-up

# %% nbgrader={"grade": false, "grade_id": "setup", "locked": true, "schema_version": 3, "solution": false, "task": false}
import math
from functools import partial
from itertools import pairwise

import matplotlib.pyplot as plt
import numpy as np
import torch
from tqdm.auto import tqdm

from course_utils import checks, data, plots
from course_utils.checks import results, samples
from course_utils.records.claims import Claims

claims = Claims("07_weight_init")

# %% [markdown]
# ## 1 · The same value for all weights
#
# The lecture's first question: what happens when all weights start as one and the same value? Take a network
# with one hidden layer and one output,
#
# $$h = \tanh(W_1 x), \qquad \hat t = w_2^\top h, \qquad
# \mathcal L = \frac1N \sum_i \tfrac12 (\hat t_i - t_i)^2 .$$
#
# If all rows of $W_1$ are equal, all hidden units compute the same number. What about their gradients, and
# what about the units after a step? The matrix $\partial \mathcal L / \partial W_1$ tells: its **rank** counts in
# how many different directions the units are pulled.
#
# ### Exercise 1 · `constant_init_gradient_rank` (15 minutes, ●●○, 3 points)
#
# Compute this gradient and its rank. Rounding leaves singular values of about $10^{-16}$ that mean nothing:
# count those above $10^{-9}$ times the largest.


# %% nbgrader={"grade": false, "grade_id": "constant_init_gradient_rank", "locked": false, "schema_version": 3, "solution": true, "task": false}
def constant_init_gradient_rank(x, targets, hidden, value, noise=0.0, seed=0):
    """Return (gradient, rank): the loss gradient with respect to W1, and its rank.

    x: float64 tensor (N, D), inputs. targets: float64 tensor (N,). hidden: number of
    hidden units. The network and its loss are those above, without biases.
    Every weight, in W1 (hidden, D) and in w2 (hidden,), is `value` plus `noise` times a
    number of its own from the standard normal distribution, drawn with `seed`: one seed,
    hidden · (D + 1) independent numbers, the same ones at every call.
    gradient: (hidden, D), float64. rank: the number (4.0 is as good as 4) of singular values
    of the gradient that are larger than 1e-9 times the largest one; 0 if the gradient is 0.
    x and targets are not changed.
    """
    ### BEGIN SOLUTION
    generator = torch.Generator().manual_seed(seed)

    def draw(*shape):
        normal = torch.randn(*shape, generator=generator, dtype=torch.float64)
        return value + noise * normal

    w1, w2 = draw(hidden, x.shape[1]).requires_grad_(), draw(hidden)
    loss = 0.5 * ((torch.tanh(x @ w1.T) @ w2 - targets) ** 2).mean()
    (gradient,) = torch.autograd.grad(loss, w1)
    singular = torch.linalg.svdvals(gradient)
    return gradient, int((singular > 1e-9 * singular[0]).sum())
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "constant_init_gradient_rank_test", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
x = torch.tensor([[1.0, 2.0], [0.0, -1.0], [3.0, 1.0]], dtype=torch.float64)
targets = torch.tensor([1.0, -1.0, 0.0], dtype=torch.float64)
gradient, rank = results.unpack(
    constant_init_gradient_rank(x, targets, 2, 0.5),
    ["gradient", "rank"],
    "constant_init_gradient_rank(x, targets, 2, 0.5)",
)
row = np.array([0.0311979485, -0.0648646799])
checks.assert_close(
    gradient,
    [row, row],
    "the gradient for hidden=2, value=0.5",
    mistakes={
        "this is (D, hidden); W1 is (hidden, D), and so is its gradient.": np.stack(
            [row, row], axis=1
        ),
        "the loss is the mean over the examples, not the sum.": [3 * row, 3 * row],
        "the loss has a factor ½.": [2 * row, 2 * row],
        "(N, 1) minus (N,) is (N, N): give the outputs and the targets the same shape.": [
            [0.061316, 0.126445],
            [0.061316, 0.126445],
        ],
    },
)
checks.assert_close(
    rank,
    1,
    "the rank for hidden=2, value=0.5",
    mistakes={
        "rounding was counted: a singular value of 1e-16 times the largest is 0.": 2
    },
)
_, rank = constant_init_gradient_rank(x, targets, 2, 0.5, noise=0.1)
checks.assert_close(
    rank,
    2,
    "the rank for hidden=2, value=0.5, noise=0.1",
    mistakes={
        "the noise is not used, or is the same for all weights: each needs its own.": 1
    },
)
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(21)
x, targets = (
    torch.tensor(rng.normal(size=(40, 6))),
    torch.tensor(rng.normal(size=40)),
)
given = x.clone(), targets.clone()
constant_init_gradient_rank(*given, 2, 0.3)
assert not any(tensor.requires_grad for tensor in given), (
    "constant_init_gradient_rank sets x or targets to require a gradient.\n"
    "Likely mistake: requires_grad_() on an argument; only W1 needs it."
)
for hidden, value in ((5, 0.3), (8, -0.2)):
    level = np.tanh(value * x.numpy().sum(axis=1))
    missed = hidden * value * level - targets.numpy()
    row = (missed * value * (1 - level**2)) @ x.numpy() / 40
    row_of_cross = missed @ x.numpy() * value / 40
    gradient, rank = constant_init_gradient_rank(x, targets, hidden, value)
    checks.assert_close(
        gradient,
        np.stack([row] * hidden),
        f"the gradient for hidden={hidden}, value={value}",
        mistakes={
            "the slope of tanh is missing.": np.stack([row_of_cross] * hidden),
            "only one row is there; W1 has one row for each hidden unit.": row[None],
            "w2 must have the value too, not 1.": np.stack(
                [((hidden * level - targets.numpy()) * (1 - level**2)) @ x.numpy() / 40]
                * hidden
            ),
        },
    )
    checks.assert_close(
        rank,
        1,
        f"the rank for hidden={hidden}, value={value}",
        mistakes={
            "rounding was counted: a singular value of 1e-16 times the largest is 0.": min(
                hidden, 6
            )
        },
    )
    noisy, rank = constant_init_gradient_rank(
        x, targets, hidden, value, noise=1e-4, seed=3
    )
    checks.assert_close(
        rank,
        min(hidden, 6),
        f"the rank for hidden={hidden} with noise=1e-4",
        mistakes={
            "the noise is the same for all units, or you drop singular values above 1e-9.": 1,
            "the rank is not the number of different rows.": hidden,
        },
    )
    checks.assert_close(
        noisy,
        np.stack([row] * hidden),
        f"the gradient for hidden={hidden} with noise=1e-4, to 1 %",
        rtol=1e-2,
        atol=1e-2 * np.abs(row).max(),
    )
for hidden, features in ((1, 6), (5, 1)):
    x_few = x[:1, :features].clone()
    gradient, rank = constant_init_gradient_rank(
        x_few, targets[:1].clone(), hidden, 0.4
    )
    level = math.tanh(0.4 * float(x_few.sum()))
    slope = (hidden * 0.4 * level - float(targets[0])) * 0.4 * (1 - level**2)
    checks.assert_close(
        gradient,
        np.tile(slope * x_few.numpy(), (hidden, 1)),
        f"the gradient for one example of {features} inputs, hidden={hidden}, value=0.4",
    )
    checks.assert_close(rank, 1, f"the rank for one example of {features} inputs")
_, rank = constant_init_gradient_rank(x, targets, 4, 0.0)
checks.assert_close(
    rank,
    0,
    "the rank for value=0, where the gradient is 0,",
    mistakes={
        "no singular value of a matrix of zeros is *larger* than 1e-9 times the largest.": 4,
        "no singular value of a matrix of zeros counts; the rank is not always 1.": 1,
    },
)
before = x.numpy().copy(), targets.numpy().copy()
constant_init_gradient_rank(x, targets, 4, 0.3, noise=0.1)
for now, was, argument in zip((x, targets), before, ("x", "targets"), strict=True):
    checks.assert_untouched(
        now.detach().numpy(), was, "constant_init_gradient_rank", argument
    )
_, rank = constant_init_gradient_rank(x, targets, 4, 1e-10)
checks.assert_close(
    rank,
    1,
    "the rank for hidden=4, value=1e-10, where the whole gradient is tiny",
    mistakes={
        "1e-9 is relative: compare with 1e-9 times the largest singular value.": 0
    },
)
_, rank = constant_init_gradient_rank(x, targets, 4, 0.0, noise=1.0)
checks.assert_close(
    rank,
    4,
    "the rank for hidden=4, value=0, noise=1",
    mistakes={
        "only w2 gets noise (or W1's is multiplied by value): W1 needs it as well.": 1,
        "only W1 gets noise (or w2's is multiplied by value): w2 needs it as well.": 0,
    },
)
_, rank = constant_init_gradient_rank(x[:2].clone(), targets[:2].clone(), 20, 0.0, 1.0)
checks.assert_close(
    rank,
    2,
    "the rank for two examples, hidden=20, value=0, noise=1",
    mistakes={
        "two examples pull in two directions; float32 leaves singular values of 1e-8 times the largest (and the "
        "rank of W1 is not asked for).": max(3, int(rank))
    },
)
first, again, other = (
    torch.as_tensor(constant_init_gradient_rank(x, targets, 4, 0.1, 0.5, seed)[0])
    .detach()
    .numpy()
    for seed in (1, 1, 2)
)
checks.assert_close(again, first, "the gradient for seed=1, computed a second time,")
usual, twice, zero = (
    torch.as_tensor(constant_init_gradient_rank(x, targets, 4, 0.1, 0.5, *seed)[0])
    .detach()
    .numpy()
    for seed in ((), (), (0,))
)
for gradient, what in ((twice, "without a seed, a second time"), (zero, "for seed=0")):
    checks.assert_close(
        gradient, usual, f"the gradient {what}: seed is 0 unless said otherwise. It"
    )
assert not np.allclose(first, other), (
    "the gradients for seed=1 and seed=2 are the same.\nLikely mistake: the seed is not used."
)
_, rank = constant_init_gradient_rank(x, targets, 4, 0.3, noise=1e-12)
checks.assert_close(
    rank,
    1,
    "the rank for hidden=4, value=0.3, noise=1e-12, where the second singular value is some 1e-12 times the first,",
    mistakes={
        "the threshold is 1e-9 times the largest singular value, not the one a library takes.": 4,
        "the threshold is 1e-9 times the largest singular value; yours is lower.": 3,
    },
)
# To change the sign of a unit's weights changes the sign of its row, so that both are as likely.
pull = -(targets.numpy() @ x.numpy())
rows = [
    np.asarray(
        torch.as_tensor(
            constant_init_gradient_rank(x, targets, 4, 0.0, 0.1, seed)[0]
        ).detach()
    )
    for seed in range(30)
]
positive = np.mean(np.concatenate(rows) @ pull > 0)
assert 0.25 < positive < 0.75, (
    f"with value=0 and noise=0.1, {positive:.0%} of 120 rows of the gradient point to the same side; it should be about half.\n"
    "Likely mistake: the noise is not from the standard normal distribution (torch.rand is never negative)."
)
# For one example with a huge target the gradient of row k is -target · w2[k] · (1 - tanh²(c · W1[k, d])) · c:
# with a tiny c it shows w2, with c = 1 then W1's column d. All of them should be independent normal numbers.
far, units = torch.tensor([1e14], dtype=torch.float64), 6000


def rows_for(*inputs):
    """The gradient's rows for one example, with weights 1 + 0.1 · noise."""
    one = torch.tensor([inputs], dtype=torch.float64)
    found, _ = constant_init_gradient_rank(one, far, units, 1.0, noise=0.1, seed=4)
    return np.asarray(torch.as_tensor(found).detach(), dtype=np.float64).reshape(
        units, 2
    )


ends = rows_for(1e-6, 0.0)[:, 0] / -1e8
columns = [
    rows_for(*inputs)[:, place] / -1e14 / ends
    for place, inputs in enumerate(((1.0, 0.0), (0.0, 1.0)))
]
columns = [np.arctanh(np.sqrt(np.clip(1 - part, 0, 1 - 1e-12))) for part in columns]
samples.assert_drawn(
    (np.stack([*columns, ends], axis=1) - 1) / 0.1,
    (units, 3),
    1.0,
    "the noise in W1 (two columns) and w2 (one), for hidden=6000",
    normal=True,
    mistakes={"uniform numbers on ±1 have the deviation 1/√3; take randn.": 3**-0.5},
)
# The inputs (1, 0) and (0, d) with huge targets: the gradient's columns are w2 (1 - tanh² w1) and, next to the
# first, d w2. For 2,000 units the second singular value is then known to a few percent: here 1.35 and 0.75 in 1e9.
z, p = np.polynomial.hermite_e.hermegauss(60)
slopes, shares = 1 - np.tanh(z) ** 2, p / p.sum()
first, square = shares @ slopes, shares @ slopes**2
for size, wanted in ((1.35e-9, 2), (0.75e-9, 1)):
    tiny = size / math.sqrt(1 / square - (first / square) ** 2)
    few = torch.tensor([[1.0, 0.0], [0.0, tiny]], dtype=torch.float64)
    huge = torch.full((2,), 1e8, dtype=torch.float64)
    _, rank = constant_init_gradient_rank(few, huge, 2000, 0.0, 1.0)
    checks.assert_close(
        rank,
        wanted,
        f"the rank where the second singular value is some {size:g} times the largest",
        mistakes={
            "the threshold is 1e-9 times the largest singular value; yours is another.": 3
            - wanted
        },
    )
### END HIDDEN TESTS

# %% [markdown]
# <details><summary>Hint 1: the gradient</summary>
#
# Let PyTorch differentiate: `w1.requires_grad_()`, compute the loss, then
# `torch.autograd.grad(loss, w1)`, which returns a tuple with one gradient.
# </details>
# <details><summary>Hint 2: the rank</summary>
#
# `torch.linalg.svdvals(gradient)` are the singular values, the largest first.
# </details>

# %% [markdown]
# ### Experiment 1 · Can training break the tie?
#
# 32 hidden units learn to tell odd digits (target 1) from even ones (target −1), by gradient descent on all
# of 512 images. Three starts: all weights 0.1; all weights 0.1 plus noise of one millionth; random weights.
#
# **Predict:** the rank of the gradient at each start, and how many different hidden units there are after
# 1,500 steps. Will a millionth of noise matter, and if so, from which step on?

# %% tags=["experiment", "skip-execution"]
digits = data.load_digits()
x_train = torch.from_numpy(digits.x_train.reshape(-1, 64))
y_train = torch.from_numpy(digits.y_train)
x_test = torch.from_numpy(digits.x_test.reshape(-1, 64))
y_test = torch.from_numpy(digits.y_test)
few = x_train[:512].double()
odd = y_train[:512].double() % 2 * 2 - 1


def descend(hidden, value, noise, steps=1500, rate=0.05):
    """Losses (steps,), and W1 at the end, of gradient descent on the network of exercise 1."""
    generator = torch.Generator().manual_seed(0)
    w1 = value + noise * torch.randn(
        hidden, 64, generator=generator, dtype=torch.float64
    )
    w2 = value + noise * torch.randn(hidden, generator=generator, dtype=torch.float64)
    losses = []
    for _ in range(steps):
        h = torch.tanh(few @ w1.T)
        missed = h @ w2 - odd
        losses.append(float(0.5 * (missed**2).mean()))
        dh = missed[:, None] * w2 * (1 - h**2)
        w2 = w2 - rate * h.T @ missed / len(few)
        w1 = w1 - rate * dh.T @ few / len(few)
    return losses, w1


starts = {
    "all 0.1": (0.1, 0.0),
    "0.1 and noise 1e-6": (0.1, 1e-6),
    "random, std 0.1": (0.0, 0.1),
}
fig, (left, right) = plt.subplots(1, 2, figsize=(10, 3.6), layout="constrained")
spectra, losses, ranks, kinds = {}, {}, {}, {}
for name, (value, noise) in starts.items():
    gradient, ranks[name] = constant_init_gradient_rank(few, odd, 32, value, noise)
    spectrum = torch.linalg.svdvals(torch.as_tensor(gradient).detach()).numpy()
    spectra[name] = np.maximum(spectrum / spectrum[0], 1e-17)
    losses[name], w1 = descend(32, value, noise)
    kinds[name] = len(np.unique(w1.numpy().round(6), axis=0))
    print(
        f"{name:20s} rank at the start {ranks[name]:2d}, loss after 1,500 steps {losses[name][-1]:.3f}, "
        f"different hidden units at the end {kinds[name]}"
    )
losses["one unit"], _ = descend(1, 0.1, 0.0)
print(f"one hidden unit alone: loss after 1,500 steps {losses['one unit'][-1]:.3f}")
plots.curves(
    spectra,
    left,
    xlabel="singular value, in order",
    ylabel="relative to the largest",
    log=True,
)
left.axhline(1e-9, color="0.5", linewidth=0.8)
left.text(31, 1.4e-9, "counted above this line", ha="right", fontsize="small")
left.legend(frameon=False, loc="center right", bbox_to_anchor=(1, 0.25))
plots.curves(
    losses, right, xlabel="steps of gradient descent", ylabel="training loss", log=True
)
claims.record(
    "With the same initial value for all weights, all outputs of the hidden layer are the same",
    "holds" if ranks["all 0.1"] == kinds["all 0.1"] == 1 else "does not hold",
    f"32 units, odd against even digits: the gradient's rank is {ranks['all 0.1']}, and after 1,500 steps the number of "
    f"different units is {kinds['all 0.1']}; with noise of 1e-6 these are {ranks['0.1 and noise 1e-6']} and "
    f"{kinds['0.1 and noise 1e-6']}",
)

# %% [markdown]
# **What to see.** Left: for equal weights one singular value is there, and the rest is rounding, more than
# fourteen orders of magnitude below. A millionth of noise lifts all 32 above the line. Right: after 1,500 steps
# the network with equal weights still has one kind of unit. What it computes, a single unit could compute, and
# a single unit that is trained alone (dotted) is even further along. The curve with noise follows the first
# one for about 200 steps, then the tie is broken, because gradient descent makes small differences grow.
# Random numbers are needed for their *difference*; how large they should be is the rest of this notebook.
#
# | start | rank of the gradient | loss after 1,500 steps |
# |---|---|---|
# | all 0.1 | 1 | 0.165 |
# | 0.1 and noise 1e-6 | 32 | 0.077 |
# | random, std 0.1 | 32 | 0.018 |
# | one hidden unit alone | 1 | 0.089 |
#
# With ten softmax outputs and all weights equal the first step is even emptier: the errors of the ten classes
# add up to 0 for every image, so a hidden unit that weighs them all alike gets no gradient. From the second
# step on it does, because the ten rows of $W_2$ have been pulled apart; but all hidden units still get the
# *same* one. What lasts is the rank of 1.
#
# <!-- measured:
# true: max(spectra["all 0.1"][1:]) < 1e-14
# 1: ranks["all 0.1"]
# 1: kinds["all 0.1"]
# 32: ranks["0.1 and noise 1e-6"]
# 32: ranks["random, std 0.1"]
# 0.165 ± 0.01: losses["all 0.1"][-1]
# 0.077 ± 0.02: losses["0.1 and noise 1e-6"][-1]
# 0.018 ± 0.01: losses["random, std 0.1"][-1]
# 0.089 ± 0.01: losses["one unit"][-1]
# true: abs(losses["0.1 and noise 1e-6"][150] / losses["all 0.1"][150] - 1) < 0.02
# true: losses["0.1 and noise 1e-6"][300] < 0.9 * losses["all 0.1"][300]
# given: 200
# -->

# %% [markdown]
# ## 2 · Six layers of 4096
#
# The lecture's experiment: send inputs through six layers, $h_l = f(h_{l-1} W_l^\top)$, and look at the
# numbers that come out of each. For the gradients we need a loss at the end. Any will do, so take a random
# one: $\mathcal L = \sum h_6 \odot u$ with a fixed random $u$, whose gradient with respect to $h_6$ is $u$.
#
# ### Exercise 2 · `activation_statistics` (20 minutes, ●●○, 3 points)


# %% nbgrader={"grade": false, "grade_id": "activation_statistics", "locked": false, "schema_version": 3, "solution": true, "task": false}
def activation_statistics(x, weights, nonlinearity, upstream):
    """Return what happens inside a stack of layers, forward and backward, as a dict.

    x: float tensor (N, D_0). weights: list of float tensors, the l-th of shape
    (D_l, D_{l-1}), as in nn.Linear. nonlinearity: a function of one tensor that acts
    entry by entry, such as torch.tanh. upstream: (N, D_L), the loss gradient with
    respect to the last layer's output. None of them is changed, nor set to require a
    gradient. Weights that are parameters of a model, as in nn.Linear, go on requiring a
    gradient, and their .grad stays as it is.
    Layer l computes nonlinearity(h @ W.T) from the output h of the layer before.
    "outputs": list of every layer's output, (N, D_l), first layer first.
    "gradients": list of the loss gradients with respect to each weight matrix, in the
    order and the shapes of `weights`.
    "std" and "gradient_std": lists of floats, the deviation over all entries of each
    output, and of each gradient (whether divided by n or by n - 1 does not matter).
    """
    ### BEGIN SOLUTION
    leaves = [w.detach().requires_grad_() for w in weights]
    outputs, h = [], x
    for w in leaves:
        h = nonlinearity(h @ w.T)
        outputs.append(h)
    gradients = torch.autograd.grad(h, leaves, grad_outputs=upstream)
    outputs = [output.detach() for output in outputs]
    return {
        "outputs": outputs,
        "gradients": list(gradients),
        "std": [float(output.std()) for output in outputs],
        "gradient_std": [float(gradient.std()) for gradient in gradients],
    }
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "activation_statistics_test", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
x = torch.sin(torch.arange(600.0)).reshape(60, 10)
weights = [torch.cos(torch.arange(10.0 * n)).reshape(n, 10) for n in (12, 11)]
weights[1] = torch.cos(torch.arange(132.0)).reshape(11, 12)
upstream = torch.ones(60, 11)
inside = activation_statistics(x, weights, torch.tanh, upstream)
assert inside is not None, (
    "activation_statistics(…) returns nothing: the function ends without `return`"
)
assert isinstance(inside, dict), (
    "activation_statistics(…) should return a dict of four lists, not a tuple or a single list"
)
wanted_keys = {"outputs", "gradients", "std", "gradient_std"}
assert set(inside) == wanted_keys, (
    f"the keys should be {sorted(wanted_keys)}, but are {sorted(map(str, inside))}"
)
for key in sorted(wanted_keys):
    part = inside[key]
    kind = f"{len(part)} entries" if hasattr(part, "__len__") else "a single value"
    assert kind == "2 entries", (
        f"activation_statistics(…)[{key!r}] should be a list of 2 entries for these two layers, one a layer, first "
        f"layer first; but it is {kind}"
    )
shapes = [tuple(torch.as_tensor(output).shape) for output in inside["outputs"]]
assert shapes == [(60, 12), (60, 11)], (
    f"the outputs have shapes {shapes}, but should have [(60, 12), (60, 11)]: one a layer, first layer first"
)
checks.assert_close(
    inside["std"],
    [0.933906, 0.487524],
    'activation_statistics(…)["std"]',
    rtol=3e-3,
    mistakes={
        "these are the numbers before the nonlinearity; a layer's output is what comes after it.": [
            3.564497,
            0.619683,
        ],
        "the first one is the input's; begin with the first layer's output.": [
            0.707706,
            0.933906,
        ],
        "this is the variance; the deviation is its root.": [0.933906**2, 0.487524**2],
        "the last layer has its nonlinearity, too.": [0.933906, 0.619683],
    },
)
shapes = [tuple(torch.as_tensor(gradient).shape) for gradient in inside["gradients"]]
assert shapes == [(12, 10), (11, 12)], (
    f"the gradients have shapes {shapes}, but should have those of the weights, [(12, 10), (11, 12)]"
)
checks.assert_close(
    inside["gradient_std"],
    [0.036012, 1.153128],
    'activation_statistics(…)["gradient_std"]',
    rtol=1e-2,
    mistakes={
        "the first layer's gradient comes first.": [1.153128, 0.036012],
        "this is the variance; the deviation is its root.": [0.036012**2, 1.153128**2],
        "this is averaged over the batch; the loss is a sum.": [
            0.036012 / 60,
            1.153128 / 60,
        ],
        "this is the norm of each gradient; its deviation is wanted.": [
            0.392849,
            13.203794,
        ],
        "this is averaged over all entries; the loss is a sum.": [
            0.036012 / 660,
            1.153128 / 660,
        ],
    },
)
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(22)
sizes = (20, 30, 30, 40)
x, upstream = rng.normal(size=(50, 20)), rng.normal(size=(50, 40))
weights = [rng.normal(0, 0.3, shape) for shape in zip(sizes[1:], sizes, strict=False)]


def by_hand(apply, slope, upstream):
    """Every layer's input, the sums before the nonlinearity, and the weight gradients."""
    inputs, sums, gradients = [x], [], []
    for w in weights:
        sums.append(inputs[-1] @ w.T)
        inputs.append(apply(sums[-1]))
    dh = upstream
    for w, z, h in zip(weights[::-1], sums[::-1], inputs[-2::-1], strict=True):
        gradients.insert(0, (dh * slope(z)).T @ h)
        dh = (dh * slope(z)) @ w
    return inputs, sums, gradients


for function, apply, slope in (
    (torch.tanh, np.tanh, lambda z: 1 - np.tanh(z) ** 2),
    (torch.relu, lambda z: np.maximum(z, 0), lambda z: (z > 0) * 1.0),
    (
        torch.nn.functional.softplus,
        lambda z: np.log1p(np.exp(z)),
        lambda z: 1 / (1 + np.exp(-z)),
    ),
):
    inputs, sums, gradients = by_hand(apply, slope, upstream)
    *_, of_ones = by_hand(apply, slope, np.ones_like(upstream))
    given = [torch.tensor(array) for array in (x, *weights, upstream)]
    listed = given[1:-1]
    inside = activation_statistics(given[0], listed, function, given[-1])
    shapes = [tuple(w.shape) for w in listed]
    assert shapes == [w.shape for w in weights], (
        f"activation_statistics changes the list weights: afterwards it holds tensors of shapes {shapes}, before it held "
        f"{[w.shape for w in weights]}.\nLikely mistake: pop or reverse on the list itself; make a list of your own."
    )
    name = f"with {function.__name__}"
    for i in range(3):
        checks.assert_close(
            inside["outputs"][i],
            inputs[i + 1],
            f'"outputs"[{i}] {name}',
            mistakes={
                "the nonlinearity given is not used; it need not be tanh.": np.tanh(
                    sums[i]
                ),
                "the nonlinearity is missing.": sums[i],
                "a square W is transposed as well: h @ W.T.": apply(
                    inputs[i] @ weights[i]
                )
                if i == 1
                else sums[i],
            },
        )
    for i in range(3):
        checks.assert_close(
            inside["gradients"][i],
            gradients[i],
            f'"gradients"[{i}] {name}',
            mistakes={
                "upstream is not used; this is the gradient of the plain sum.": of_ones[
                    i
                ],
                "this is averaged over the batch; the loss is a sum.": gradients[i]
                / 50,
            },
        )
    for key, arrays in (("std", inputs[1:]), ("gradient_std", gradients)):
        checks.assert_close(
            inside[key],
            [array.std() for array in arrays],
            f'"{key}" {name}',
            rtol=2e-3,
            mistakes={
                "this is the root mean square; a deviation is taken from the mean.": [
                    (array**2).mean() ** 0.5 for array in arrays
                ]
            },
        )
    for tensor, array, argument in zip(
        given,
        (x, *weights, upstream),
        ("x", "weights", "weights", "weights", "upstream"),
        strict=True,
    ):
        checks.assert_untouched(
            tensor.detach().numpy(), array, "activation_statistics", argument
        )
        assert not tensor.requires_grad, (
            f"activation_statistics sets its argument {argument} to require a gradient.\n"
            "Likely mistake: requires_grad_() on the tensors given; work on w.detach().clone()."
        )
parameters = [torch.nn.Parameter(torch.tensor(w)) for w in weights]
for parameter in parameters:
    parameter.grad = torch.ones_like(parameter)
hint = (
    "Likely mistake: backward() or requires_grad_() on the weights given, or on w.clone(), which is no leaf if w "
    "requires a gradient. Work on w.detach().clone()."
)
given = torch.tensor(x), parameters, torch.relu, torch.tensor(upstream)
try:
    inside = activation_statistics(*given)
except (AttributeError, RuntimeError) as error:
    raise AssertionError(
        f"activation_statistics raises {type(error).__name__} ({error}) for weights that are parameters and require a "
        f"gradient.\n{hint}"
    ) from None
_, _, gradients = by_hand(lambda z: np.maximum(z, 0), lambda z: (z > 0) * 1.0, upstream)
for i, parameter in enumerate(parameters):
    assert parameter.requires_grad is True, (
        "activation_statistics switches requires_grad of weights off that are parameters: they would no longer be "
        f"trained.\n{hint}"
    )
    assert inside["gradients"][i] is not None, (
        f'"gradients"[{i}] is None for weights that are parameters.\n{hint}'
    )
    checks.assert_close(
        inside["gradients"][i],
        gradients[i],
        f'"gradients"[{i}] for weights that are parameters with a gradient of ones',
        mistakes={
            "this is added to what was in the .grad of the weights; work on w.detach().clone().": gradients[
                i
            ]
            + 1
        },
    )
    kept = parameter.grad is not None and bool((parameter.grad == 1).all())
    assert kept, (
        f"activation_statistics changes the .grad of weights that are parameters; it must stay as it is.\n{hint}"
    )
    checks.assert_untouched(
        parameter.detach().numpy(), weights[i], "activation_statistics", "weights"
    )
one_layer = activation_statistics(
    torch.tensor(x[:1]),
    [torch.tensor(weights[0])],
    torch.tanh,
    torch.ones(1, 30).double(),
)
checks.assert_close(
    one_layer["outputs"][0],
    np.tanh(x[:1] @ weights[0].T),
    '"outputs"[0] with one layer and one example',
)
checks.assert_close(
    one_layer["gradients"][0],
    (1 - np.tanh(x[:1] @ weights[0].T) ** 2).T @ x[:1],
    '"gradients"[0] with one layer and one example',
)
counts = {key: len(one_layer[key]) for key in ("outputs", "gradients", "std")}
assert set(counts.values()) == {1}, f"one layer gives one entry of each, not {counts}"
# What is faint keeps its digits.
faint_x = 1e-8 * x
faint = activation_statistics(
    torch.tensor(faint_x),
    [torch.tensor(weights[0])],
    torch.tanh,
    torch.ones(50, 30).double(),
)
faint_output = np.tanh(faint_x @ weights[0].T)
for key, values in (
    ("std", faint_output),
    ("gradient_std", (1 - faint_output.T**2) @ faint_x),
):
    checks.assert_close(
        faint[key],
        [values.std()],
        f'"{key}" where inputs are about 1e-8',
        rtol=1e-2,
        atol=0,
        mistakes={"the deviation is rounded; keep all digits.": [0.0]},
    )
### END HIDDEN TESTS

# %% [markdown]
# <details><summary>Hint 1: gradients</summary>
#
# Work on copies that require a gradient: `leaves = [w.detach().requires_grad_() for w in weights]`.
# </details>
# <details><summary>Hint 2: a loss is not needed</summary>
#
# `torch.autograd.grad(h, leaves, grad_outputs=upstream)` begins the backward pass with `upstream`.
# </details>
# <details><summary>Help: "element 0 of tensors does not require grad"</summary>
#
# The forward pass used `weights`, not the copies that require a gradient.
# </details>

# %% [markdown]
# ### Experiment 2 · tanh with std 0.01, 0.05, and 1/√4096
#
# Six layers of 4096 units, 16 random inputs, three scales. (This takes about 1.5 GB of memory.) **Predict**
# for each: the deviation of the sixth layer's output (the first input has 1); whether the weight gradients
# grow or shrink from the last layer to the first; and whether they are zero, as the lecture says. (What comes of
# them in training is the question of experiments 7 and 8; nothing is trained here.)

# %% tags=["experiment", "skip-execution"]
units = 4096
generator = torch.Generator().manual_seed(0)
standard = [torch.randn(units, units, generator=generator) for _ in range(6)]
probe = torch.randn(16, units, generator=generator)
upstream_probe = torch.randn(16, units, generator=generator)


def six_layers(nonlinearity, weights):
    """Statistics, and every 97th entry of the gradients, which is enough for a histogram."""
    inside = activation_statistics(probe, weights, nonlinearity, upstream_probe)
    outputs, gradients = (
        [torch.as_tensor(part).detach().numpy() for part in inside[key]]
        for key in ("outputs", "gradients")
    )
    return {
        "std": inside["std"],
        "gradient_std": inside["gradient_std"],
        "zeros": [(h == 0).mean() for h in outputs],
        "outer": [(np.abs(h) > 0.8).mean() for h in outputs],
        "saturated": [(np.abs(h) > 0.99).mean() for h in outputs],
        "slope": [(1 - h**2).mean() for h in outputs],  # of tanh
        "zero_gradients": max((g == 0).mean() for g in gradients),
        "outputs": [h.ravel() for h in outputs],
        "gradients": [g.ravel()[::97].copy() for g in gradients],
    }


def show_six(settings):
    """One column a setting: histograms of the activations above, of the weight gradients below.

    Exact zeros, which a ReLU makes, are left out: their bar would hide all else.
    """
    columns = len(settings)
    _, axes = plt.subplots(
        2, columns, figsize=(4.6 * columns, 6.4), layout="constrained", squeeze=False
    )
    for (name, found), (top, bottom) in zip(settings.items(), axes.T, strict=True):
        for ax, part in ((top, "outputs"), (bottom, "gradients")):
            values = {f"layer {i + 1}": v[v != 0] for i, v in enumerate(found[part])}
            reach = 4 * max(v.std() for v in values.values())
            span = (-reach, reach) if part == "gradients" else None
            label = {"outputs": "activation", "gradients": "weight gradient"}[part]
            plots.histograms(values, ax, span=span, xlabel=f"{label}, where not 0")
            ax.locator_params(axis="x", nbins=5)
        top.set_title(name)


def scaled(std):
    return [std * w for w in standard]


tanh_runs = {}
for name, std in tqdm(
    {"std 0.01": 0.01, "std 0.05": 0.05, "std 1/√4096": units**-0.5}.items()
):
    tanh_runs[f"tanh, {name}"] = six_layers(torch.tanh, scaled(std))
show_six(tanh_runs)
for name, found in tanh_runs.items():
    print(
        f"{name:18s} output std    " + "  ".join(f"{std:6.3f}" for std in found["std"])
    )
    print(
        f"{'':18s} gradient std  "
        + "  ".join(f"{std:6.3f}" for std in found["gradient_std"])
    )
    print(
        f"{'':18s} beyond ±0.8: {found['outer'][-1]:.0%}, beyond ±0.99: {found['saturated'][-1]:.0%}, "
        f"mean slope {found['slope'][-1]:.2f} in layer 6"
    )
small, large, right_scale = tanh_runs.values()
shrink = small["std"][-1] / small["std"][0]
claims.record(
    "tanh, std 0.01: all activations tend to zero for deeper layers",
    "holds" if shrink < 0.2 else "does not hold",
    f"std {small['std'][0]:.2f} in layer 1, {small['std'][-1]:.3f} in layer 6 of 4096 units",
)
ratio = max(small["gradient_std"]) / max(right_scale["gradient_std"])
claims.record(
    "tanh, std 0.01: the weight gradients are all zero",
    "holds" if ratio < 1e-3 else "holds with care" if ratio < 0.1 else "does not hold",
    f"{small['zero_gradients']:.0%} of them are 0; their std is {min(small['gradient_std']):.2f} to "
    f"{max(small['gradient_std']):.2f} in the six layers, {ratio:.2f} times that at 1/√4096 (below 0.1 it would hold with "
    "care); whether they suffice for learning is not tested here",
)
claims.record(
    "tanh, std 0.05: all activations saturate",
    "holds"
    if large["saturated"][-1] > 0.9
    else "holds with care"
    if large["saturated"][-1] > 0.2
    else "does not hold",
    f"std {large['std'][-1]:.2f}; {large['saturated'][-1]:.0%} of the units beyond ±0.99 in layer 6",
)
claims.record(
    "tanh, std 0.05: the local gradients are all zero",
    "holds"
    if large["slope"][-1] < 0.01
    else "holds with care"
    if large["slope"][-1] < 0.1
    else "does not hold",
    f"the mean slope is {large['slope'][-1]:.2f} in layer 6",
)
growth = [earlier / later for earlier, later in pairwise(large["gradient_std"])]
claims.record(
    "Weights that are too large make gradients explode",
    "holds"
    if min(growth) > 1.1
    else "holds with care"
    if math.prod(growth) > 1.1
    else "does not hold",
    f"tanh, std 0.05: the weight gradients grow {min(growth):.2f} to {max(growth):.2f}-fold with each layer on the way back "
    f"(every layer more than 1.1-fold is what we call exploding), {math.prod(growth):.1f}-fold from layer 6 to layer 1",
)
fall = right_scale["std"][0] / right_scale["std"][-1]
claims.record(
    "tanh, std 1/√D_in: activations are nicely scaled for all layers",
    "holds" if fall < 1.2 else "holds with care" if fall < 4 else "does not hold",
    f"std {right_scale['std'][0]:.2f} in layer 1 falls to {right_scale['std'][-1]:.2f} in layer 6",
)

# %% [markdown]
# **What to see.** (Two colours tell neighbouring layers apart and mean nothing else; each histogram is as high
# as its row.) Upper row: with 0.01 the histograms close like a fan, from 0.49 to 0.05. With 0.05 the activations
# pile up at both ends: in layer 6 about two thirds lie beyond ±0.8, a third beyond ±0.99. With 1/√4096 they hold
# together and narrow slowly, 0.63 to 0.29. Lower row: the weight gradients are *not* zero with 0.01. They have
# nearly the same size in all six layers, 0.22 to 0.24 of that in the third column. With 0.05 they *grow* backwards, by a
# factor of about 1.4 a layer, nearly six times from the last layer to the first.
#
# | std of the weights | layer 6, std of the output | gradient std, layer 1 | layer 6 | the lecture says |
# |---|---|---|---|---|
# | 0.01 | 0.05 | 0.30 | 0.29 | activations tend to zero; gradients all zero |
# | 0.05 | 0.85 | 8.6 | 1.5 | all saturate; local gradients all zero |
# | 1/√4096 = 0.0156 | 0.29 | 1.4 | 1.2 | nicely scaled for all layers |
#
# Why is the gradient with 0.01 nearly the same everywhere? A weight gradient is the product of what comes from the
# left, the layer's input, and what comes from the right, the gradient of its output. If tanh were the identity, each
# layer would shrink the signal to 0.64 = 0.01·√4096 of itself forward, and the gradient by the same factor
# backward. In layer $l$ one of the two has been through $l - 1$ layers and the other through $6 - l$: together
# always five. So the gradients of a stack of $L$ *linear* layers would be alike in all layers, and
# $0.64^{L-1}$ of those at 1/√4096, 0.107 for six layers. With tanh we measure the 0.22 to 0.24 from above: at 1/√4096 the signal
# is larger, and tanh takes away more of it than at 0.01. At this width 0.01 is not far from right. In a narrow network
# it is far too small: that is experiment 7.
#
# <!-- measured:
# 0.49 ± 0.01: small["std"][0]
# 0.05: small["std"][-1]
# 0.63 ± 0.01: right_scale["std"][0]
# 0.29 ± 0.01: right_scale["std"][-1]
# 0.85 ± 0.01: large["std"][-1]
# 0.22 ± 0.01: small["gradient_std"][0] / right_scale["gradient_std"][0]
# 0.24 ± 0.01: small["gradient_std"][-1] / right_scale["gradient_std"][-1]
# 1.4 ± 0.1: growth
# 0.30 ± 0.01: small["gradient_std"][0]
# 0.29 ± 0.01: small["gradient_std"][-1]
# 8.6 ± 0.3: large["gradient_std"][0]
# 1.5 ± 0.1: large["gradient_std"][-1]
# 1.4 ± 0.05: right_scale["gradient_std"][0]
# 1.2 ± 0.05: right_scale["gradient_std"][-1]
# true: max(small["gradient_std"]) < 1.1 * min(small["gradient_std"])
# true: 5 < math.prod(growth) < 6.2
# true: 0.65 < large["outer"][-1] < 0.72 and 0.3 < large["saturated"][-1] < 0.37
# given: 0.0156, 0.64, 0.8, 0.99, 0.107, 1, 6, 4096
# -->

# %% [markdown]
# ## 3 · How many inputs does a unit have?
#
# One output of a linear layer is a sum over all its inputs; there are $D_{in}$ terms, the layer's **fan-in**.
# One output of a convolution is a sum as well, over the input channels and over the window: the lecture says
# $D_{in} = \text{filter size}^2 \cdot \text{input channels}$. Backward the roles change: the gradient of one
# input is a sum over the outputs in which it takes part, the **fan-out**. An input of a convolution with
# stride 1 meets every position of the window, once for every output channel.
#
# ### Exercise 3 · `fan_in_and_out` (10 minutes, ●○○, 2 points)
#
# PyTorch stores weights as (outputs, inputs) for a linear layer, and as (output channels, input channels,
# window) for a convolution, whose window has one number in 1-D, two in 2-D, three in 3-D.


# %% nbgrader={"grade": false, "grade_id": "fan_in_and_out", "locked": false, "schema_version": 3, "solution": true, "task": false}
def fan_in_and_out(shape):
    """Return (fan_in, fan_out) of a weight tensor, two ints (1.0 is none).

    shape: tuple of ints, (D_out, D_in) for a linear layer, (C_out, C_in, ...) for a
    convolution with a window of one, two or three sides, not all of them equal perhaps.
    Raises ValueError for fewer than two numbers: a bias has no fans.
    """
    ### BEGIN SOLUTION
    if len(shape) < 2:
        raise ValueError(
            f"fans need a shape of two numbers or more, got {tuple(shape)}"
        )
    window = math.prod(shape[2:])
    return shape[1] * window, shape[0] * window
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "fan_in_and_out_test", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
results.unpack(
    fan_in_and_out((10, 64)), ["fan_in", "fan_out"], "fan_in_and_out((10, 64))"
)
checks.assert_close(
    fan_in_and_out((10, 64)),
    [64, 10],
    "fan_in_and_out((10, 64))",
    mistakes={
        "the two are swapped: PyTorch's linear weight is (outputs, inputs).": [10, 64]
    },
)
checks.assert_close(
    fan_in_and_out((64, 3, 7, 7)),
    [147, 3136],
    "fan_in_and_out((64, 3, 7, 7))",
    mistakes={
        "the window is missing: every channel contributes 7·7 terms.": [3, 64],
        "only one side of the window is counted.": [21, 448],
        "the sides of the window are multiplied, not added.": [42, 896],
        "the fan-out needs the window too: an input takes part in 7·7 outputs a channel.": [
            147,
            64,
        ],
        "the two are swapped: the first number of the shape counts the outputs.": [
            3136,
            147,
        ],
    },
)
### BEGIN HIDDEN TESTS
for shape, wanted in {
    (5, 4, 3): (12, 15),
    (8, 6, 1, 5): (30, 40),
    (7, 1, 3, 3): (9, 63),
    (4, 3, 2, 3, 5): (90, 120),
    (1, 9): (9, 1),
}.items():
    checks.assert_close(
        fan_in_and_out(shape),
        wanted,
        f"fan_in_and_out({shape})",
        mistakes={
            "the window need not be square: multiply its sides.": (
                shape[1] * shape[-1] ** 2,
                shape[0] * shape[-1] ** 2,
            ),
            "the window can have one or three sides too.": (shape[1], shape[0]),
        },
    )
for part in (*fan_in_and_out((5, 4)), *fan_in_and_out((5, 4, 3))):
    assert np.asarray(part).dtype.kind in "iu", (
        f"the fans of (5, 4) and (5, 4, 3) are whole numbers, but {part} is a float.\n"
        "Likely mistake: np.prod of an empty tuple is 1.0; math.prod gives 1."
    )
for shape in ((7,), ()):
    try:
        result = fan_in_and_out(shape)
    except ValueError:
        continue
    except Exception as error:
        raise AssertionError(
            f"fan_in_and_out({shape}) raises {type(error).__name__}; a ValueError is wanted, and a sentence that says why"
        ) from None
    raise AssertionError(
        f"fan_in_and_out({shape}) returns {result}, but should raise ValueError: a bias has no fans"
    )
### END HIDDEN TESTS

# %% [markdown]
# <details><summary>Hint</summary>
#
# `math.prod(shape[2:])` is the size of the window; for a linear layer it is 1, the empty product.
# </details>

# %% [markdown]
# ## 4 · The variance of a sum, and of a product
#
# Now the lecture's derivation, $y = x_1 w_1 + \dots + x_{D_{in}} w_{D_{in}}$, with every assumption where it
# is used. The symbols, for this whole notebook:
#
# | symbol | meaning |
# |---|---|
# | `D_in`, `D_out` | number of inputs and of outputs of a layer |
# | `K`, `C_in`, `C_out` | side of a convolution's square window, its input and output channels |
# | `L` | number of layers |
# | `mean_x`, `var_x`, `E_x2` | mean, variance, and second moment $E[x^2]$ of one input |
# | `mean_w`, `var_w`, `E_w2` | the same of one weight |
# | `var_t`, `cov_t` | variance of one term $t_i = x_i w_i$; covariance of two different ones |
# | `leak` | slope of leaky ReLU left of 0; 0 is ReLU, 1 is the identity |
# | `var_y` | variance of the sum *before* a ReLU |
# | `E_dy2` | second moment of the loss gradient with respect to the sum $y$ |
# | `var_dx` | variance of the loss gradient with respect to the ReLU's output |

# %% nbgrader={"grade": false, "grade_id": "symbols", "locked": true, "schema_version": 3, "solution": false, "task": false}
import sympy

D_in, D_out, K, C_in, C_out, L = sympy.symbols(
    "D_in D_out K C_in C_out L", positive=True, integer=True
)
mean_x, mean_w, cov_t, leak = sympy.symbols("mean_x mean_w cov_t leak", real=True)
var_x, var_w, var_t, var_y, var_dx = sympy.symbols(
    "var_x var_w var_t var_y var_dx", positive=True
)
E_x2, E_w2, E_dy2 = sympy.symbols("E_x2 E_w2 E_dy2", positive=True)

# %% [markdown]
# ### Exercise 4 · `variance_of_sum` (15 minutes, ●●○, 2 points)
#
# Let $y = t_1 + \dots + t_{D_{in}}$. Always,
# $\mathrm{Var}(y) = \sum_i \mathrm{Var}(t_i) + \sum_{i \ne j} \mathrm{Cov}(t_i, t_j)$. Every term has the
# variance `var_t`, and every pair of different terms the covariance `cov_t`. The lecture goes from here to
# $D_{in} \mathrm{Var}(x_i w_i)$ in one step. Write it as three lines.
#
# A derivation is a function that returns a dictionary: name of the line → SymPy expression, its right-hand
# side alone.


# %% nbgrader={"grade": false, "grade_id": "variance_of_sum", "locked": false, "schema_version": 3, "solution": true, "task": false}
def variance_of_sum():
    """Return Var(y) for y = t_1 + ... + t_D_in, a dict of three lines.

    "all pairs": without further assumption, in D_in, var_t and cov_t.
    "uncorrelated": the line before with cov_t = 0.
    "convolution": the line before for one output of a convolution with a K by K window
    and C_in input channels, in K, C_in and var_t.
    """
    ### BEGIN SOLUTION
    all_pairs = D_in * var_t + D_in * (D_in - 1) * cov_t
    uncorrelated = all_pairs.subs(cov_t, 0)
    convolution = uncorrelated.subs(D_in, K**2 * C_in)
    return {
        "all pairs": all_pairs,
        "uncorrelated": uncorrelated,
        "convolution": convolution,
    }
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "variance_of_sum_test", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
rng = np.random.default_rng(5)
alone, shared = rng.normal(0, 2, (40_000, 5)), rng.normal(0, 1, (40_000, 1))
samples.assert_lines_predict(
    variance_of_sum(),
    [
        samples.Trial(
            "all pairs",
            "none, all pairs have the covariance cov_t",
            {D_in: 5, var_t: 5, cov_t: 1},
            (alone + shared).sum(axis=1),
            mistakes={
                "each pair is there twice, as (1, 2) and as (2, 1).": 35,
                "a term makes no pair with itself.": 50,
                "the covariances are missing.": 25,
                "D_in (D_in - 1) counts each pair twice already.": 65,
                "this is the variance of the mean of the terms; y is their sum.": 1.8,
            },
        ),
        samples.Trial(
            "uncorrelated",
            "cov_t = 0",
            {D_in: 5, var_t: 4},
            alone.sum(axis=1),
            mistakes={"variances add up, so D_in is not squared.": 100},
        ),
        samples.Trial(
            "convolution",
            "one output sums over a K by K window of C_in channels",
            {K: 2, C_in: 3, var_t: 4},
            rng.normal(0, 2, (40_000, 12)).sum(axis=1),
            mistakes={
                "the window has K times K places.": 24,
                "every input channel contributes: C_in is missing.": 16,
                "the window is missing.": 12,
            },
        ),
    ],
    "variance_of_sum()",
)
### BEGIN HIDDEN TESTS
from course_utils.checks.derivations import Step, assert_steps

assert_steps(
    variance_of_sum(),
    [
        Step("all pairs", "none", D_in * var_t + D_in * (D_in - 1) * cov_t),
        Step(
            "uncorrelated", "different terms are uncorrelated", D_in * var_t, {cov_t: 0}
        ),
        Step(
            "convolution",
            "D_in = K² C_in",
            K**2 * C_in * var_t,
            {D_in: K**2 * C_in},
        ),
    ],
    "variance_of_sum()",
    mistakes={
        "all pairs": {
            "there are D_in (D_in - 1) ordered pairs of different terms; each counts.": D_in
            * var_t
            + D_in * (D_in - 1) * cov_t / 2,
            "a term makes no pair with itself: D_in² counts these too.": D_in * var_t
            + D_in**2 * cov_t,
            "the covariances are missing.": D_in * var_t,
        },
        "uncorrelated": {
            "variances add up, deviations do not: D_in is not squared.": D_in**2 * var_t
        },
        "convolution": {
            "the window has K times K places.": K * C_in * var_t,
            "every input channel contributes: C_in is missing.": K**2 * var_t,
        },
    },
)
### END HIDDEN TESTS

# %% [markdown]
# <details><summary>Hint 1: how many pairs</summary>
#
# The double sum runs over ordered pairs: (1, 2) and (2, 1) are two of them. The first index has D_in choices,
# the second one fewer.
# </details>
# <details><summary>Hint 2: SymPy</summary>
#
# `expression.subs(cov_t, 0)` puts in an assumption.
# </details>

# %% [markdown]
# ### Exercise 5 · `variance_of_product` (15 minutes, ●●○, 3 points)
#
# Now one term, $t = x w$. Begin with $\mathrm{Var}(t) = E[t^2] - E[t]^2$. If $x$ and $w$ are independent,
# both expectations split into products. Then write the second moments as variance plus mean squared, and
# put in the two assumptions of zero mean *one after the other*. The lecture makes one step of them. They
# are not equally harmless: the weights are drawn by us, and we choose their mean; the inputs come from a
# ReLU, maybe.


# %% nbgrader={"grade": false, "grade_id": "variance_of_product", "locked": false, "schema_version": 3, "solution": true, "task": false}
def variance_of_product():
    """Return Var(x w), a dict of four lines.

    "independent": x and w are independent; in E_x2, E_w2, mean_x, mean_w.
    "moments": the line before with E[x²] and E[w²] written out; in var_x, mean_x,
    var_w, mean_w.
    "weights with mean 0": the line before with mean_w = 0.
    "inputs with mean 0": the line before with mean_x = 0.
    """
    ### BEGIN SOLUTION
    independent = E_x2 * E_w2 - mean_x**2 * mean_w**2
    moments = independent.subs({E_x2: var_x + mean_x**2, E_w2: var_w + mean_w**2})
    centred_weights = moments.subs(mean_w, 0)
    return {
        "independent": independent,
        "moments": sympy.expand(moments),
        "weights with mean 0": centred_weights,
        "inputs with mean 0": centred_weights.subs(mean_x, 0),
    }
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "variance_of_product_test", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
rng = np.random.default_rng(6)
x, w = rng.normal(0, 2, 200_000), rng.normal(0, 0.5, 200_000)
samples.assert_lines_predict(
    variance_of_product(),
    [
        samples.Trial(
            "independent",
            "x and w are independent",
            {E_x2: 13, E_w2: 1.25, mean_x: 3, mean_w: 1},
            (x + 3) * (w + 1),
            mistakes={
                "E[t] is squared, and so is each of its factors.": 13.25,
                "E[t]² is missing.": 16.25,
                "the means belong to E[t]², with a minus.": 25.25,
            },
        ),
        samples.Trial(
            "moments",
            "none, E[x²] = var_x + mean_x²",
            {var_x: 4, mean_x: 3, var_w: 0.25, mean_w: 1},
            (x + 3) * (w + 1),
            mistakes={
                "variances do not simply multiply here: both means are still there.": 1,
                "E[t]² is missing; part of the product cancels with it.": 16.25,
                "E[x²] is the variance plus the mean squared, not minus.": -5.25,
                "a mean is squared before it is added to a variance.": -0.25,
                "a term is missing: var_x mean_w².": 3.25,
                "a term is missing: var_w mean_x².": 5,
            },
        ),
        samples.Trial(
            "weights with mean 0",
            "mean_w = 0",
            {var_x: 4, mean_x: 3, var_w: 0.25},
            (x + 3) * w,
            mistakes={
                "this uses both assumptions; the mean of x is still there.": 1,
                "a mean is squared before it is added to a variance.": 1.75,
            },
        ),
        samples.Trial(
            "inputs with mean 0",
            "mean_x = 0",
            {var_x: 4, var_w: 0.25},
            x * w,
            mistakes={"variances add up in a sum; this is a product.": 4.25},
        ),
    ],
    "variance_of_product()",
)
### BEGIN HIDDEN TESTS
from course_utils.checks.derivations import Step, assert_steps

full = var_x * var_w + var_x * mean_w**2 + var_w * mean_x**2
assert_steps(
    variance_of_product(),
    [
        Step(
            "independent",
            "x and w are independent",
            E_x2 * E_w2 - mean_x**2 * mean_w**2,
        ),
        Step(
            "moments",
            "none: a second moment is the variance plus the mean squared",
            full,
            {E_x2: var_x + mean_x**2, E_w2: var_w + mean_w**2},
        ),
        Step(
            "weights with mean 0",
            "mean_w = 0",
            var_w * (var_x + mean_x**2),
            {mean_w: 0},
        ),
        Step("inputs with mean 0", "mean_x = 0", var_x * var_w, {mean_x: 0}),
    ],
    "variance_of_product()",
    mistakes={
        "independent": {
            "the means are squared: Var(t) = E[t²] - E[t]².": E_x2 * E_w2
            - mean_x * mean_w,
            "E[t]² is missing.": E_x2 * E_w2,
        },
        "moments": {
            "the variances of a product do not simply multiply; means come in.": var_x
            * var_w,
            "mean_x² mean_w² cancels.": full + mean_x**2 * mean_w**2,
        },
        "weights with mean 0": {
            "this uses mean_x = 0; the weights' mean is the one to drop here.": var_x
            * (var_w + mean_w**2),
            "this uses both assumptions; keep mean_x for now.": var_x * var_w,
        },
    },
)
### END HIDDEN TESTS

# %% [markdown]
# <details><summary>Hint 1: the first line</summary>
#
# For independent x and w, E[x² w²] = E[x²] E[w²] and E[x w] = E[x] E[w].
# </details>
# <details><summary>Hint 2: several substitutions</summary>
#
# `independent.subs({E_x2: var_x + mean_x**2, E_w2: var_w + mean_w**2})`.
# </details>

# %% [markdown]
# ### Exercise 6 · `counterexample` (20 minutes, ●●○, 3 points)
#
# An assumption that can be dropped without harm is not needed. Show that two of exercise 5's are needed, *independent* and *inputs with mean 0*: give data for which
# $\mathrm{Var}(xw) = \mathrm{Var}(x)\,\mathrm{Var}(w)$ fails because **one** assumption does not hold, while
# the others do.


# %% nbgrader={"grade": false, "grade_id": "counterexample", "locked": false, "schema_version": 3, "solution": true, "task": false}
def counterexample():
    """Return data that break Var(xw) = Var(x) Var(w), a dict: name -> (x, w).

    x, w: two arrays or tensors of equal length, 10,000 to 1,000,000 draws of x and of w;
    the i-th of x belongs to the i-th of w. Both vary. In each pair, Var(xw) is at least
    1.3 times Var(x) Var(w), or at most 1/1.3 of it.
    "inputs with mean 0" is dropped: x has another mean, which accounts for the factor (by
    exercise 5's third line this mean alone makes it 1.15 or more). All else holds: w has
    mean 0, to within 0.05 of its deviation, and x and w are independent draws (tables of 10
    by 10 groups of ranks, of the draws and of their distances from the median, show no more
    than chance does).
    "independent" is dropped: both have mean 0, to within 0.05 of their deviations, but they
    are not independent (one of these tables shows what independent draws, by a cautious
    bound, show less than once in 10^12 times).
    """
    ### BEGIN SOLUTION
    rng = np.random.default_rng(0)
    x, w = rng.standard_normal((2, 100_000))
    return {
        "inputs with mean 0": (np.abs(x), w),
        "independent": (x, rng.permutation([-1, 1] * 50_000) * x),
    }
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "counterexample_test", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
pairs = samples.named_lines(
    counterexample(), ["inputs with mean 0", "independent"], "counterexample()"
)
found = {}
for key, pair in pairs.items():
    x, w = (
        part.ravel()
        for part in results.unpack(pair, ["x", "w"], f"counterexample()[{key!r}]")
    )
    assert len(x) == len(w), (
        f"{key!r}: x has {len(x)} draws, w has {len(w)}; they belong together"
    )
    assert 10_000 <= len(x) <= 1_000_000, (
        f"{key!r}: {len(x):,} draws; 10,000 to 1,000,000 are wanted.\n"
        "Likely mistake: returning moments or a few numbers, where draws are asked for."
    )
    assert np.isfinite([x, w]).all(), f"{key!r} has NaN or infinity"
    assert min(x.std(), w.std()) > 1e-6, (
        f"{key!r}: x has deviation {x.std():.2g} and w {w.std():.2g}; both must vary"
    )
    assert abs(w.mean()) <= 0.05 * w.std(), (
        f"{key!r}: w has mean {w.mean():.3g} and deviation {w.std():.3g}.\n"
        "Likely mistake: shifting w; its mean must stay 0 here."
    )
    found[key] = x, w
x, w = found["inputs with mean 0"]
samples.assert_independent(x, w, "'inputs with mean 0': x and w")
ratio = float((x * w).var() / (x.var() * w.var()))
assert abs(math.log(ratio)) >= math.log(1.3), (
    f"'inputs with mean 0': Var(xw) is {ratio:.3f} times Var(x) Var(w); 1.3 times or more was asked for.\n"
    "Likely mistake: a mean of x that is too small against its deviation."
)
x, w = found["independent"]
assert abs(x.mean()) <= 0.05 * x.std(), (
    f"'independent': x has mean {x.mean():.3g} and deviation {x.std():.3g}; here both means must be 0"
)
ratio = float((x * w).var() / (x.var() * w.var()))
assert abs(math.log(max(ratio, 1e-12))) >= math.log(1.3), (
    f"'independent': Var(xw) is {ratio:.3f} times Var(x) Var(w); 1.3 times or more, or 1/1.3 or less, was asked for.\n"
    + (
        "Likely mistake: a distribution for which dependence happens to leave the factor near 1; try another."
        if samples.dependence(x, w) > 12
        else "Likely mistake: draws that are independent after all."
    )
)
### BEGIN HIDDEN TESTS
# Few draws of a distribution with heavy tails can break the formula by chance, with nothing wrong in its assumptions.
assert samples.dependence(x, w) > 12, (
    "'independent': x and w look like independent draws, whatever Var(xw) happens to be.\n"
    "Likely mistake: a distribution whose variance a few huge draws decide; let the draws of w depend on those of x."
)
x, w = found["inputs with mean 0"]
needed = w.var() * (x.var() + x.mean() ** 2) / (x.var() * w.var())
assert abs(math.log(needed)) >= math.log(1.15), (
    f"'inputs with mean 0': the mean of x alone makes Var(xw) {needed:.2f} times Var(x) Var(w); it should account for the "
    "1.3.\nLikely mistake: a mean of x that is next to nothing beside its deviation."
)
### END HIDDEN TESTS

# %% [markdown]
# <details><summary>Hint 1: the mean</summary>
#
# What does a ReLU do to the mean of its input? Exercise 5's third line says how much it matters.
# </details>
# <details><summary>Hint 2: dependence without a mean</summary>
#
# Two numbers can be uncorrelated and still know each other's size. Give x and w the same size, and signs that
# do not go together.
# </details>

# %% [markdown]
# ### Experiment 3 · Which assumptions does a real layer need?
#
# One layer, 64 inputs, 20,000 units with weights of deviation 1/√64. What is $\mathrm{Var}(y)$ over all units
# and all examples, as a multiple of $D_{in} \mathrm{Var}(x) \mathrm{Var}(w)$? Four kinds of inputs:
# independent normal numbers; real digits, whose neighbouring pixels go together; normal numbers with a mean
# of 1; and the normal ones again, but with weights that have a mean of their own, one deviation.
#
# **Predict:** the lecture assumes that all $x_i$ and $w_i$ are independent and have mean 0. For which of the
# four does the formula fail, and by what factor?

# %% tags=["experiment", "skip-execution"]
rng = np.random.default_rng(0)
normal = rng.standard_normal((1000, 64))
pixels = x_train[:1000].numpy().astype(np.float64)
pixels -= pixels.mean()
w = rng.standard_normal((64, 20_000)) / 8
cases = {
    "independent, mean 0": (normal, w),
    "real pixels, mean 0": (pixels, w),
    "inputs with mean 1": (normal + 1, w),
    "weights with mean 1/8": (normal, w + 1 / 8),
}
ratios = {}
for name, (x, weights) in cases.items():
    y = x @ weights
    plain_formula = 64 * x.var() * weights.var()
    third_line = 64 * weights.var() * (x.var() + x.mean() ** 2)
    ratios[name] = (y.var() / plain_formula, y.var() / third_line)
    print(
        f"{name:22s} {ratios[name][0]:.2f} × D_in Var(x) Var(w),  {ratios[name][1]:.2f} × D_in Var(w) E[x²]"
    )
fig, ax = plt.subplots(figsize=(8.5, 3.6), layout="constrained")
plots.grouped_bars(
    {
        "Var(y) / (D_in Var(x) Var(w))": [first for first, _ in ratios.values()],
        "Var(y) / (D_in Var(w) E[x²])": [second for _, second in ratios.values()],
    },
    list(ratios),
    ax,
    ylabel="measured / predicted",
)
ax.axhline(1, color="0.4", linewidth=0.8)
assumed, correlated, shifted, offset = (ratio for ratio, _ in ratios.values())
claims.record(
    "Var(y) = D_in Var(x) Var(w), if all x and w are iid with mean 0",
    "holds" if abs(assumed - 1) < 0.1 else "does not hold",
    f"{assumed:.2f} × as assumed; also {correlated:.2f} × with pixels that go together, so that the inputs need not be "
    f"independent; but {shifted:.2f} × with a mean in x, {offset:.2f} × with a mean in w",
)

# %% [markdown]
# **What to see.** In the first two groups all bars reach 1: pixels that go together do no harm. Two terms $x_i w_i$ and
# $x_j w_j$ are uncorrelated as soon as the *weights* have mean 0 and are independent of each other and of the inputs;
# among themselves the inputs may go together as they like. A mean of one deviation in the inputs doubles the
# variance, and the second bar, with $E[x^2]$ in place of $\mathrm{Var}(x)$, is at 1 again. A mean of one deviation in the
# weights doubles the variance too, and there the second bar does not help: it takes a formula with `mean_w`.
#
# | inputs and weights | measured / (D_in Var(x) Var(w)) | measured / (D_in Var(w) E[x²]) |
# |---|---|---|
# | independent, mean 0 | 1.00 | 1.00 |
# | real pixels, mean 0 | 1.01 | 1.01 |
# | inputs with mean 1 | 1.99 | 0.99 |
# | weights with mean 1/8 | 2.08 | 2.08 |
#
# <!-- measured:
# 1.00 ± 0.02: ratios["independent, mean 0"]
# 1.01 ± 0.02: ratios["real pixels, mean 0"]
# 1.99 ± 0.04: ratios["inputs with mean 1"][0]
# 0.99 ± 0.02: ratios["inputs with mean 1"][1]
# 2.08 ± 0.06: ratios["weights with mean 1/8"]
# -->

# %% [markdown] nbgrader={"grade": true, "grade_id": "question_assumptions", "locked": false, "points": 4, "schema_version": 3, "solution": true, "task": false}
# **Question A (4 points, in your own words).** The lecture assumes that all $x_i$ and $w_i$ are iid and have
# zero mean. (a) Show, in one or two lines, why independent weights with mean 0 make the terms $x_i w_i$
# uncorrelated even when the inputs are correlated. (b) After the first step of training the weights are no
# longer independent of the inputs. Name one consequence for the use of these formulas.
#
# === BEGIN MARK SCHEME ===
# (a) 2 points: E[x_i w_i x_j w_j] = E[x_i x_j] E[w_i] E[w_j] = 0 for i ≠ j (1), and E[x_i w_i] = 0 as well,
# so that the covariance is 0 (1). Saying only "because they are independent" earns none.
#
# (b) 2 points: the formulas describe the start only (1); a consequence with a reason (1), for instance:
# scales can drift during training, so deep nets use normalisation layers; weights fitted to the data give
# larger sums than chance would; a good start does not guarantee good training.
# === END MARK SCHEME ===

# %% [markdown]
# ## 5 · Xavier: keep the variance, forward
#
# Put the sum and the product together, and ask that a layer changes nothing: $\mathrm{Var}(y) =
# \mathrm{Var}(x)$. If it changes something, the change is multiplied over $L$ layers.
#
# ### Exercise 7 · `xavier_condition` (10 minutes, ●○○, 2 points)


# %% nbgrader={"grade": false, "grade_id": "xavier_condition", "locked": false, "schema_version": 3, "solution": true, "task": false}
def xavier_condition():
    """Return the way to Xavier's deviation, a dict of five lines.

    "one layer": Var(y) for uncorrelated terms, weights and inputs with mean 0; in D_in,
    var_w and var_x.
    "L layers": the variance after L such layers in a row, all with D_in inputs a unit and
    no nonlinearity between them; in D_in, var_w, var_x and L. var_x is the variance that
    goes into the first.
    "variance kept": the var_w for which every layer keeps the variance; in D_in.
    "deviation": the weights' standard deviation; in D_in.
    "convolution": that deviation for a K by K window and C_in channels.
    """
    ### BEGIN SOLUTION
    one_layer = D_in * var_w * var_x
    (kept,) = sympy.solve(sympy.Eq(one_layer, var_x), var_w)
    return {
        "one layer": one_layer,
        "L layers": (D_in * var_w) ** L * var_x,
        "variance kept": kept,
        "deviation": sympy.sqrt(kept),
        "convolution": sympy.sqrt(kept).subs(D_in, K**2 * C_in),
    }
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "xavier_condition_test", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
lines = samples.named_lines(
    xavier_condition(),
    ["one layer", "L layers", "variance kept", "deviation", "convolution"],
    "xavier_condition()",
)
rng = np.random.default_rng(7)
x = rng.normal(0, 3, (100_000, 8))
w = rng.normal(0, 0.5, (100_000, 8))
samples.assert_predicts(
    lines["one layer"],
    {D_in: 8, var_w: 0.25, var_x: 9},
    (x * w).sum(axis=1),
    "xavier_condition()['one layer']",
    mistakes={"there are D_in terms.": 2.25},
)
checks.assert_close(
    samples.value(
        lines["L layers"],
        {D_in: 8, var_w: 0.25, var_x: 9, L: 3},
        "xavier_condition()['L layers']",
    ),
    72,
    "xavier_condition()['L layers'] for D_in = 8, var_w = 1/4, var_x = 9, L = 3",
    mistakes={
        "every layer multiplies the variance, so the factor gets a power.": 54,
        "the first input's variance is there once.": 8 * 729,
        "this is the factor alone; var_x goes in first.": 8,
        "each of the L layers multiplies, not L - 1 of them.": 36,
        "every layer has D_in terms: D_in has the power, too.": 1.125,
    },
)
kept = samples.positive_value(
    lines["variance kept"],
    {D_in: 8},
    "xavier_condition()['variance kept']",
    mistakes={
        "this is the deviation; its square, the variance, is wanted.": 8**-0.5,
        "this is twice as much; nothing is cut off here, there is no ReLU.": 0.25,
        "this is turned over: D_in var_w = 1.": 8,
    },
)
samples.assert_predicts(
    9,
    {},
    (x * w / 0.5 * kept**0.5).sum(axis=1),
    f"a layer of 8 inputs of variance 9, with weights of your variance {kept:.4g}, should keep the variance",
)
### BEGIN HIDDEN TESTS
from course_utils.checks.derivations import Step, assert_steps

assert_steps(
    lines,
    [
        Step(
            "one layer",
            "uncorrelated terms, weights and inputs with mean 0",
            D_in * var_w * var_x,
        ),
        Step(
            "L layers",
            "what one layer gives out, the next takes in",
            (D_in * var_w) ** L * var_x,
        ),
        Step("variance kept", "Var(y) = Var(x)", 1 / D_in),
        Step("deviation", "the root of the variance", 1 / sympy.sqrt(D_in)),
        Step(
            "convolution",
            "D_in = K² C_in",
            1 / (K * sympy.sqrt(C_in)),
            {D_in: K**2 * C_in},
        ),
    ],
    "xavier_condition()",
    mistakes={
        "L layers": {
            "this adds the layers up; they multiply.": L * D_in * var_w * var_x
        },
        "deviation": {
            "this is the variance; the deviation is its root.": 1 / D_in,
        },
        "convolution": {
            "the root also goes over the window: √(K²) = K.": 1
            / (K**2 * sympy.sqrt(C_in)),
            "the window is missing: every channel contributes K² terms.": 1
            / sympy.sqrt(C_in),
            "this is the variance; the deviation is its root.": 1 / (K**2 * C_in),
            "the window has K times K places.": 1 / sympy.sqrt(K * C_in),
        },
    },
)
### END HIDDEN TESTS

# %% [markdown]
# <details><summary>Hint</summary>
#
# "one layer" is exercise 4's second line with exercise 5's last line for `var_t`. For the next line, give its
# result to the next layer as `var_x`. `sympy.solve(equation, var_w)` returns a list.
# </details>

# %% [markdown]
# ## 6 · ReLU: half of the second moment
#
# tanh is nearly the identity near 0, so the derivation without a nonlinearity is a fair guide to it. A ReLU
# is not: it cuts off one half. What does the *next* layer's formula need? Exercise 5's third line: weights
# of mean 0 multiply $E[x^2]$, and not the variance. So that is what to compute, for $x = f(y)$, where
#
# $$f(y) = y \text{ for } y > 0, \qquad f(y) = \texttt{leak} \cdot y \text{ for } y \le 0 .$$
#
# ### Exercise 8 · `relu_half` (20 minutes, ●●●, 3 points)
#
# Let $y$ have mean 0, variance `var_y` and a density that is *symmetric* about 0: each half of the line
# holds half of $E[y^2]$. The last two lines need more, a *normal* density $\frac{1}{\sqrt{2\pi
# v}} e^{-y^2 / 2v}$ with $v$ = `var_y`.


# %% nbgrader={"grade": false, "grade_id": "relu_half", "locked": false, "schema_version": 3, "solution": true, "task": false}
def relu_half():
    """Return moments of x = f(y), a dict of four lines in var_y and leak.

    "ReLU": E[x²] for leak = 0 and a symmetric density; in var_y alone.
    "leaky ReLU": E[x²] for any leak and a symmetric density.
    "mean": E[x] for any leak and a normal density.
    "variance": Var(x) for any leak and a normal density.
    """
    ### BEGIN SOLUTION
    z = sympy.Symbol("z", positive=True)
    density = sympy.exp(-(z**2) / (2 * var_y)) / sympy.sqrt(2 * sympy.pi * var_y)
    half_mean = sympy.integrate(
        z * density, (z, 0, sympy.oo)
    )  # of one half of the line
    second_moment = var_y / 2 + leak**2 * var_y / 2
    mean = (1 - leak) * half_mean
    return {
        "ReLU": var_y / 2,
        "leaky ReLU": second_moment,
        "mean": mean,
        "variance": second_moment - mean**2,
    }
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "relu_half_test", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
rng = np.random.default_rng(8)
flat, bell = rng.uniform(-3, 3, 200_000), rng.normal(0, 3, 200_000)
leaky_flat, leaky_bell = (np.where(y > 0, y, 0.4 * y) for y in (flat, bell))
samples.assert_lines_predict(
    relu_half(),
    [
        samples.Trial(
            "ReLU",
            "y is symmetric about 0; here it is uniform",
            {var_y: 3},
            np.maximum(flat, 0) ** 2,
            "mean",
            mistakes={
                "nothing is cut off here; half of E[y²] lies left of 0.": 3,
                "a half of var_y, not of its root.": 3**0.5 / 2,
                "this is the variance of a normal y after ReLU; E[x²] is asked for.": 1.5
                - 3 / (2 * np.pi),
            },
        ),
        samples.Trial(
            "leaky ReLU",
            "y is symmetric about 0; here it is uniform",
            {var_y: 3, leak: 0.4},
            leaky_flat**2,
            "mean",
            mistakes={
                "left of 0 the leak is squared along with y.": 2.1,
                "the right half is missing.": 0.24,
                "each half of the line holds half of E[y²].": 3.48,
                "each half has its slope squared: 1 + leak², not (1 + leak)².": 2.94,
                "the left half adds: its square is positive.": 1.26,
            },
        ),
        samples.Trial(
            "mean",
            "y is normal",
            {var_y: 9, leak: 0.4},
            leaky_bell,
            "mean",
            mistakes={
                "left of 0 the leak times a negative number takes away.": 1.4
                * 3
                / (2 * np.pi) ** 0.5,
                "the leak is missing.": 3 / (2 * np.pi) ** 0.5,
                "half of the density lies right of 0; this counts it twice.": 0.6
                * 6
                / (2 * np.pi) ** 0.5,
                "x is not symmetric about 0; its mean is not 0.": 0,
                "a mean has the unit of a deviation: take the root of var_y.": 0.6
                * 9
                / (2 * np.pi) ** 0.5,
            },
        ),
        samples.Trial(
            "variance",
            "y is normal",
            {var_y: 9, leak: 0.4},
            leaky_bell,
            mistakes={
                "this is the second moment; take the mean squared away.": 5.22,
                "the mean is squared before it is taken away.": 5.22
                - 1.8 / (2 * np.pi) ** 0.5,
                "the leak is missing.": 4.5 - 9 / (2 * np.pi),
                "the mean squared has (1 - leak)², not 1 - leak².": 5.22
                - 0.84 * 9 / (2 * np.pi),
            },
        ),
    ],
    "relu_half()",
)
### BEGIN HIDDEN TESTS
from course_utils.checks.derivations import Step, assert_steps

second_moment = (1 + leak**2) / 2 * var_y
mean = (1 - leak) * sympy.sqrt(var_y / (2 * sympy.pi))
assert_steps(
    relu_half(),
    [
        Step("ReLU", "y is symmetric about 0", var_y / 2),
        Step("leaky ReLU", "y is symmetric about 0", second_moment),
        Step("mean", "y is normal", mean),
        Step("variance", "none: E[x²] minus the mean squared", second_moment - mean**2),
    ],
    "relu_half()",
    mistakes={
        "ReLU": {
            "nothing is cut off here; half of E[y²] lies left of 0.": var_y,
            "a half of the variance, not of the deviation.": var_y / 4,
            "a half of var_y, not of its root.": sympy.sqrt(var_y) / 2,
        },
        "leaky ReLU": {
            "the leak is squared along with y.": (1 + leak) / 2 * var_y,
            "the right half is missing.": leak**2 * var_y / 2,
            "each half of the line holds half of E[y²].": (1 + leak**2) * var_y,
        },
        "mean": {
            "left of 0 the leak times a negative number takes away.": (1 + leak)
            * sympy.sqrt(var_y / (2 * sympy.pi)),
            "x is not symmetric about 0; its mean is not 0.": sympy.Integer(0),
            "the root belongs over var_y: a mean has the unit of a deviation.": (
                1 - leak
            )
            * var_y
            / sympy.sqrt(2 * sympy.pi),
        },
        "variance": {
            "this is the second moment; take the mean squared away.": second_moment,
            "the mean is squared before it is taken away.": second_moment - mean,
        },
    },
)
### END HIDDEN TESTS

# %% [markdown]
# <details><summary>Hint 1: no integral is needed for the first two lines</summary>
#
# E[x²] is the share of E[y²] from y > 0, plus leak² times the share from y < 0. What are the two shares?
# </details>
# <details><summary>Hint 2: the mean</summary>
#
# ∫ y p(y) dy over y > 0 is √(var_y / 2π) for the normal density; over y < 0 it is minus that.
# `sympy.integrate(z * density, (z, 0, sympy.oo))` finds it, if z is a positive symbol.
# </details>
# <details><summary>Hint 3: the variance</summary>
#
# E[x²] minus the mean squared.
# </details>

# %% [markdown]
# Put in `leak = 0`: a ReLU leaves $E[x^2] = \frac12\,$`var_y`, but $\mathrm{Var}(x) = (\frac12 -
# \frac{1}{2\pi})\,$`var_y` $\approx 0.34\,$`var_y`. The halving concerns the second moment. Who puts the
# variance into the lecture's formula finds $1/0.34 \approx 2.9$ where $2$ is right.
#
# The slides say it in words: ReLU kills half of the activations, so "make the non-zero output variance twice as
# large". In symbols: half of $E[y^2]$ is lost, so the weights make $\mathrm{Var}(y)$ twice as large as the input's
# second moment, and what is left after the ReLU is that second moment again.
#
# ## 7 · Kaiming, forward and backward
#
# ### Exercise 9 · `kaiming_condition` (15 minutes, ●●○, 3 points)
#
# `var_y` is the variance of the sums of one layer, before its ReLU. What is the variance of the sums in the
# next layer, and for which `var_w` is it the same?


# %% nbgrader={"grade": false, "grade_id": "kaiming_condition", "locked": false, "schema_version": 3, "solution": true, "task": false}
def kaiming_condition():
    """Return the way to Kaiming's variance, a dict of five lines.

    "weights with mean 0": the variance of the next layer's sums, for uncorrelated terms;
    in D_in, var_w and E_x2, where x is what the ReLU before them returned.
    "after a leaky ReLU": the line before with E_x2 from exercise 8; in D_in, var_w, leak
    and var_y.
    "variance kept": the var_w for which this is var_y again; in D_in and leak.
    "ReLU": the line before with leak = 0.
    "convolution": the line before for a K by K window and C_in channels.
    """
    ### BEGIN SOLUTION
    centred = D_in * var_w * E_x2
    leaky = centred.subs(E_x2, (1 + leak**2) * var_y / 2)
    (kept,) = sympy.solve(sympy.Eq(leaky, var_y), var_w)
    return {
        "weights with mean 0": centred,
        "after a leaky ReLU": leaky,
        "variance kept": kept,
        "ReLU": kept.subs(leak, 0),
        "convolution": kept.subs({leak: 0, D_in: K**2 * C_in}),
    }
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "kaiming_condition_test", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
lines = samples.named_lines(
    kaiming_condition(),
    [
        "weights with mean 0",
        "after a leaky ReLU",
        "variance kept",
        "ReLU",
        "convolution",
    ],
    "kaiming_condition()",
)
rng = np.random.default_rng(9)
y, w = rng.normal(0, 2, (100_000, 8)), rng.normal(0, 0.5, (100_000, 8))
x = np.where(y > 0, y, 0.3 * y)
samples.assert_predicts(
    lines["weights with mean 0"],
    {D_in: 8, var_w: 0.25, E_x2: 2.18},
    (x * w).sum(axis=1),
    "kaiming_condition()['weights with mean 0']",
    mistakes={
        "there are D_in terms.": 0.545,
        "E_x2 is that of x, after the ReLU: it has been halved already.": 2.18,
    },
)
samples.assert_predicts(
    lines["after a leaky ReLU"],
    {D_in: 8, var_w: 0.25, leak: 0.3, var_y: 4},
    (x * w).sum(axis=1),
    "kaiming_condition()['after a leaky ReLU']",
    mistakes={
        "with weights of mean 0 the second moment of x counts, not its variance.": 4.36
        - 8 * 0.49 / (2 * np.pi),
        "the leak is squared along with y.": 5.2,
        "nothing is cut off here; see exercise 8.": 8,
        "the leak is missing.": 4,
    },
)
kept = samples.positive_value(
    lines["variance kept"],
    {D_in: 8, leak: 0.3},
    "kaiming_condition()['variance kept']",
    mistakes={
        "this is Xavier's; the weights must give back what the ReLU takes.": 1 / 8,
        "the leak lets more through, so the weights may be smaller.": 2 * 1.09 / 8,
        "the leak is squared: 1 + leak².": 2 / (8 * 1.3),
        "this is turned over: D_in var_w (1 + leak²) / 2 = 1.": 8.72 / 2,
        "this is the deviation; its square, the variance, is wanted.": (2 / 8.72)
        ** 0.5,
        "this is right for leak = 0 only.": 2 / 8,
    },
)
samples.assert_predicts(
    4,
    {},
    (x * w / 0.5 * kept**0.5).sum(axis=1),
    f"a layer of 8 inputs after a leaky ReLU, with weights of your variance {kept:.4g}, should give 4 again",
)
### BEGIN HIDDEN TESTS
from course_utils.checks.derivations import Step, assert_steps

gate = (1 + leak**2) / 2
assert_steps(
    lines,
    [
        Step(
            "weights with mean 0",
            "uncorrelated terms, mean_w = 0",
            D_in * var_w * E_x2,
        ),
        Step(
            "after a leaky ReLU",
            "y is symmetric about 0",
            D_in * var_w * gate * var_y,
            {E_x2: gate * var_y},
        ),
        Step(
            "variance kept",
            "the next variance is var_y again",
            2 / ((1 + leak**2) * D_in),
        ),
        Step("ReLU", "leak = 0", 2 / D_in, {leak: 0}),
        Step("convolution", "D_in = K² C_in", 2 / (K**2 * C_in), {D_in: K**2 * C_in}),
    ],
    "kaiming_condition()",
    mistakes={
        "after a leaky ReLU": {
            "this is the variance after the ReLU; with weights of mean 0 the second moment counts.": D_in
            * var_w
            * var_y
            * (gate - (1 - leak) ** 2 / (2 * sympy.pi)),
            "the leak is squared along with y.": D_in * var_w * var_y * (1 + leak) / 2,
        },
        "variance kept": {
            "this is Xavier's; the ReLU takes away a part that the weights must give back.": 1
            / D_in,
            "the leak lets more through, so the weights may be smaller: divide by 1 + leak².": 2
            * (1 + leak**2)
            / D_in,
            "this is the deviation; its square, the variance, is wanted.": sympy.sqrt(
                2 / ((1 + leak**2) * D_in)
            ),
        },
        "ReLU": {
            "this is the deviation; its square, the variance, is wanted.": sympy.sqrt(
                2 / D_in
            ),
            "this is leak = 1, no nonlinearity; ReLU is leak = 0.": 1 / D_in,
            "a ReLU halves, so the weights double: 2 stands above.": 1 / (2 * D_in),
        },
        "convolution": {
            "the window is missing: every channel contributes K² terms.": 2 / C_in,
            "the window has K times K places.": 2 / (K * C_in),
            "this is the deviation; its square, the variance, is wanted.": sympy.sqrt(
                2 / (K**2 * C_in)
            ),
            "leak = 0 was put in already.": 2 / (K**2 * C_in * (1 + leak**2)),
        },
    },
)
### END HIDDEN TESTS

# %% [markdown]
# <details><summary>Hint</summary>
#
# The first line is exercise 4's second line, with exercise 5's third line for `var_t`: var_x + mean_x² is
# E_x2. Then substitute, and solve.
# </details>

# %% [markdown]
# ### Exercise 10 · `backward_condition` (25 minutes, ●●●, 3 points)
#
# Training needs gradients, and they travel the other way. Take one layer, $y = Wx$ and then $x' = f(y)$ with
# the leaky ReLU $f$. The gradient comes in at $x'$ and goes out at $x$:
#
# $$\frac{\partial \mathcal L}{\partial y_i} = f'(y_i)\, \frac{\partial \mathcal L}{\partial x'_i}, \qquad
# \frac{\partial \mathcal L}{\partial x_j} = \sum_{i=1}^{D_{out}} w_{ij}\, \frac{\partial \mathcal L}{\partial
# y_i} .$$
#
# The same sum of products, over the *outputs*. Assume, as the papers do, that all gradients have mean 0, that
# they are independent of the weights of this layer, and that $f'(y_i)$ is independent of the gradient it
# multiplies.
#
# Forward and backward ask for different variances. Glorot and Bengio give each a half of the say: take the
# variance that is right for the *mean* of the two numbers $D_{in}$ and $D_{out}$.


# %% nbgrader={"grade": false, "grade_id": "backward_condition", "locked": false, "schema_version": 3, "solution": true, "task": false}
def backward_condition():
    """Return the way to the backward variance, and to Glorot's, a dict of six lines.

    "sum over outputs": the variance of dL/dx_j, for uncorrelated terms and weights with
    mean 0; in D_out, var_w and E_dy2.
    "through the leaky ReLU": the line before with E_dy2 = E[f'(y)²] var_dx, for an even
    chance of y > 0 and y < 0; in D_out, var_w, leak and var_dx.
    "variance kept": the var_w for which this is var_dx again; in D_out and leak.
    "linear": the line before without a nonlinearity, leak = 1.
    "Glorot's average": the variance between the linear forward condition, 1/D_in, and the
    line before: that of the mean of D_in and D_out; in D_in and D_out.
    "convolution": the line before for a K by K window, stride 1, C_in and C_out channels.
    """
    ### BEGIN SOLUTION
    over_outputs = D_out * var_w * E_dy2
    gated = over_outputs.subs(E_dy2, (1 + leak**2) * var_dx / 2)
    (kept,) = sympy.solve(sympy.Eq(gated, var_dx), var_w)
    average = 1 / ((D_in + D_out) / 2)
    return {
        "sum over outputs": over_outputs,
        "through the leaky ReLU": gated,
        "variance kept": kept,
        "linear": kept.subs(leak, 1),
        "Glorot's average": average,
        "convolution": average.subs({D_in: K**2 * C_in, D_out: K**2 * C_out}),
    }
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "backward_condition_test", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
lines = samples.named_lines(
    backward_condition(),
    [
        "sum over outputs",
        "through the leaky ReLU",
        "variance kept",
        "linear",
        "Glorot's average",
        "convolution",
    ],
    "backward_condition()",
)
rng = np.random.default_rng(10)
w = rng.normal(0, 0.5, (100_000, 6))
slope_of_f = np.where(rng.normal(size=(100_000, 6)) > 0, 1, 0.3)
dy = slope_of_f * rng.normal(0, 3, (100_000, 6))
samples.assert_predicts(
    lines["sum over outputs"],
    {D_out: 6, var_w: 0.25, E_dy2: 4.905},
    (w * dy).sum(axis=1),
    'backward_condition()["sum over outputs"]',
    mistakes={"there are D_out terms.": 1.22625},
)
samples.assert_predicts(
    lines["through the leaky ReLU"],
    {D_out: 6, var_w: 0.25, leak: 0.3, var_dx: 9},
    (w * dy).sum(axis=1),
    'backward_condition()["through the leaky ReLU"]',
    mistakes={
        "the slope is squared along with the gradient.": 8.775,
        "the slope is not 1 everywhere.": 13.5,
        "the leak is missing.": 6.75,
        "E[f'(y)²] is the mean of the squares, not the square of the mean.": 13.5
        * 0.65**2,
    },
)
kept = samples.positive_value(
    lines["variance kept"],
    {D_out: 6, leak: 0.3},
    'backward_condition()["variance kept"]',
    mistakes={
        "half of the gradients meet a slope of leak, half one of 1: take the mean.": 1
        / 6.54,
        "this is the deviation; its square, the variance, is wanted.": (2 / 6.54)
        ** 0.5,
        "this is right for leak = 0 only.": 2 / 6,
    },
)
samples.assert_predicts(
    9,
    {},
    (w / 0.5 * kept**0.5 * dy).sum(axis=1),
    f"a layer of 6 outputs before a leaky ReLU, with weights of your variance {kept:.4g}, should hand 9 on",
)
checks.assert_close(
    samples.value(
        lines["Glorot's average"],
        {D_in: 300, D_out: 100},
        'backward_condition()["Glorot\'s average"]',
    ),
    0.005,
    'backward_condition()["Glorot\'s average"] for D_in = 300, D_out = 100',
    mistakes={
        "this is the mean of the two variances; take that of the mean of D_in and D_out.": (
            1 / 300 + 1 / 100
        )
        / 2,
        "the mean of D_in and D_out is half their sum.": 1 / 400,
        "this is the square root of it, a deviation.": 0.005**0.5,
        "this is the geometric mean.": (1 / 30000) ** 0.5,
        "there is no ReLU here, and no factor 2 for it.": 0.01,
        "6 belongs to the bound of a uniform distribution; its variance is a third of that squared.": 0.015,
    },
)
### BEGIN HIDDEN TESTS
from course_utils.checks.derivations import Step, assert_steps

gate = (1 + leak**2) / 2
assert_steps(
    lines,
    [
        Step(
            "sum over outputs",
            "uncorrelated terms, mean_w = 0",
            D_out * var_w * E_dy2,
        ),
        Step(
            "through the leaky ReLU",
            "f'(y) is 1 or leak, with even chances, whatever the gradient",
            D_out * var_w * gate * var_dx,
            {E_dy2: gate * var_dx},
        ),
        Step(
            "variance kept",
            "the gradient's variance is var_dx again",
            2 / ((1 + leak**2) * D_out),
        ),
        Step("linear", "leak = 1", 1 / D_out, {leak: 1}),
        Step(
            "Glorot's average",
            "D_in and D_out count alike",
            2 / (D_in + D_out),
        ),
        Step(
            "convolution",
            "D_in = K² C_in, D_out = K² C_out",
            2 / (K**2 * (C_in + C_out)),
            {D_in: K**2 * C_in, D_out: K**2 * C_out},
        ),
    ],
    "backward_condition()",
    mistakes={
        "sum over outputs": {
            "backward the sum goes over the outputs, of which there are D_out.": D_in
            * var_w
            * E_dy2
        },
        "through the leaky ReLU": {
            "the slope is squared along with the gradient.": D_out
            * var_w
            * var_dx
            * (1 + leak)
            / 2
        },
        "variance kept": {
            "this is the forward condition: here the outputs count.": 2
            / ((1 + leak**2) * D_in)
        },
        "linear": {
            "leak = 0 is ReLU; without a nonlinearity the slope is 1 on both sides.": 2
            / D_out
        },
        "convolution": {
            "the window belongs to the fan-out as well.": 2 / (K**2 * C_in + C_out),
            "the window is missing.": 2 / (C_in + C_out),
            "the mean of the two is half their sum.": 1 / (K**2 * (C_in + C_out)),
        },
    },
    symbols=[D_in, D_out],
)
### END HIDDEN TESTS

# %% [markdown]
# <details><summary>Hint 1: it is the forward derivation again</summary>
#
# Exchange D_in by D_out and x by dL/dy. E[f'(y)²] is the mean of 1 and leak².
# </details>
# <details><summary>Hint 2: Glorot's average</summary>
#
# 1/D_in is right for D_in, 1/D_out for D_out. Put the mean of the two numbers under the fraction line.
# </details>

# %% [markdown]
# **Source check.** For square layers the conditions agree, and the lecture's $1/\sqrt{D_{in}}$ is Glorot
# and Bengio's. For others it is one half of their argument: what they propose is the average, as a uniform
# distribution on $\pm\sqrt{6}/\sqrt{n_j + n_{j+1}}$ (2010, equation 16), whose variance is your fifth line.
# The slide on training ResNet says "Xavier initialization from He et al."; what He et al. derived for ReLU
# is your exercise 9, a factor of √2 away. PyTorch's `xavier_normal_` is the average too, and its
# `kaiming_normal_` takes the fan-in unless you ask for `fan_out`.
#
# ## 8 · From the formula to the draw
#
# A test of an initialiser must not depend on the order in which it draws. The checks below look at
# statistics of some 90,000 weights: their deviation and mean, their distribution, and whether weights go
# together. Such a check can err in two ways, and both are rare: a deviation that is off by 3 % slips through once
# in a million draws, and a right draw is refused once in a hundred million.
#
# ### Exercise 11 · `xavier` (10 minutes, ●○○, 3 points)


# %% nbgrader={"grade": false, "grade_id": "xavier", "locked": false, "schema_version": 3, "solution": true, "task": false}
def xavier(shape, mode="fan_in", seed=0):
    """Return weights with Xavier's deviation, a float32 or float64 tensor or array.

    shape: that of the result, as for `fan_in_and_out`. mode: "fan_in" for the variance 1/fan_in, as in the
    lecture, or "fan_avg" for Glorot and Bengio's own; otherwise ValueError.
    seed: an int, 0 or more. The same seed gives the same weights every time, another one others.
    The weights are drawn independently with mean 0, normal or uniform, as you like; a
    normal distribution may be cut off at two deviations or more: what lies beyond is drawn
    again, not moved to the bound.
    """
    ### BEGIN SOLUTION
    window = math.prod(shape[2:])
    fan_in, fan_out = shape[1] * window, shape[0] * window
    variances = {"fan_in": 1 / fan_in, "fan_avg": 2 / (fan_in + fan_out)}
    if mode not in variances:
        raise ValueError(f"mode is one of {', '.join(variances)}; got {mode!r}")
    generator = torch.Generator().manual_seed(seed)
    return math.sqrt(variances[mode]) * torch.randn(*shape, generator=generator)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "xavier_test", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
shape = (240, 400)
samples.assert_drawn(
    xavier(shape),
    shape,
    1 / math.sqrt(400),
    "xavier((240, 400))",
    mistakes={
        "this is the fan-out's; the first number of the shape counts the outputs.": 1
        / math.sqrt(240),
        "this is the variance 1/fan_in used as the deviation; take the root.": 1 / 400,
        "this is Kaiming's, twice the variance.": math.sqrt(2 / 400),
        "this is fan_avg's deviation; the mode here is fan_in.": math.sqrt(2 / 640),
        "a uniform distribution on ±a has the deviation a/√3.": 1 / math.sqrt(1200),
        "the weights are not scaled: multiply them by the deviation.": 1.0,
        "cutting off at two deviations leaves 0.88 of the deviation: make up for it.": 0.8796
        / math.sqrt(400),
        "all weights have one sign; their mean must be 0.": math.sqrt(
            (1 - 2 / math.pi) / 400
        ),
    },
)
samples.assert_drawn(
    xavier(shape, mode="fan_avg"),
    shape,
    math.sqrt(2 / 640),
    'xavier((240, 400), mode="fan_avg")',
    mistakes={
        "the mode is ignored: this is fan_in's deviation.": 1 / math.sqrt(400),
        "the mean of the fans is half their sum.": 1 / math.sqrt(640),
        "this is the geometric mean of the two; take the mean of the fans.": (400 * 240)
        ** -0.25,
        "this is the mean of two variances; take the variance for the mean of the fans.": math.sqrt(
            (1 / 400 + 1 / 240) / 2
        ),
        "a uniform distribution on ±a has the deviation a/√3.": math.sqrt(2 / 1920),
    },
)
### BEGIN HIDDEN TESTS
for mode, std in (("fan_in", 1 / math.sqrt(1440)), ("fan_avg", math.sqrt(2 / 3744))):
    samples.assert_drawn(
        xavier((64, 40, 4, 9), mode=mode, seed=5),
        (64, 40, 4, 9),
        std,
        f'xavier((64, 40, 4, 9), mode="{mode}", seed=5)',
        mistakes={
            "the window is missing from the fans.": 1 / math.sqrt(40)
            if mode == "fan_in"
            else math.sqrt(2 / 104),
            "the window counts for the fan-out as well.": math.sqrt(2 / 1504),
        },
    )
samples.assert_seeded(lambda seed: xavier((40, 50), seed=seed), "xavier((40, 50))")
samples.assert_seeded(
    lambda seed: xavier((40, 50), "fan_avg", seed=seed), 'xavier((40, 50), "fan_avg")'
)
checks.assert_close(
    xavier((6, 5)),
    torch.as_tensor(xavier((6, 5), seed=0)).detach(),
    "xavier((6, 5)) without a seed, which should be that of seed=0,",
)
for wrong_mode in ("fan_both", "fan_out"):
    with results.raises(
        ValueError,
        f'xavier((6, 5), mode="{wrong_mode}")',
        "Compare the mode with the two that there are.",
    ):
        xavier((6, 5), mode=wrong_mode)
### END HIDDEN TESTS

# %% [markdown]
# <details><summary>Hint</summary>
#
# `torch.randn(*shape, generator=torch.Generator().manual_seed(seed))` has deviation 1.
# </details>

# %% [markdown]
# ### Exercise 12 · `kaiming` (10 minutes, ●●○, 3 points)


# %% nbgrader={"grade": false, "grade_id": "kaiming", "locked": false, "schema_version": 3, "solution": true, "task": false}
def kaiming(shape, slope=0.0, mode="fan_in", seed=0):
    """Return weights with Kaiming's deviation, a float32 or float64 tensor or array.

    shape: that of the result, as for `fan_in_and_out`. slope: that of the leaky ReLU left of 0; 0 is ReLU,
    1 no nonlinearity. mode: "fan_in" keeps the variance forward, "fan_out" backward;
    otherwise ValueError.
    seed: an int, 0 or more. The same seed gives the same weights every time, another one others.
    The weights are drawn independently with mean 0, normal or uniform, as you like; a
    normal distribution may be cut off at two deviations or more: what lies beyond is drawn
    again, not moved to the bound.
    """
    ### BEGIN SOLUTION
    window = math.prod(shape[2:])
    fans = {"fan_in": shape[1] * window, "fan_out": shape[0] * window}
    if mode not in fans:
        raise ValueError(f"mode is one of {', '.join(fans)}; got {mode!r}")
    std = math.sqrt(2 / ((1 + slope**2) * fans[mode]))
    return std * torch.randn(*shape, generator=torch.Generator().manual_seed(seed))
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "kaiming_test", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
shape = (240, 400)
samples.assert_drawn(
    kaiming(shape),
    shape,
    math.sqrt(2 / 400),
    "kaiming((240, 400))",
    mistakes={
        "this is Xavier's: the ReLU's factor 2 is missing.": 1 / math.sqrt(400),
        "the root goes over the 2 as well: √(2/fan).": 2 / math.sqrt(400),
        "the root goes over the fan as well: √(2/fan).": math.sqrt(2) / 400,
        "this is the variance used as the deviation; take the root.": 2 / 400,
        "this is the fan-out's; the mode here is fan_in.": math.sqrt(2 / 240),
        "a uniform distribution on ±a has the deviation a/√3.": math.sqrt(2 / 1200),
        "the gain √2 multiplies the deviation; of the variance it is 2.": math.sqrt(
            2**0.5 / 400
        ),
        "slope=√5 is the default of PyTorch's layers; here it is 0.": math.sqrt(
            2 / 6 / 400
        ),
        "cutting off at two deviations leaves 0.88 of the deviation: make up for it.": 0.8796
        * math.sqrt(2 / 400),
        "all weights have one sign; their mean must be 0.": math.sqrt(
            2 * (1 - 2 / math.pi) / 400
        ),
    },
)
samples.assert_drawn(
    kaiming(shape, slope=0.5),
    shape,
    math.sqrt(1.6 / 400),
    "kaiming((240, 400), slope=0.5)",
    mistakes={
        "the slope is ignored: the variance is 2 / ((1 + slope²) fan).": math.sqrt(
            2 / 400
        ),
        "the slope is squared: 2 / ((1 + slope²) fan).": math.sqrt(2 / 600),
        "the leak lets more through: divide by 1 + slope².": math.sqrt(2.5 / 400),
    },
)
### BEGIN HIDDEN TESTS
for mode, slope, std in (
    ("fan_out", 0.0, math.sqrt(2 / 2304)),
    ("fan_in", 1.0, math.sqrt(1 / 1440)),
    ("fan_out", -0.7, math.sqrt(2 / (1.49 * 2304))),
):
    samples.assert_drawn(
        kaiming((64, 40, 4, 9), slope, mode, seed=5),
        (64, 40, 4, 9),
        std,
        f'kaiming((64, 40, 4, 9), slope={slope}, mode="{mode}", seed=5)',
        mistakes={
            "the mode is ignored: this is fan_in's deviation.": math.sqrt(
                2 / ((1 + slope**2) * 1440)
            ),
            "the window is missing from the fan.": math.sqrt(
                2 / ((1 + slope**2) * (64 if mode == "fan_out" else 40))
            ),
            "the slope is ignored in this mode.": math.sqrt(2 / 2304),
        },
    )
samples.assert_seeded(lambda seed: kaiming((40, 50), seed=seed), "kaiming((40, 50))")
samples.assert_seeded(
    lambda seed: kaiming((40, 50), 0.3, "fan_out", seed=seed),
    'kaiming((40, 50), 0.3, "fan_out")',
)
checks.assert_close(
    kaiming((6, 5)),
    torch.as_tensor(kaiming((6, 5), slope=0.0, mode="fan_in", seed=0)).detach(),
    "kaiming((6, 5)) without a seed, which should be that of slope=0.0, mode fan_in and seed=0,",
)
for wrong_mode in ("fan_avg", "fan_in_out"):
    with results.raises(
        ValueError,
        f'kaiming((6, 5), mode="{wrong_mode}")',
        "Compare the mode with the two that there are.",
    ):
        kaiming((6, 5), mode=wrong_mode)
### END HIDDEN TESTS

# %% [markdown]
# <details><summary>Hint</summary>
#
# Everything but the variance and the modes is as in `xavier`: 2 / ((1 + slope²) · fan).
# </details>

# %% [markdown]
# ## 9 · Does it hold in a network?
#
# ### Experiment 4 · The lecture's six layers, now with ReLU
#
# The same six layers of 4096 units with ReLU, and with the weights that your `xavier` and your `kaiming`
# draw. **Predict** the deviation of the sixth layer's output for both, from your formulas.
#
# <details><summary>Help: how do I begin?</summary>
#
# Find the variance of the sums in each layer first (exercise 9's second line with `leak = 0`; the first layer's input
# has variance 1 and no ReLU before it). Exercise 8's last line then gives the deviation of relu(y).
# </details>

# %% tags=["experiment", "skip-execution"]
standard.clear()  # 400 MB that are not needed any more
relu_runs, weights = {}, []
for name, draw in {"Xavier": xavier, "Kaiming": kaiming}.items():
    weights.clear()
    weights += [
        torch.as_tensor(draw((units, units), seed=i)).detach().float()
        for i in tqdm(range(6), desc=name)
    ]
    relu_runs[f"ReLU, {name}"] = six_layers(torch.relu, weights)
weights.clear()
show_six(relu_runs)
all_runs = tanh_runs | relu_runs
print("std of the output, layer by layer")
for name, found in all_runs.items():
    print(f"  {name:18s}" + "  ".join(f"{std:6.3f}" for std in found["std"]))
print("std of the weight gradient, layer by layer")
for name, found in all_runs.items():
    print(f"  {name:18s}" + "  ".join(f"{std:6.3f}" for std in found["gradient_std"]))
collapsed, kept = relu_runs.values()
predicted = math.sqrt(1 - 1 / math.pi)
print(f"relu of a normal number of variance 2 has deviation {predicted:.3f}")
claims.record(
    "Half of the activations get killed by ReLU",
    "holds" if max(abs(z - 0.5) for z in kept["zeros"]) < 0.1 else "does not hold",
    f"{min(kept['zeros']):.1%} to {max(kept['zeros']):.1%} of each layer's outputs are 0",
)
claims.record(
    "ReLU correction, std √(2/D_in): activations are nicely scaled for all layers",
    "holds" if 0.9 < kept["std"][-1] / kept["std"][0] < 1.1 else "does not hold",
    f"std {kept['std'][0]:.2f} in layer 1, {kept['std'][-1]:.2f} in layer 6; predicted {predicted:.2f}",
)
per_layer = (collapsed["std"][-1] / collapsed["std"][0]) ** (1 / 5)
squares = [float((h**2).mean()) for h in collapsed["outputs"]]
halvings = [after / before for before, after in pairwise(squares)]
centred = [  # what would go on to the next layer without the mean
    float(h.var()) / before
    for before, h in zip(squares, collapsed["outputs"][1:], strict=False)
]
print(
    f"ReLU, Xavier: of the second moment a layer leaves {min(halvings):.2f} to {max(halvings):.2f}, and without its mean "
    f"{min(centred):.2f} to {max(centred):.2f}"
)
claims.record(
    "ReLU with Xavier collapses because Xavier assumes a zero-centred activation",
    "holds"
    if min(centred) > 0.9
    else "holds with care"
    if min(centred) > max(halvings)
    else "does not hold",
    f"a layer leaves {min(halvings):.2f} to {max(halvings):.2f} of the second moment that it gets; with its outputs "
    f"centred, as Xavier assumes, {min(centred):.2f} to {max(centred):.2f} would be left: the mean slows the collapse",
)
claims.record(
    "ReLU with Xavier: activations collapse to zero again",
    "holds" if per_layer < 0.8 else "does not hold",
    f"std {collapsed['std'][0]:.2f} in layer 1, {collapsed['std'][-1]:.2f} in layer 6: a factor of "
    f"{per_layer:.2f} a layer (1/√2 = 0.71)",
)

# %% [markdown]
# **What to see.** Left, Xavier: from layer to layer the histogram gets narrower, each time by a factor of 0.71, the
# root of one half. Right, Kaiming: six histograms of the same width. In every layer of both half of the outputs are
# exactly 0. The histograms leave these out, so that a deviation beside a histogram is that of the other half; the
# printed ones and the table count all. The weight gradients, zeros included, are of nearly one size in all
# layers of a column, for the reason of experiment 2, and 5.7 times smaller with Xavier: that is $\sqrt2^{\,5}$.
#
# The slide blames Xavier's assumption of a zero-centred activation. The assumption is indeed broken, but that is not what
# makes the signal fade: the next variance needs $E[x^2]$, and a mean makes $E[x^2]$ *larger*. A ReLU leaves half of the
# second moment; if its outputs were centred as well, only about a third would be left (exercise 8's last line). The
# signal fades because half of $E[x^2]$ is cut off.
#
# | setting | std of the output, layer 1 → 6 | the lecture says |
# |---|---|---|
# | tanh, 0.01 | 0.49 → 0.05 | tends to zero |
# | tanh, 0.05 | 0.87 → 0.85 | all saturate |
# | tanh, 1/√D_in | 0.63 → 0.29 | just right |
# | ReLU, 1/√D_in | 0.58 → 0.10 | collapses to zero again |
# | ReLU, √(2/D_in) | 0.82 → 0.83 | the correction |
#
# <!-- measured:
# 0.71 ± 0.01: per_layer
# true: max(abs(part - 0.5) for part in halvings) < 0.03 and max(abs(part - 1 / 3) for part in centred) < 0.03
# 5.7 ± 0.2: kept["gradient_std"][0] / collapsed["gradient_std"][0]
# true: max(abs(z - 0.5) for run in relu_runs.values() for z in run["zeros"]) < 0.05
# true: max(kept["gradient_std"]) < 1.1 * min(kept["gradient_std"])
# 0.49 ± 0.01: small["std"][0]
# 0.05: small["std"][-1]
# 0.87 ± 0.01: large["std"][0]
# 0.85 ± 0.01: large["std"][-1]
# 0.63 ± 0.01: right_scale["std"][0]
# 0.29 ± 0.01: right_scale["std"][-1]
# 0.58 ± 0.02: collapsed["std"][0]
# 0.10 ± 0.01: collapsed["std"][-1]
# 0.82 ± 0.02: kept["std"][0]
# 0.83 ± 0.02: kept["std"][-1]
# given: 1, 2, 6, 0.01
# -->
#
# ### Experiment 5 · Forward or backward, when the layers narrow
#
# Five ReLU layers from 2048 units down to 64, each half as wide as the one before. `kaiming` with fan-in,
# and with fan-out. **Predict:** which quantity does each keep, and by what factor is the other one off
# after five layers?


# %% tags=["experiment", "skip-execution"]
def signal_sizes(mode, widths=(2048, 1024, 512, 256, 128, 64), draws=10):
    """Root mean squares, layer by layer: of the sums before each ReLU, and of the gradients there."""
    squares = np.zeros((2, len(widths) - 1))
    for draw in range(draws):
        generator = torch.Generator().manual_seed(draw)
        h, sums = torch.randn(64, widths[0], generator=generator), []
        for i, (fan_in, fan_out) in enumerate(pairwise(widths)):
            # Seeds of their own: with that of h, weights would be inputs once more.
            seed = 10_000 + 100 * draw + i
            w = torch.as_tensor(kaiming((fan_out, fan_in), mode=mode, seed=seed))
            sums.append((h @ w.detach().float().T).requires_grad_())
            h = torch.relu(sums[-1])
        upstream = torch.randn(h.shape, generator=generator)
        gradients = torch.autograd.grad(h, sums, grad_outputs=upstream)
        for part, tensors in zip(squares, (sums, gradients), strict=True):
            part += [float((t.detach() ** 2).mean()) / draws for t in tensors]
    return squares**0.5


sizes = {mode: signal_sizes(mode) for mode in ("fan_in", "fan_out")}
fig, axes = plt.subplots(1, 2, figsize=(9, 3.4), layout="constrained")
for part, (ax, label) in enumerate(
    zip(axes, ("sums before the ReLU", "gradients of these sums"), strict=True)
):
    plots.curves(
        {mode: found[part] for mode, found in sizes.items()},
        ax,
        xlabel="layer (2048 → 64 units)",
        ylabel=f"rms, {label}",
        log=False,
        markers=True,
    )
    ax.set_xticks(range(1, 6))
    ax.set_ylim(bottom=0)
for mode, (forward, backward) in sizes.items():
    print(
        f"{mode:8s} forward, layer 5 over layer 1: {forward[-1] / forward[0]:5.2f};  "
        f"backward, layer 1 over layer 5: {backward[0] / backward[-1]:5.2f}"
    )

# %% [markdown]
# **What to see.** Left, fan-in is level and fan-out grows; right, read from layer 5 to layer 1, fan-out is
# level and fan-in shrinks. Each pays on the other side: √2 for every halving, and so a factor of 4 from the
# first layer to the fifth. (Means over ten draws; with 64 units a single draw is noisy.)
#
# | mode | forward, layer 5 over layer 1 | backward, layer 1 over layer 5 |
# |---|---|---|
# | fan_in | 0.99 | 0.25 |
# | fan_out | 3.96 | 0.99 |
#
# <!-- measured:
# 0.99 ± 0.1: sizes["fan_in"][0][-1] / sizes["fan_in"][0][0]
# 0.25 ± 0.03: sizes["fan_in"][1][0] / sizes["fan_in"][1][-1]
# 3.96 ± 0.4: sizes["fan_out"][0][-1] / sizes["fan_out"][0][0]
# 0.99 ± 0.1: sizes["fan_out"][1][0] / sizes["fan_out"][1][-1]
# given: 2, 4
# -->

# %% [markdown] nbgrader={"grade": true, "grade_id": "question_fans", "locked": false, "points": 4, "schema_version": 3, "solution": true, "task": false}
# **Question B (4 points, in your own words).** A ReLU network has layers of widths $D_0, D_1, \dots, D_L$
# and starts from fan-in Kaiming weights. (a) By which factor does the *gradient's* variance change from the
# last layer's output back to the input? Write it as a product over the layers, and simplify. (b) Does it
# get worse with depth? What follows for the choice between fan-in and fan-out? (c) In which network would
# you prefer Glorot's average, and why?
#
# === BEGIN MARK SCHEME ===
# (a) 2 points: each layer multiplies by ½ D_l · 2/D_(l-1) = D_l / D_(l-1) (1); the product telescopes to
# D_L / D_0 (1).
#
# (b) 1 point: it depends on the first and the last width only, not on the number of layers, so either choice
# keeps deep networks from vanishing or exploding.
#
# (c) 1 point for a choice with a reason, for instance: a tanh or linear network in which widths change a lot,
# so that the imbalance is shared between both directions; or that for equal widths there is no difference.
# === END MARK SCHEME ===

# %% [markdown]
# ### Experiment 6 · The fan-in of a convolution
#
# Ten 3×3 convolutions with 64 channels and ReLU, on patches of photographs. Three deviations:
# $\sqrt{2/C_{in}}$, which forgets the window; $1/\sqrt{K^2 C_{in}}$, Xavier; $\sqrt{2/(K^2 C_{in})}$, your
# `kaiming`. **Predict:** by which factor does the wrong fan-in blow up the signal in ten layers? (The window
# wraps around the image's edge here: zeros around it would take away a little in each layer.)

# %% tags=["experiment", "skip-execution"]
patches = data.load("patches").standardised().train.images[:64]


def ten_convolutions(scale, channels=64):
    """Root mean square of each layer's sums, before the ReLU; `scale` multiplies the Kaiming weights."""
    x, sizes = patches, []
    for i in range(10):
        w = (
            scale
            * torch.as_tensor(kaiming((channels, x.shape[1], 3, 3), seed=i))
            .detach()
            .float()
        )
        sums = torch.nn.functional.conv2d(
            torch.nn.functional.pad(x, (1, 1, 1, 1), mode="circular"), w
        )
        sizes.append(float((sums**2).mean() ** 0.5))
        x = torch.relu(sums)
    return sizes


through = {
    "√(2/C_in): the window forgotten": ten_convolutions(3.0),
    "1/√(K² C_in): Xavier": ten_convolutions(0.5**0.5),
    "√(2/(K² C_in)): Kaiming": ten_convolutions(1.0),
}
fig, ax = plt.subplots(figsize=(7, 3.6), layout="constrained")
plots.curves(
    through,
    ax,
    xlabel="convolution",
    ylabel="root mean square of its sums",
    log=True,
    markers=True,
)
for name, found in through.items():
    print(f"{name:32s} {found[0]:8.3g} → {found[-1]:8.3g}")
wrong, _, right_fan = through.values()
claims.record(
    "For conv layers, D_in is filter_size² · input_channels",
    "holds"
    if 0.5 < right_fan[-1] / right_fan[0] < 2 and wrong[-1] > 100 * wrong[0]
    else "does not hold",
    f"rms {right_fan[0]:.2f} → {right_fan[-1]:.2f} through ten 3×3 layers; {wrong[0]:.1f} → {wrong[-1]:,.0f} with "
    "D_in = C_in",
)

# %% [markdown]
# **What to see.** On a logarithmic axis all three are nearly straight. Forgetting the window multiplies the
# signal by three in every layer (√9), so that it goes up by more than four orders of magnitude; Xavier
# loses √2 a layer; Kaiming stays level.
#
# | deviation | first layer | tenth layer |
# |---|---|---|
# | √(2/C_in) | 4.0 | 68,000 |
# | 1/√(K² C_in) | 0.95 | 0.036 |
# | √(2/(K² C_in)) | 1.3 | 1.2 |
#
# <!-- measured:
# 4.0 ± 0.1: wrong[0]
# 68,000 ± 2000: wrong[-1]
# 0.95 ± 0.02: through["1/√(K² C_in): Xavier"][0]
# 0.036 ± 0.002: through["1/√(K² C_in): Xavier"][-1]
# 1.3 ± 0.1: right_fan[0]
# 1.2 ± 0.1: right_fan[-1]
# given: 1, 2, 9
# -->
#
# ### Experiment 7 · What the scale does to training
#
# Networks of 100 units a layer learn the digits for 200 steps (SGD, momentum 0.9, rate 0.05), from weights
# of deviation $g/\sqrt{D_{in}}$. Two layers with ReLU, eight with ReLU, eight with tanh.
#
# **Predict** the range of $g$, from 0.03 to 10, in which each of the three learns. (A deviation of 0.01 is about $g = 0.1$
# here; Xavier is $g = 1$, Kaiming $g = \sqrt 2$.)


# %% tags=["experiment", "skip-execution"]
def learning_curves(depth, width, nonlinearity, runs, rate, steps, every):
    """Test errors, (runs, steps / every), of networks that are trained side by side.

    runs: (std, seed) for each; its weights have the deviation std(fan_in).
    """
    generators = [torch.Generator().manual_seed(seed) for _, seed in runs]
    weights = []
    for fan_in, fan_out in pairwise([64] + [width] * (depth - 1) + [10]):
        drawn = [
            std(fan_in) * torch.randn(fan_out, fan_in, generator=generator)
            for (std, _), generator in zip(runs, generators, strict=True)
        ]
        weights.append(torch.stack(drawn).requires_grad_())

    def scores(x):
        h = x.expand(len(runs), -1, -1)
        for w in weights[:-1]:
            h = nonlinearity(h @ w.mT)
        return h @ weights[-1].mT

    optimiser = torch.optim.SGD(weights, lr=rate, momentum=0.9)
    order, errors = torch.Generator().manual_seed(0), []
    for step in tqdm(range(1, steps + 1), desc=f"{depth} layers", leave=False):
        batch = torch.randint(len(x_train), (64,), generator=order)
        optimiser.zero_grad()
        guesses, labels = scores(x_train[batch]), y_train[batch].expand(len(runs), -1)
        losses = torch.nn.functional.cross_entropy(
            guesses.flatten(0, 1), labels.flatten(), reduction="none"
        )
        (losses.sum() / 64).backward()  # each network's mean loss, added up
        optimiser.step()
        if step % every == 0:
            with torch.no_grad():
                wrong = scores(x_test).argmax(dim=2) != y_test
            errors.append(wrong.float().mean(dim=1))
    return torch.stack(errors, dim=1).numpy()


def scaled_by(gain, fan_in):
    """The deviation gain / √fan_in."""
    return gain / fan_in**0.5


gains = (0.03, 0.1, 0.3, 0.6, 1.0, 2**0.5, 2.0, 4.0, 10.0)
networks = {
    "2 layers, ReLU": (2, torch.relu),
    "8 layers, ReLU": (8, torch.relu),
    "8 layers, tanh": (8, torch.tanh),
}
runs = [(partial(scaled_by, gain), seed) for seed in range(3) for gain in gains]
by_gain = {}
for name, (depth, nonlinearity) in networks.items():
    errors = learning_curves(
        depth, 100, nonlinearity, runs, rate=0.05, steps=200, every=200
    )
    by_gain[name] = errors.reshape(3, len(gains))
fig, ax = plt.subplots(figsize=(7.5, 4), layout="constrained")
plots.curves(
    {name: 100 * errors for name, errors in by_gain.items()},
    ax,
    x=np.array(gains),
    xlabel="g, for weights of deviation g/√D_in (logarithmic)",
    ylabel="test error after 200 steps, %",
    markers=True,
)
ax.set_xscale("log")
ax.set_ylim(0, 119)
for gain, name in ((0.1, "std 0.01"), (1, "Xavier"), (2**0.5, "Kaiming")):
    ax.axvline(gain, color="0.5", linewidth=0.8, linestyle=":")
    side = "right" if name == "Xavier" else "left"
    ax.text(gain, 118, f" {name} ", ha=side, va="top", fontsize="small")
ax.legend(frameon=False, loc="center left")
medians = {
    name: dict(zip(gains, np.median(errors, axis=0), strict=True))
    for name, errors in by_gain.items()
}
for name, errors in medians.items():
    print(
        f"{name:16s}"
        + "  ".join(f"{gain:.2g}: {error:5.1%}" for gain, error in errors.items())
    )
slower = {}
for gain, rate in ((2.0, 0.005), (4.0, 0.0001)):
    again = [(partial(scaled_by, gain), seed) for seed in range(3)]
    slower[gain] = learning_curves(
        8, 100, torch.relu, again, rate=rate, steps=200, every=200
    )
    print(
        f"8 layers, ReLU, g = {gain:.0f} at rate {rate:g}: "
        f"{slower[gain].min():.1%} to {slower[gain].max():.1%} (3 seeds)"
    )
shallow, deep = medians["2 layers, ReLU"][0.1], medians["8 layers, ReLU"][0.1]
claims.record(
    "Small random numbers (std 0.01) work okay for small networks, but not for deeper ones",
    "holds" if shallow < 0.1 and deep > 0.5 else "does not hold",
    f"test error {shallow:.1%} with two ReLU layers of 100 units, {deep:.0%} with eight (digits, 200 steps at rate "
    "0.05, median of 3 seeds)",
)

# %% [markdown]
# **What to see.** Lines are medians of three seeds, bands reach from the best to the worst. Two layers learn at every $g$
# from 0.03 to 10. With eight layers, ReLU learns at 1 and at Kaiming's √2. At 0.6 it has not come far after 200 steps,
# and at the other six it has not begun (guessing gives 90 %): the signal dies on the left and explodes on the right.
# tanh's valley is wider, from about 0.6 to 2, since saturation stops the signal from
# exploding. At 0.01 neither of the two deep networks has learnt anything.
#
# | test error after 200 steps, % | g = 0.1 | 0.6 | 1 (Xavier) | √2 (Kaiming) | 2 | 4 |
# |---|---|---|---|---|---|---|
# | 2 layers, ReLU | below 6 | below 6 | below 6 | below 6 | below 6 | below 6 |
# | 8 layers, ReLU | about 90 | over 50 | below 15 | below 15 | about 90 | about 90 |
# | 8 layers, tanh | about 90 | below 6 | below 6 | below 6 | below 6 | 10 to 60 |
#
# All of this is at *one* rate, 0.05, and a scale that is too large can be made up for by a smaller rate: with
# eight ReLU layers the last two printed lines have $g = 2$ below 12 % at rate 0.005, and $g = 4$ at 15 to 35 % at 0.0001. So
# this figure shows which starts learn at the rate 0.05, not which can learn at all.
#
# <!-- measured:
# 0 to 6: 100 * np.array(list(medians["2 layers, ReLU"].values()))
# 0 to 15: 100 * np.array([medians["8 layers, ReLU"][g] for g in (1.0, 2**0.5)])
# true: medians["8 layers, ReLU"][0.6] > 0.5
# true: min(medians["8 layers, ReLU"][g] for g in gains if g not in (0.6, 1.0, 2**0.5)) > 0.8
# true: min(medians["8 layers, ReLU"][g] for g in (0.1, 2.0, 4.0)) > 0.85
# 0 to 6: 100 * np.array([medians["8 layers, tanh"][g] for g in (0.6, 1.0, 2**0.5, 2.0)])
# 10 to 60: 100 * medians["8 layers, tanh"][4.0]
# true: medians["8 layers, tanh"][0.1] > 0.85
# 0 to 12: 100 * slower[2.0]
# 15 to 35: 100 * slower[4.0]
# given: 2, 7, 8, 10, 50, 90, 0.03, 0.005, 0.0001, 0.01
# -->
#
# ### Experiment 8 · Thirty layers
#
# In experiment 7 eight ReLU layers learnt with Xavier's weights, too, although these lack Kaiming's factor √2. In a
# network of thirty layers 29 ReLUs halve the second moment, and $2^{-29/2} \approx 0.00004$ of the signal is left. Here are 30
# layers of 128 units, 320 steps at rate 0.002, for deviations of 0.01, Xavier and Kaiming.
#
# **Predict** which of the three learn in 320 steps. Guessing gives 90 % test error.

# %% tags=["experiment", "skip-execution"]
deviations = {
    "std 0.01": lambda fan_in: 0.01,
    "Xavier": lambda fan_in: fan_in**-0.5,
    "Kaiming": lambda fan_in: (2 / fan_in) ** 0.5,
}
runs = [(std, seed) for std in deviations.values() for seed in range(3)]
curves = learning_curves(30, 128, torch.relu, runs, rate=0.002, steps=320, every=40)
thirty = dict(zip(deviations, curves.reshape(3, 3, -1), strict=True))
fig, ax = plt.subplots(figsize=(7, 3.6), layout="constrained")
plots.curves(
    {name: 100 * errors for name, errors in thirty.items()},
    ax,
    x=np.arange(40, 321, 40),
    xlabel="steps of SGD",
    ylabel="test error, %",
    markers=True,
)
ax.lines[0].set(linewidth=6, alpha=0.3)  # it lies below that of Xavier
ax.legend(frameon=False)
ax.set_ylim(0, 100)
last = {name: np.median(errors[:, -1]) for name, errors in thirty.items()}
eight = medians["8 layers, ReLU"][1.0]
claims.record(
    "ReLU with Xavier: no learning",
    "holds"
    if min(eight, last["Xavier"]) > 0.5
    else "holds with care"
    if last["Xavier"] > 0.5
    else "does not hold",
    f"test error {last['Xavier']:.0%} with 30 layers (320 steps at rate 0.002), but {eight:.1%} with eight (200 "
    "steps at rate 0.05): it takes depth; digits, median of 3 seeds",
)
apart = deviations["Kaiming"](64) / deviations["Xavier"](64)
claims.record(
    '"Xavier initialization from He et al." (slide on ResNet): the two are the same',
    "holds"
    if abs(apart - 1) < 0.05
    else "holds with care"
    if abs(last["Xavier"] - last["Kaiming"]) < 0.05
    else "does not hold",
    f"He et al. derived √(2/D_in), {apart:.2f} times Xavier's 1/√D_in; in 30 plain ReLU layers on the digits (rate 0.002, "
    f"median of 3 seeds) the test error is {last['Kaiming']:.0%} with theirs and {last['Xavier']:.0%} with Xavier's",
)
spread = [
    float(torch.as_tensor(xavier((64, 4096), mode=mode)).detach().std())
    for mode in ("fan_in", "fan_avg")
]
rectangular = spread[0] / spread[1]
claims.record(
    "Xavier initialization (Glorot and Bengio) is std = 1/√D_in",
    "holds" if abs(rectangular - 1) < 0.03 else "holds with care",
    f"the fan-in half of it: for 64 outputs of 4096 inputs it is {rectangular:.2f} × their √(2/(D_in + D_out)); "
    "for square layers the two agree",
)

# %% [markdown]
# **What to see.** Two lines stay at 90 %, the pale broad one of 0.01 underneath that of Xavier. Kaiming's
# comes down, to below 15 % after 320 steps (the band holds three seeds). It needs its small rate: at 0.01, five times
# as much, no seed had come below 40 % when we tried. Xavier's network did not learn at the other three rates that we
# tried, 0.02, 2 and 200. He et al. (2015, Figures 2 and 3) ran this comparison on ImageNet: with 22 layers both
# starts converge, Kaiming's earlier; with 30 layers Xavier's stalls. They add that their 30 layers came out worse
# than their 14. So in these plain ReLU networks of 30 layers the right variance at the start was needed, and it was not
# the whole answer. Normalisation, residual connections and the methods of notebook 08 help further.
#
# <!-- measured:
# 85 to 95: 100 * np.array([last["Xavier"], last["std 0.01"]])
# 0 to 15: 100 * last["Kaiming"]
# given: 0.01, 0.02, 2, 14, 22, 30, 40, 90, 200
# -->

# %% [markdown]
# ## Summary: what the lecture says, and what you measured
#
# Run this cell last: it shows the verdicts that your own experiments recorded.

# %% tags=["experiment", "skip-execution"]
claims

# %% [markdown]
# The lecture's derivation is right, and it needs fewer assumptions than the lecture lists. Independent weights
# with mean 0 do most of the work; inputs may be correlated, and may have a mean if $E[x^2]$ takes the place
# of the variance, which is the step that leads from Xavier to Kaiming. What it says of the activations at 0.01 and with
# Kaiming's weights is what our histograms show.
# Three of its captions go too far: with std 0.01 the gradients of six wide layers are small and not zero;
# with 0.05 about a third of the units lie beyond ±0.99, not all, and the local gradients are 0.28 in the mean, not zero; and what
# makes ReLU collapse with Xavier is the half of the second moment that ReLU cuts off, not its mean.
#
# Small print on the slides: 1/√D_in is the fan-in half of Glorot and Bengio's proposal, which uses both
# fans; the "Xavier initialization from He et al." is Kaiming's. What our runs of training show is shown for the
# digits and for the rates stated there.
#
# <!-- measured:
# true: 0.25 < large["saturated"][-1] < 0.4
# true: 0 < small["gradient_std"][0] < 0.5
# 0.28 ± 0.02: large["slope"][-1]
# given: 0, 0.01, 0.05, 0.99, 1
# -->
#
# **References.** Glorot and Bengio 2010, *Understanding the difficulty of training deep feedforward neural
# networks*, equation 16. He, Zhang, Ren, Sun 2015, *Delving deep into rectifiers*, section 2.2,
# Figures 2 and 3. PyTorch's documentation of
# `torch.nn.init`.
#
# **Next:** 08 runs the lecture's reading list: what comes after the variance.
