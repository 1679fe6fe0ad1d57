# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # 08 · Initialization beyond variance: the reading list, run
#
# Notebook 07 kept the variance of every layer equal, and thirty ReLU layers trained. The lecture then says that
# *proper initialization is an active area of research*, and shows a list of papers. Here you implement an idea from
# each of six of them, and measure, on small networks, whether it does what its authors say: orthogonal weights, the random walk of the gradient, weights fitted to the data,
# layer-sequential unit variance, residual networks without normalization, and winning lottery tickets.
#
# **When you are through you can**
#
# - draw a truly random orthogonal matrix, and say from a network's singular values how faithfully it passes
#   signals on;
# - explain why a network whose *mean* square gradient is preserved still loses its gradient, and correct it;
# - fit weights to a batch of data, and tell what that does to the signal and what to the gradient;
# - train 56 layers without any normalization at learning rate 0.1, and say which rules that takes;
# - find a network's winning ticket, and design the controls that tell what wins.
#
# **How it works.** There are 10 exercises of 10 to 30 minutes, about three and a quarter hours; with the
# reading, six experiments and two questions, count on five to six hours, best in two or three sittings.
# Difficulty is ●○○ to ●●●. Replace `raise NotImplementedError()` by your code, run the cell, then run the check
# cell below it: when something is off, it shows your value, the right value, and often the mistake. More checks
# run when you hand in; they test the same contract on other inputs. Five digits are enough (four where a
# docstring says float32). *Experiments* have nothing to fill in, but write your prediction down before you run
# them. The last section sums up the whole series: every claim of the lecture, with its verdict.

# %% nbgrader={"grade": false, "grade_id": "setup", "locked": true, "schema_version": 3, "solution": false, "task": false}
import copy
import math
import operator
from itertools import pairwise

import matplotlib.pyplot as plt
import numpy as np
import torch
import torch.nn.functional as F
from torch import nn
from tqdm.auto import tqdm

from course_utils import checks, data, plots
from course_utils.checks.results import numbers, raises
from course_utils.records.claims import Claims, series

claims = Claims("08_init_beyond_variance")


def small_network(seed, scale=1.0):
    """Linear, ReLU, linear, tanh, linear, with weights and biases drawn from the seed."""
    model = nn.Sequential(
        nn.Linear(5, 7), nn.ReLU(), nn.Linear(7, 4), nn.Tanh(), nn.Linear(4, 3)
    )
    draw = torch.Generator().manual_seed(seed)
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.copy_(scale * torch.randn(parameter.shape, generator=draw))
    return model


def outputs_of(model, x):
    """What each linear and convolutional layer computes for x."""
    found = []
    with torch.no_grad():
        for layer in model:
            x = layer(x)
            if isinstance(layer, nn.Linear | nn.Conv2d):
                found.append(x)
    return found


def assert_same_parameters(before, after, what):
    """After an initialization in place, a network's parameters are the objects from before."""
    before, after = list(before), list(after)
    same = len(before) == len(after) and all(map(operator.is_, before, after))
    assert same, (
        f"{what} puts other parameters in the place of the network's own: an optimizer made before would go on changing "
        "the old ones.\nLikely mistake: layer.weight = nn.Parameter(…), or a new layer. Write into the parameter that is "
        "there, under torch.no_grad(): layer.weight.copy_(…), layer.weight /= …"
    )
    assert all(parameter.requires_grad for parameter in after), (
        f"after {what} some parameters no longer ask for gradients: they cannot be trained.\nLikely mistake: "
        "requires_grad_(False); write under torch.no_grad() instead."
    )


# %% [markdown]
# ## 1 · Orthogonal weights: every direction, not only the average
#
# Variance-preserving weights keep the *average* length of a signal. A single direction may be stretched or
# squashed all the same, and a deep network multiplies its layers: after fifty of them the few stretched
# directions are all that is left. Saxe, McClelland and Ganguli (2013) ask for more, an **isometry**: no
# direction changes its length at all. For a square matrix $W$ that means $W W^\top = I$; the matrix is
# *orthogonal*. A wide matrix can only have orthonormal rows ($W W^\top = I$), a tall one only orthonormal
# columns ($W^\top W = I$). A gain $g$ multiplies the result. A filter bank of shape (out, in, k, k) is the
# matrix of shape (out, in·k·k) whose rows are its filters.
#
# Which orthogonal matrix? A fair draw: every one equally likely, rotations and reflections alike. That
# distribution has a name, *Haar's*, and a recipe (Mezzadri 2007 tells the story). Take a matrix of independent
# standard normal numbers and decompose it into $A = QR$, with $Q$ orthonormal and $R$ upper triangular.
#
# **A trap.** $QR = (QS)(SR)$ for any diagonal $S$ of signs, so the decomposition alone does not say which $Q$
# you get; the library's habits decide, and with them the diagonal of $Q$ has a preferred sign. Such a $Q$ is
# orthogonal, and every test of orthogonality passes, but it is no fair draw. Make the decomposition unique, by
# a positive diagonal of $R$, and it is.
#
# ### Exercise 1 · `orthogonal` (25 minutes, ●●○, 4 points)


# %% nbgrader={"grade": false, "grade_id": "orthogonal", "locked": false, "schema_version": 3, "solution": true, "task": false}
def orthogonal(shape, rng, gain=1.0):
    """Draw weights whose matrix is `gain` times a random (semi-)orthogonal one.

    shape: tuple of two numbers or more, (out, in) or (out, in, k, k). As a matrix of
        shape[0] rows and as many columns as the other sizes multiply to, the result
        has orthogonal rows if it has no more rows than columns, else orthogonal
        columns, all of length `gain`.
    rng: numpy.random.Generator, the only source of randomness.
    gain: a positive number.
    Every such matrix is equally likely (Haar's distribution).
    Returns a float array or tensor of that shape.
    """
    ### BEGIN SOLUTION
    rows, columns = shape[0], math.prod(shape[1:])
    tall = rng.standard_normal((max(rows, columns), min(rows, columns)))
    q, r = np.linalg.qr(tall)
    q = q * np.sign(np.diag(r))
    return gain * (q if rows >= columns else q.T).reshape(shape)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "orthogonal_test", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false}
def as_matrix(weights, shape, what):
    """The weights as a float64 matrix of shape[0] rows, after a look at their shape."""
    values = numbers(weights, what, f"an array of shape {shape}").astype(np.float64)
    assert values.shape == shape, f"{what} has shape {values.shape}, not {shape}"
    return values.reshape(shape[0], -1)


rng = np.random.default_rng(0)
w = as_matrix(orthogonal((4, 4), rng), (4, 4), "orthogonal((4, 4), rng)")
checks.assert_close(
    w @ w.T,
    np.eye(4),
    "W @ W.T for shape (4, 4)",
    mistakes={
        "this is the zero matrix's product: was the array ever filled?": np.zeros(
            (4, 4)
        ),
    },
    atol=1e-5,  # a draw in float32 is as good
)
w = as_matrix(orthogonal((2, 5), rng), (2, 5), "orthogonal((2, 5), rng)")
checks.assert_close(
    w @ w.T, np.eye(2), "W @ W.T for shape (2, 5), a wide matrix", atol=1e-5
)
w = as_matrix(orthogonal((5, 2), rng), (5, 2), "orthogonal((5, 2), rng)")
checks.assert_close(
    w.T @ w, np.eye(2), "W.T @ W for shape (5, 2), a tall matrix", atol=1e-5
)
w = as_matrix(orthogonal((3, 3), rng, gain=2.0), (3, 3), "orthogonal((3, 3), rng, 2.0)")
checks.assert_close(
    w @ w.T,
    4 * np.eye(3),
    "W @ W.T for shape (3, 3) with gain 2",
    mistakes={
        "the argument gain is ignored.": np.eye(3),
        "the gain multiplies W once, so W @ W.T twice.": 16 * np.eye(3),
        "W is multiplied by the root of the gain; it should be the gain.": 2
        * np.eye(3),
    },
    atol=1e-5,
)
first, second = orthogonal((3, 3), rng), orthogonal((3, 3), rng)
assert not np.allclose(as_matrix(first, (3, 3), "W"), as_matrix(second, (3, 3), "W")), (
    "two draws from the same rng are equal: the numbers must come from rng, not from a seed of your own"
)
### BEGIN HIDDEN TESTS
rng, twin = np.random.default_rng(1), np.random.default_rng(1)
for number, shape in enumerate(
    [(6, 2, 3, 3), (8, 3, 1, 2), (30, 2, 3, 3), (1, 7), (7, 1), (1, 1), (4, 2, 5)]
):
    gain = (0.5, 1.5, 1e-4, 2.0, 300.0, 0.7, 1.2)[number]
    w = as_matrix(orthogonal(shape, rng, gain=gain), shape, f"orthogonal({shape}, rng)")
    other = as_matrix(orthogonal(shape, twin, gain=gain), shape, "W")
    short = min(w.shape)
    gram = w @ w.T if len(w) == short else w.T @ w
    checks.assert_close(
        gram / gain**2,
        np.eye(short),
        f"the product of W with itself over gain², for shape {shape} and gain {gain},",
        mistakes={
            "the argument gain is ignored.": np.eye(short) / gain**2,
            "the gain multiplies W once, so the product twice.": gain**2
            * np.eye(short),
        },
        atol=1e-5,
    )
    assert np.allclose(w, other), (
        "two generators in the same state give two results: draw from rng only"
    )

# 300 draws: a mean of 300 has a standard error of 0.06 times the deviation; the bounds are five of them.
draws = np.stack([as_matrix(orthogonal((3, 3), rng), (3, 3), "W") for _ in range(300)])
mean = draws.mean(axis=0)
assert np.abs(mean).max() < 0.17, (
    "over 300 draws of shape (3, 3) every entry should average 0, since W and -W are equally likely; the means "
    f"are\n{mean.round(2)}\nLikely mistake: the signs that QR (or SVD) happens to choose are kept; multiply each "
    "column of Q by the sign of R's diagonal entry. Or the numbers drawn have a mean other than 0."
)
squares = (draws**2).mean(axis=0)
assert np.abs(squares - 1 / 3).max() < 0.09, (
    f"over 300 draws the squared entries should average 1/3, got\n{squares.round(2)}\nLikely mistake: some "
    "directions are preferred; draw independent standard normal numbers"
)
fourth = (draws**4).mean()
assert abs(fourth - 1 / 5) < 0.05, (
    f"over 300 draws of shape (3, 3) the fourth power of an entry should average 1/5, got {fourth:.2f}. "
    "Likely mistake: only some of the orthogonal matrices can come out; draw independent standard normal numbers"
)
rotations = (np.linalg.det(draws) > 0).mean()
assert 0.35 < rotations < 0.65, (
    f"half of all orthogonal matrices are rotations (determinant 1), half reflections (-1); of 300 draws "
    f"{rotations:.0%} are rotations. Likely mistake: the signs of Q are not free"
)
traces = np.trace(draws, axis1=1, axis2=2)
assert 0.6 < (traces**2).mean() < 1.5, (
    f"the squared trace of a fair draw averages 1, got {(traces**2).mean():.2f}"
)
for shape in [(3, 3), (4, 2), (2, 4)]:
    drawn = [as_matrix(orthogonal(shape, rng), shape, "W").ravel() for _ in range(300)]
    together = np.cov(np.stack(drawn).T, bias=True) - np.eye(len(drawn[0])) / max(shape)
    assert np.abs(together).max() < 0.12, (
        f"over 300 draws of shape {shape} the product of two entries should average 0, since the sign of a row or "
        f"column is free; for one pair it is {together.ravel()[np.abs(together).argmax()]:.2f}\n"
        "Likely mistake: signs go together that are independent in a fair draw, as where the first row is made "
        "positive; take those of R's diagonal"
    )
for shape in [(4, 2), (2, 4), (1, 1)]:
    corner = [as_matrix(orthogonal(shape, rng), shape, "W")[0, 0] for _ in range(80)]
    positive = np.mean(np.array(corner) > 0)
    assert 0.2 < positive < 0.8, (
        f"W[0, 0] is positive in {positive:.0%} of 80 draws of shape {shape}; a fair draw has no preferred sign"
    )
# A fair direction in 200 dimensions has entries of kurtosis 2.97; 10,000 of them know it to 0.1.
for shape in [(1, 200), (200, 1)]:
    entries = np.stack(
        [as_matrix(orthogonal(shape, rng), shape, "W").ravel() for _ in range(50)]
    )
    kurtosis = 200**2 * (entries**4).mean()
    assert 2.4 < kurtosis < 3.5, (
        f"over 50 draws of shape {shape} the fourth power of an entry, times 200², should average 2.97, got "
        f"{kurtosis:.2f}. Likely mistake: the numbers drawn are not normal (uniform ones give 1.8), so that some "
        "directions are preferred"
    )
### END HIDDEN TESTS

# %% [markdown]
# <details><summary>Hint 1: wide matrices</summary>
#
# A wide matrix with orthonormal rows is the transpose of a tall one with orthonormal columns. Draw the tall
# one always.
# </details>
# <details><summary>Hint 2: the signs</summary>
#
# If R has a negative number at place j of its diagonal, flip column j of Q (and row j of R, which you do not
# need).
# </details>
# <details><summary>Hint 3: the pieces</summary>
#
# `np.linalg.qr` decomposes, `np.diag(r)` is R's diagonal, and `q * signs` multiplies column j of q by `signs[j]`.
# `math.prod(shape[1:])` counts the columns; `reshape(shape)` comes last.
# </details>

# %% [markdown]
# ### What a whole network does to a small change
#
# One layer with orthogonal weights is an isometry. Is the network? Move its input $x$ by a small $\delta$:
# the output moves by $J\delta$, where by the chain rule
#
# $$J = D_L W_L \cdots D_2 W_2\, D_1 W_1, \qquad D_l = \operatorname{diag}\bigl(f'(z_l)\bigr), \quad z_l = W_l\, a_{l-1},
# \quad a_l = f(z_l), \quad a_0 = x.$$
#
# The singular values of $J$ say by how much each direction is stretched, forwards and (since $J^\top$ has the
# same ones) for the gradient on its way back. All near 1: Saxe and co-authors call that *dynamical isometry*.
#
# ### Exercise 2 · `jacobian_singular_values` (20 minutes, ●●○, 3 points)


# %% nbgrader={"grade": false, "grade_id": "jacobian_singular_values", "locked": false, "schema_version": 3, "solution": true, "task": false}
def jacobian_singular_values(weights, x, nonlinearity):
    """Return the singular values of a network's Jacobian d output / d input at x.

    weights: list of L float64 arrays, L at least 1; layer l computes f(W_l a), without
        bias, where W_l has shape (n_l, n_{l-1}). f also follows the last layer.
    x: float64 array of shape (n_0,), the input. Nothing may be changed.
    nonlinearity: "linear" (f(z) = z), "tanh" or "relu" (slope 0 at 0); anything else
        is a ValueError.
    Returns a float array of shape (min(n_L, n_0),), largest first. Each needs to be right
    to about 1e-6 of the largest only; a small one need not have digits of its own.
    """
    ### BEGIN SOLUTION
    jacobian, a = np.eye(len(x)), x
    for w in weights:
        z = w @ a
        if nonlinearity == "linear":
            a, slope = z, np.ones_like(z)
        elif nonlinearity == "tanh":
            a, slope = np.tanh(z), 1 - np.tanh(z) ** 2
        elif nonlinearity == "relu":
            a, slope = np.maximum(z, 0), (z > 0) * 1.0
        else:
            raise ValueError(f"no nonlinearity is called {nonlinearity!r}")
        jacobian = slope[:, np.newaxis] * (w @ jacobian)
    return np.linalg.svd(jacobian, compute_uv=False)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "jacobian_singular_values_test", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
weights = [np.array([[2.0, 0.0], [0.0, 1.0]]), np.array([[0.0, 3.0], [-1.0, 0.0]])]
x = np.array([1.0, 0.5])
checks.assert_close(
    jacobian_singular_values([w.copy() for w in weights], x.copy(), "linear"),
    [3, 2],
    'jacobian_singular_values(weights, x, "linear")',
    mistakes={
        "largest first.": [2, 3],
        "these are squares; take singular values, not eigenvalues of JᵀJ.": [9, 4],
        "this is the last layer alone; the Jacobian multiplies all of them.": [3, 1],
        "this is the first layer alone; the Jacobian multiplies all of them.": [2, 1],
        "these are not singular values; eigenvalues of J may be negative or complex.": [
            6**0.5,
            6**0.5,
        ],
    },
)
slopes_1 = 1 - np.tanh([2.0, 0.5]) ** 2
slopes_2 = 1 - np.tanh([3 * np.tanh(0.5), -np.tanh(2)]) ** 2
checks.assert_close(
    jacobian_singular_values([w.copy() for w in weights], x.copy(), "tanh"),
    sorted(
        [3 * slopes_1[1] * slopes_2[0], 2 * slopes_1[0] * slopes_2[1]], reverse=True
    ),
    'jacobian_singular_values(weights, x, "tanh")',
    mistakes={
        "the slopes are missing: every layer contributes a D as well as a W.": [3, 2],
        "the last layer's slopes are missing: f also follows the last layer.": sorted(
            [3 * slopes_1[1], 2 * slopes_1[0]], reverse=True
        ),
        "the first layer's slopes are missing.": sorted(
            [3 * slopes_2[0], 2 * slopes_2[1]], reverse=True
        ),
    },
)
checks.assert_close(
    jacobian_singular_values([w.copy() for w in weights], x.copy(), "relu"),
    [3, 0],
    'jacobian_singular_values(weights, x, "relu")',
    mistakes={
        "the second unit of the last layer is silent: its slope is 0.": [3, 2],
    },
)
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(2)
sizes = (4, 6, 5, 3)
weights = [rng.normal(0, 0.9, (b, a)) for a, b in pairwise(sizes)]
before, x = [w.copy() for w in weights], rng.normal(size=4)
x_before = x.copy()
functions = {"linear": lambda z: z, "tanh": torch.tanh, "relu": torch.relu}


def by_torch(f, layers, x):
    """Singular values of the network's Jacobian by autograd."""

    def network(a):
        for w in layers:
            a = f(torch.from_numpy(w) @ a)
        return a

    jacobian = torch.autograd.functional.jacobian(network, torch.from_numpy(x))
    return torch.linalg.svdvals(jacobian).numpy()


wanted = {name: by_torch(f, weights, x) for name, f in functions.items()}
backwards = rng.normal(0, 0.9, (2, 4, 4))
wanted_square = by_torch(torch.tanh, list(backwards), x)
swapped = by_torch(torch.tanh, list(backwards[::-1]), x)
for name, want in wanted.items():
    checks.assert_close(
        jacobian_singular_values([w.copy() for w in weights], x.copy(), name),
        want,
        f'the singular values for sizes 4, 6, 5, 3 and "{name}"',
        atol=3e-6 * max(want),
    )
checks.assert_close(
    jacobian_singular_values(list(backwards), x, "tanh"),
    wanted_square,
    "the singular values of two square tanh layers",
    atol=3e-6 * max(wanted_square),
    mistakes={"the layers are taken from the last to the first.": swapped},
)
checks.assert_close(
    jacobian_singular_values([np.eye(2)], np.array([0.0, 2.0]), "relu"),
    [1, 0],
    "the singular values where z = 0, relu",
    mistakes={"at 0 the slope of relu counts as 0.": [1, 1]},
)
for sizes in [(3, 5, 6), (1, 4, 1), (2, 1, 4), (5, 2)]:
    layers = [rng.normal(0, 0.9, (b, a)) for a, b in pairwise(sizes)]
    start = rng.normal(size=sizes[0])
    want = by_torch(torch.tanh, layers, start)
    got = jacobian_singular_values([w.copy() for w in layers], start.copy(), "tanh")
    checks.assert_close(
        got,
        want,
        f'the singular values for sizes {", ".join(map(str, sizes))} and "tanh"',
        atol=3e-6 * max(want),
        mistakes={
            "there are min(n_L, n_0) of them; the rest, all 0, belongs to J Jᵀ.": np.pad(
                want, (0, max(sizes[-1] - len(want), 0))
            ),
        },
    )
for _ in range(3):
    narrow = [rng.normal(size=(1, 6)), rng.normal(size=(6, 1))]
    start = rng.normal(size=6)
    want = by_torch(functions["linear"], narrow, start)
    got = jacobian_singular_values(narrow, start, "linear")
    checks.assert_close(
        got,
        want,
        "the singular values for sizes 6, 1, 6, linear: all but one are 0,",
        atol=3e-6 * max(want),
        mistakes={
            "rounding can make an eigenvalue of J Jᵀ negative: cut it off at 0, or take the singular values of J itself.": got
            if np.isnan(numbers(got, "the singular values")).any()
            else []
        },
    )
tiny = [1e-4 * w for w in weights]
want = 1e12 * by_torch(torch.relu, tiny, x)
got = jacobian_singular_values([w.copy() for w in tiny], x.copy(), "relu")
checks.assert_close(
    1e12 * numbers(got, "jacobian_singular_values(weights, x, 'relu')"),
    want,
    "1e12 times the singular values where all weights are of size 1e-4, relu,",
    atol=3e-6 * max(want),
    mistakes={"small singular values are no zeros.": np.zeros(len(want))},
)
steep = [np.diag([500.0, 1.0, -400.0]), rng.normal(size=(3, 3))]
start = np.array([1.0, 0.3, 1.0])
want = by_torch(torch.tanh, steep, start)
try:
    got = jacobian_singular_values([w.copy() for w in steep], start.copy(), "tanh")
except ValueError as error:
    raise AssertionError(
        f"jacobian_singular_values raises ValueError ({error}) where z is 500 and -400, tanh.\n"
        "Likely mistake: exp overflows for large z, which makes NaN of the slope; np.tanh does not"
    ) from None
checks.assert_close(
    got,
    want,
    "the singular values where z is 500 and -400, tanh,",
    atol=3e-6 * max(want),
)
for name in functions:
    jacobian_singular_values(weights, x, name)
assert len(weights) == len(before), (
    f"the list of weights had {len(before)} layers and now has {len(weights)}; it must stay as it is"
)
checks.assert_untouched(x, x_before, "jacobian_singular_values", "x")
for now, then in zip(weights, before, strict=True):
    checks.assert_untouched(now, then, "jacobian_singular_values", "weights")
for name in ("sigmoid", "Tanh", "relu6", "lin", "", None):
    for layers in (weights, weights[:1]):
        with raises(
            ValueError,
            f"jacobian_singular_values(weights, x, {name!r}) for {len(layers)} layers",
            "Only linear, tanh and relu are known.",
        ):
            jacobian_singular_values(layers, x, name)
### END HIDDEN TESTS

# %% [markdown]
# <details><summary>Hint 1: forwards is enough</summary>
#
# Start with `jacobian = np.eye(len(x))` and walk through the layers once, carrying both the activation and
# the Jacobian so far.
# </details>
# <details><summary>Hint 2: multiply by a diagonal matrix</summary>
#
# D W J is W J with row i multiplied by the slope of unit i; `slope[:, np.newaxis] * …` does that.
# `np.linalg.svd` with `compute_uv=False` returns the singular values alone.
# </details>

# %% [markdown]
# ### Experiment 1 · Singular values by depth
#
# *Needs exercises 1 and 2.* Networks of 64 units a layer, weights Gaussian with deviation $g/\sqrt{64}$ or
# orthogonal with gain $g$; $g = 1$, for ReLU $\sqrt 2$. **Predict** for each of the three nonlinearities: after
# 50 layers, will the orthogonal network still be an isometry? If not, which directions suffer?

# %% tags=["experiment", "skip-execution"]
depths, width = (1, 2, 5, 10, 20, 50), 64
spectra = {}
for kind in ("linear", "tanh", "relu"):
    gain = 2**0.5 if kind == "relu" else 1.0
    for name in ("Gaussian", "orthogonal"):
        rng = np.random.default_rng(3)
        stack = [
            np.asarray(orthogonal((width, width), rng, gain))
            if name == "orthogonal"
            else rng.normal(0, gain / width**0.5, (width, width))
            for _ in range(max(depths))
        ]
        x = rng.standard_normal(width)
        spectra[kind, name] = np.stack(
            [jacobian_singular_values(stack[:depth], x, kind) for depth in depths]
        )

fig, axes = plt.subplots(1, 3, figsize=(9.2, 3.6), sharey=True, layout="constrained")
for ax, kind in zip(axes, ("linear", "tanh", "relu"), strict=True):
    shown = {
        f"{name}, {depth} layers": np.where(
            spectra[kind, name][depths.index(depth)] < 1e-8,
            np.nan,
            spectra[kind, name][depths.index(depth)],
        )
        for name in ("Gaussian", "orthogonal")
        for depth in (5, 50)
    }
    plots.curves(
        shown, ax, xlabel="direction, largest first", ylabel="singular value", log=True
    )
    for line in ax.lines:
        if line.get_label().endswith(" 5 layers"):  # pale, so that both can be seen
            line.set(linewidth=5, alpha=0.4, linestyle="-")
    ax.set(title=kind, ylim=(5e-9, 30), xticks=(1, 16, 32, 48, 64))
    ax.get_legend().remove()
labels = axes[0].get_legend_handles_labels()
fig.legend(*labels, loc="outside lower center", ncols=4, frameon=False)
print(f"{'':22s}share of directions with a hundredth of the largest or more, by depth")
print(f"{'':22s}" + "".join(f"{depth:7d}" for depth in depths))
kept = {}
for (kind, name), values in spectra.items():
    kept[kind, name] = (values >= 0.01 * values[:, :1]).mean(axis=1)
    print(
        f"{kind:8s}{name:14s}" + "".join(f"{share:7.0%}" for share in kept[kind, name])
    )
linear = spectra["linear", "orthogonal"]
claims.record(
    "Saxe 2013: orthogonal weights make a deep linear network an isometry, Gaussian ones do not",
    "holds"
    if np.allclose(linear, 1) and kept["linear", "Gaussian"][-1] < 0.5
    else "does not hold",
    f"one draw of 50 layers of {width} units: all singular values {linear[-1].min():.3f} to {linear[-1].max():.3f}; Gaussian: median "
    f"{np.median(spectra['linear', 'Gaussian'][-1]):.1g}, largest {spectra['linear', 'Gaussian'][-1].max():.2g}",
)
better = {
    kind: kept[kind, "orthogonal"] - kept[kind, "Gaussian"] for kind in ("tanh", "relu")
}
claims.record(
    "Saxe 2013: orthogonal weights carry gradients faithfully through deep nonlinear networks, too",
    "holds"
    if min(kept[kind, "orthogonal"][-1] for kind in better) > 0.5
    else "holds with care"
    if better["tanh"][-1] > 0.1
    else "does not hold",
    f"one draw of 50 layers of {width} units, directions with at least 1 % of the largest: tanh {kept['tanh', 'orthogonal'][-1]:.0%} "
    f"(Gaussian {kept['tanh', 'Gaussian'][-1]:.0%}), ReLU {kept['relu', 'orthogonal'][-1]:.0%} "
    f"(Gaussian {kept['relu', 'Gaussian'][-1]:.0%})",
)

# %% [markdown]
# **What to see.** Each line shows the 64 singular values of one network, the largest on the left: 5 layers thick and
# pale, 50 layers thin. A line ends where it falls below $10^{-8}$. *Linear:* the orthogonal networks lie flat at 1,
# with 5 layers and with 50. The Gaussian lines fall off: the largest singular value is still a few units after 50 layers,
# but the deeper the network, the fewer directions are near it. *Tanh:* the orthogonal lines sink and are
# no longer level, since the slopes of tanh shrink some directions more than others. But in the printed table 50 layers
# have hardly fewer directions left than 5: nearly every one keeps at least a hundredth of the largest one's length. The
# Gaussian network loses most of them. *ReLU:* both kinds of lines break off. About half the slopes are zero in the very
# first layer, so half the directions are lost at once, and no choice of the later weights brings them back. Of the other half
# both have lost most after 50 layers, the orthogonal network somewhat less than the Gaussian one. So "isometry"
# holds for the linear layers; the nonlinearities between them decide how much of it the network keeps. (The authors, too,
# claim it for nonlinear networks in one special regime only, "the edge of chaos".) All this is one draw of the
# weights and one input.
#
# *The figure in words:* three panels (linear, tanh, relu), singular value on a logarithmic axis against its
# rank, for Gaussian and orthogonal weights and for 5 and 50 layers. The table above sums it up: the share of
# directions that keep at least a hundredth of the largest one's length.
#
# <!-- measured:
# true: np.allclose(spectra["linear", "orthogonal"], 1)
# true: 1 < spectra["linear", "Gaussian"][-1].max() < 20
# true: kept["linear", "Gaussian"][-1] < 0.3 and kept["tanh", "orthogonal"][-1] > 0.9
# true: kept["tanh", "orthogonal"][2] - kept["tanh", "orthogonal"][-1] < 0.05 and kept["tanh", "Gaussian"][-1] < 0.3
# true: kept["relu", "Gaussian"][-1] < kept["relu", "orthogonal"][-1]
# true: 0.4 < kept["relu", "orthogonal"][0] < 0.6 and kept["relu", "orthogonal"][-1] < 0.2
# -->

# %% [markdown]
# ## 2 · The random walk of the gradient
#
# Notebook 07 chose weights so that $\mathbb E\,\lVert W^\top\delta\rVert^2 = \lVert\delta\rVert^2$: the mean
# square gradient is the same in every layer. So the gradient neither vanishes nor explodes? Look at one
# layer of $N$ inputs and $N$ outputs with independent weights $w \sim \mathcal N(0, g^2/N)$. The squared
# length is multiplied by a random factor,
#
# $$\frac{\lVert\delta_{l-1}\rVert^2}{\lVert\delta_l\rVert^2} = g^2\,\frac{\chi^2_k}{N},$$
#
# where $\chi^2_k$ is a sum of $k$ squared standard normal numbers: $k = N$ in a linear network; in a ReLU
# network $k$ is the number of active units, binomial with $N$ trials and probability ½. A deep network
# multiplies such factors, so the *logarithm* of the length adds independent steps: a **random walk** in depth. By
# Jensen's inequality $\mathbb E \ln \chi^2_k < \ln \mathbb E\,\chi^2_k$, so the walk drifts
# *downwards* although the mean square is preserved exactly. The mean is kept up by a few lucky networks; the typical
# one loses its gradient. Sussillo and Abbott (2014) choose $g$ so that the walk has no
# drift, $\mathbb E \ln(g^2\chi^2_k/N) = 0$:
#
# $$g_{\text{linear}} = \exp\!\Bigl(\frac{1}{2N}\Bigr), \qquad
# g_{\text{ReLU}} = \sqrt 2\,\exp\!\Bigl(\frac{1.2}{\max(N, 6) - 2.4}\Bigr).$$
#
# The first is an approximation for large $N$, the second a fit to numerical results. (Where you meet these
# formulas in published code, look at what $g$ multiplies: early TensorFlow's random-walk initializer
# divides by $\sqrt N$, as it must; in the libraries brainstorm and treeano we found a division by $N$,
# which makes every signal vanish.)
#
# ### Exercise 3 · `random_walk_gain` (10 minutes, ●○○, 2 points)


# %% nbgrader={"grade": false, "grade_id": "random_walk_gain", "locked": false, "schema_version": 3, "solution": true, "task": false}
def random_walk_gain(width, nonlinearity):
    """Return Sussillo and Abbott's gain g, for weights of deviation g / sqrt(width).

    width: units a layer, an integer; ValueError if it is below 1.
    nonlinearity: "linear" or "relu"; ValueError for anything else.
    Source: Sussillo and Abbott 2014.
    """
    ### BEGIN SOLUTION
    if width < 1:
        raise ValueError(f"width must be at least 1, got {width}")
    if nonlinearity == "linear":
        return math.exp(1 / (2 * width))
    if nonlinearity == "relu":
        return math.sqrt(2) * math.exp(1.2 / (max(width, 6) - 2.4))
    raise ValueError(f"nonlinearity must be 'linear' or 'relu', got {nonlinearity!r}")
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "random_walk_gain_test", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
checks.assert_close(
    random_walk_gain(32, "linear"),
    1.015747709,
    'random_walk_gain(32, "linear")',
    mistakes={
        "the exponent is 1/(2N), not 1/N.": math.exp(1 / 32),
        "the exponent is 1/(2N): (1/2)·N grows with the width.": math.exp(16),
        "the exponential is missing.": 1 / 64,
        "the gain multiplies 1/√N later; do not divide here.": 1.015747709 / 32**0.5,
    },
)
checks.assert_close(
    random_walk_gain(32, "relu"),
    1.472724565,
    'random_walk_gain(32, "relu")',
    mistakes={
        "the √2 is missing.": math.exp(1.2 / 29.6),
        "this is He's gain; the correction for finite width is missing.": 2**0.5,
        "2.4 is subtracted from the width before the division.": 2**0.5
        * math.exp(1.2 / 32 - 2.4),
        "2.4 is to be subtracted from the width.": 2**0.5 * math.exp(1.2 / 32),
        "the gain multiplies 1/√N later; do not divide here.": 1.472724565 / 32**0.5,
    },
)
### BEGIN HIDDEN TESTS
for width in (1, 5, 6, 7, 100, 4096):
    checks.assert_close(
        random_walk_gain(width, "linear"),
        np.exp(0.5 / width),
        f'random_walk_gain({width}, "linear")',
        mistakes={
            "the max(N, 6) belongs to the ReLU formula only.": np.exp(
                0.5 / max(width, 6)
            )
        },
    )
    checks.assert_close(
        random_walk_gain(width, "relu"),
        np.sqrt(2) * np.exp(1.2 / (max(width, 6) - 2.4)),
        f'random_walk_gain({width}, "relu")',
        mistakes={
            "max(N, 6) keeps the fit away from its pole at 2.4.": np.sqrt(2)
            * np.exp(1.2 / (width - 2.4)),
            "it is max(N, 6), not min(N, 6).": np.sqrt(2)
            * np.exp(1.2 / (min(width, 6) - 2.4)),
        },
    )
for arguments in [
    (0, "linear"),
    (-2, "linear"),
    (0, "relu"),
    (-3, "relu"),
    (8, "tanh"),
    (8, "ReLU"),
    (8, "lin"),
    (8, ""),
]:
    with raises(
        ValueError,
        f"random_walk_gain{arguments}",
        "The width is at least 1, the nonlinearity linear or relu.",
    ):
        random_walk_gain(*arguments)
### END HIDDEN TESTS

# %% [markdown]
# <details><summary>Hint 1: in which order</summary>
#
# First refuse what must be refused, then compute: `math.exp(1 / (2 * width))` would divide by 0 for a width of 0.
# </details>
# <details><summary>Hint 2: the brackets of the second formula</summary>
#
# In the denominator, 2.4 is subtracted from the larger of N and 6. `math.sqrt(2)` multiplies the exponential.
# </details>

# %% [markdown]
# ### Exercise 4 · `exact_walk_gain` (30 minutes, ●●●, 3 points)
#
# Do not believe a fit that you can check. The mean of $\ln\chi^2_k$ is known exactly,
#
# $$\mathbb E \ln \chi^2_k = \psi\!\left(\tfrac k2\right) + \ln 2,$$
#
# where $\psi$ is the digamma function (`torch.digamma` and `scipy.special.digamma` compute it). Solve $\mathbb
# E \ln(g^2\chi^2_k/N) = 0$ for $g$. For ReLU, average over $k$: its probability is $\binom Nk 2^{-N}$; leave
# out $k = 0$, where the signal is gone and the logarithm is $-\infty$, and divide by the probability that
# remains.


# %% nbgrader={"grade": false, "grade_id": "exact_walk_gain", "locked": false, "schema_version": 3, "solution": true, "task": false}
def exact_walk_gain(width, nonlinearity):
    """Return the gain g for which E ln(g² χ²_k / width) is exactly 0.

    width: units a layer, an integer between 1 and 1000.
    nonlinearity: "linear" (k = width) or "relu" (k binomial with `width` trials and
        probability 1/2, under the condition that k is at least 1).
    Returns a float, right to five digits or more.
    """
    ### BEGIN SOLUTION
    k = [width] if nonlinearity == "linear" else range(1, width + 1)
    chance = [math.comb(width, n) / (2**width - 1) for n in k]
    if nonlinearity == "linear":
        chance = [1.0]
    digamma = torch.digamma(torch.tensor([n / 2 for n in k], dtype=torch.float64))
    log_chi = (digamma + math.log(2)) @ torch.tensor(chance, dtype=torch.float64)
    return math.exp(-(log_chi.item() - math.log(width)) / 2)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "exact_walk_gain_test", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
exact_2 = math.exp(-(-0.57721566490 + math.log(2) - math.log(2)) / 2)  # ψ(1) = -γ
checks.assert_close(
    exact_walk_gain(2, "linear"),
    exact_2,
    'exact_walk_gain(2, "linear")',
    mistakes={
        "this is g²: take the root.": exact_2**2,
        "this is 1/g: the gain makes up for what the layer loses.": 1 / exact_2,
        "this is 1/g²: the gain makes up for what the layer loses, and is squared.": exact_2
        ** -2,
        "the ln 2 of E ln χ² = ψ(k/2) + ln 2 is missing.": exact_2 * 2**0.5,
        "the division by the width is missing.": exact_2 / 2**0.5,
        "ψ is taken at k; it belongs at k/2.": math.exp(-(0.42278433510) / 2),
        "this is the paper's approximation; sum it up exactly.": math.exp(0.25),
    },
)
# ψ(1/2), ψ(1), ψ(3/2), ψ(2), plus ln 2 each
logs = np.array([-1.96351002602, -0.57721566490, 0.03648997398, 0.42278433510])
logs, ways = logs + math.log(2), np.array([4, 6, 4, 1])


def gain_4(log_chi):
    """The gain for width 4 where E ln χ²_k is this."""
    return math.exp((math.log(4) - log_chi) / 2)


checks.assert_close(
    exact_walk_gain(4, "relu"),
    gain_4(ways @ logs / 15),
    'exact_walk_gain(4, "relu"), where k is 1, 2, 3 and 4 in 4, 6, 4 and 1 of 15 cases,',
    mistakes={
        "the probabilities add up to 15/16 here: divide by what remains without k = 0.": gain_4(
            ways @ logs / 16
        ),
        "every k counts the same here; weight it by its probability.": gain_4(
            logs.mean()
        ),
        "this takes k = N/2 for certain; average the logarithm over k.": gain_4(
            logs[1]
        ),
        "k = N is left out: all units may be active.": checks.AnyOf(
            [gain_4(ways[:3] @ logs[:3] / cases) for cases in (14, 15, 16)]
        ),
        "the logarithm is taken of the mean; average E ln χ²_k over k.": gain_4(
            math.log(32 / 15)
        ),
        "this is the linear gain; in a ReLU network only k of N units are active.": gain_4(
            logs[3]
        ),
    },
)
### BEGIN HIDDEN TESTS
with checks.stays_finite(
    'exact_walk_gain(1000, "relu")',
    "factorials of 1000 are larger than any float; use whole numbers (math.comb) or logarithms (math.lgamma).",
):
    exact_walk_gain(1000, "relu")
for width in (1, 3, 16, 21, 100, 1000):
    k = np.arange(1, width + 1)
    log_chi = torch.digamma(torch.from_numpy(k / 2)).numpy() + np.log(2)
    chance = np.array([math.comb(width, n) / 2**width for n in k.tolist()])
    mean = (chance @ log_chi) / chance.sum()
    checks.assert_close(
        exact_walk_gain(width, "relu"),
        np.exp((np.log(width) - mean) / 2),
        f'exact_walk_gain({width}, "relu")',
        mistakes={
            "the probabilities do not add up to 1 without k = 0.": np.exp(
                (np.log(width) - chance @ log_chi) / 2
            )
        },
    )
    checks.assert_close(
        exact_walk_gain(width, "linear"),
        np.exp((np.log(width) - log_chi[-1]) / 2),
        f'exact_walk_gain({width}, "linear")',
        mistakes={"this is the paper's approximation; use ψ.": np.exp(0.5 / width)},
    )
### END HIDDEN TESTS

# %% [markdown]
# <details><summary>Hint 1: take the logarithm apart</summary>
#
# $\ln(g^2\chi^2_k/N)$ is a sum of three logarithms, and only one of them is random.
# </details>
# <details><summary>Hint 2: solve for g</summary>
#
# $2\ln g + \mathbb E\ln\chi^2_k - \ln N = 0$, so $g = \exp\bigl(-\tfrac12(\mathbb E \ln\chi^2_k - \ln N)\bigr)$.
# </details>
# <details><summary>Hint 3: the probabilities</summary>
#
# `math.comb(width, k) / (2**width - 1)` for k = 1 … width adds up to 1: Python's whole numbers do not
# overflow.
# </details>
#
# ### Experiment 2 · A hundred ReLU layers, many networks
#
# *Needs exercises 3 and 4.* A hundred narrow networks of 100 ReLU layers each, and a random gradient sent back
# through them: once with He's $g = \sqrt2$, once with Sussillo and Abbott's. **Predict:** by what factor has
# the typical (median) gradient shrunk with He's weights, for 16 units a layer? By how much do the hundred
# networks differ?


# %% tags=["experiment", "skip-execution"]
def gradient_walks(width, gain, depth=100, networks=100, seed=4):
    """log10 of the gradient's length on its way back, an array of shape (networks, depth + 1)."""
    rng = np.random.default_rng(seed)
    a, layers = rng.standard_normal((networks, width, 1)), []
    for _ in range(depth):
        w = rng.normal(0, gain / width**0.5, (networks, width, width))
        z = w @ a
        layers.append((w, z > 0))
        a = np.maximum(z, 0)
        a /= np.linalg.norm(a, axis=1, keepdims=True)  # its length does not matter
    dy = rng.standard_normal((networks, width, 1))
    lengths = [np.linalg.norm(dy, axis=1)]
    for w, active in reversed(layers):
        dy = w.transpose(0, 2, 1) @ (active * dy)
        lengths.append(np.linalg.norm(dy, axis=1))
    lengths = np.stack(lengths, axis=1)[:, :, 0]
    return np.log10(lengths / lengths[:, :1])


print("gain for ReLU   exact    paper's fit   He's √2")
for width in (4, 6, 8, 16, 64, 256):
    print(
        f"width {width:4d}   {exact_walk_gain(width, 'relu'):9.4f}"
        f"{random_walk_gain(width, 'relu'):12.4f}{2**0.5:12.4f}"
    )
walks = {
    width: {
        "He": gradient_walks(width, 2**0.5),
        "Sussillo and Abbott": gradient_walks(width, random_walk_gain(width, "relu")),
    }
    for width in (16, 64)
}
fig, axes = plt.subplots(1, 2, figsize=(9.2, 3.6), sharey=True, layout="constrained")
for ax, (width, kinds) in zip(axes, walks.items(), strict=True):
    middle = {  # the band holds the middle half of the networks
        name: np.quantile(walk, (0.25, 0.5, 0.75), axis=0)
        for name, walk in kinds.items()
    }
    plots.curves(
        middle,
        ax,
        x=np.arange(101),
        xlabel="layers on the way back",
        ylabel="log₁₀ of the gradient's length",
    )
    ax.axhline(0, color="0.5", linewidth=0.8)
    ax.set_title(f"{width} units a layer")
ends = {
    width: {name: walk[:, -1] for name, walk in kinds.items()}
    for width, kinds in walks.items()
}
error = {width: end["He"].std() / 100**0.5 for width, end in ends.items()}
drift = {
    width: {name: np.mean(end) for name, end in kinds.items()}
    for width, kinds in ends.items()
}
unbiased = all(
    abs(drift[w]["Sussillo and Abbott"]) < 3 * error[w]
    and abs(drift[w]["He"]) > 3 * error[w]
    for w in drift
)
claims.record(
    "Sussillo and Abbott 2014: with the right gain the gradient's log-length is a random walk without drift",
    "holds" if unbiased else "does not hold",
    "drift over 100 ReLU layers, 100 networks, in powers of ten: "
    + "; ".join(
        f"width {w}: He {drift[w]['He']:+.1f}, theirs {drift[w]['Sussillo and Abbott']:+.1f} (standard error {error[w]:.1f})"
        for w in drift
    ),
)
spread = {width: end["He"].std() for width, end in ends.items()}
claims.record(
    "Sussillo and Abbott 2014: the walk's variance is inversely proportional to the width",
    "holds" if 1.5 < spread[16] / spread[64] < 2.7 else "does not hold",
    f"deviation after 100 layers {spread[16]:.2f} powers of ten at width 16, {spread[64]:.2f} at width 64: "
    f"ratio {spread[16] / spread[64]:.1f}, where the root of 64/16 is 2 (1.5 to 2.7 holds)",
)

# %% [markdown]
# **What to see.** Solid, He's weights: the line falls steadily, by three to five powers of ten in a hundred
# layers of 16 units, although every single layer preserves the mean square. Dashed, the corrected gain: the
# median stays level. The band (the middle half of the networks) widens like the square root of the depth and is
# the same for both, which use the same draws: the gain removes the drift, not the luck. With 64 units both effects are smaller. The
# drift shrinks like one over the width, so that in networks hundreds of units wide a few dozen layers of He's
# weights lose little. The table shows that the paper's fit agrees with the exact gain to about a thousandth
# from 16 units on, and is off by several per cent around 6, where the exact sum is as quick to write. (That the
# walk's variance grows with the depth and is inversely proportional to the width is said in the authors'
# abstract.)
#
# *The figure in words:* two panels, 16 and 64 units; x: layers on the way back, 0 to 100; y: log₁₀ of
# the gradient's length. He's median falls in both, faster in the narrow network; the other stays near 0.
#
# <!-- measured:
# true: 3 < -np.median(walks[16]["He"][:, -1]) < 5
# true: abs(np.median(walks[16]["Sussillo and Abbott"][:, -1])) < 0.6
# true: drift[16]["He"] < drift[64]["He"] < -0.5
# true: all(abs(exact_walk_gain(w, "relu") - random_walk_gain(w, "relu")) < 1e-3 for w in (16, 64, 256))
# true: 0.03 < random_walk_gain(6, "relu") / exact_walk_gain(6, "relu") - 1 < 0.1
# -->

# %% [markdown] nbgrader={"grade": true, "grade_id": "question_walk", "locked": false, "points": 4, "schema_version": 3, "solution": true, "task": false}
# **Question A (4 points, in your own words).** A colleague says: "He's weights keep the mean square of
# the gradient constant from layer to layer, and I have proved it. So your picture with the falling line
# must be a bug." (a) Why can both be right? (b) She measures the mean of the *squared* length (not of its
# logarithm) at the far end over your hundred networks of 16 units and finds much less than 1. Is the proof
# wrong? (c) Name one thing in a real training set-up that makes the problem smaller, and say why.
#
# === BEGIN MARK SCHEME ===
# (a) 1 point: mean of the logarithm against logarithm of the mean (Jensen), or: a product of random
# factors with mean 1 has a typical value that shrinks.
#
# (b) 2 points: the mean is carried by very rare, very large values (1), which a sample of a hundred is unlikely
# to contain, so that the sample mean underestimates it (1). No point for "rounding errors".
#
# (c) 1 point for one of: width, since the drift is about 1/N a layer; skip connections, since the identity's
# factor is exactly 1; normalization; a learning rate of its own for each layer (Adam) with the reason that the
# size of the gradient cancels.
# === END MARK SCHEME ===

# %% [markdown]
# ## 3 · Let the data decide
#
# The formulas so far rest on assumptions: about the inputs (their mean square is known), about the weights
# (independent, mean 0), about what a ReLU lets through (half). Krähenbühl, Doersch, Donahue and Darrell (2015)
# *measure* instead. You build the first step of their method here: send a batch through the network, and shift and
# scale every unit so that on this batch its output has mean 0 and deviation 1. A change of one layer
# changes the input of the next, so go from the first layer to the last.
#
# For one unit with output $z = w\cdot x + b$, mean $\mu$ and standard deviation $\sigma$ on the batch, the unit
# $(z - \mu)/\sigma$ is again a unit of the same kind:
#
# $$\frac{z-\mu}{\sigma} = \underbrace{\frac{w}{\sigma}}_{\text{new } w}\cdot x + \underbrace{\frac{b - \mu}{\sigma}}_{\text{new } b}.$$
#
# In a convolutional layer a unit is a channel; its mean and deviation run over the batch and over all places.
#
# ### Exercise 5 · `data_dependent` (25 minutes, ●●○, 4 points)


# %% nbgrader={"grade": false, "grade_id": "data_dependent", "locked": false, "schema_version": 3, "solution": true, "task": false}
def data_dependent(model, x):
    """Rescale a network in place until every unit's output on x has mean 0, deviation 1.

    model: nn.Sequential whose parts are nn.Linear and nn.Conv2d layers (all with a
        bias) and layers without parameters, none of which works in place, such as nn.ReLU
        or nn.Flatten. The outputs meant are those of the linear and convolutional layers,
        before what follows.
    x: float32 tensor, a batch of one example or more for the first layer. It must not be
        changed.
    The weights that are there are scaled, not drawn anew, and the parameter objects stay
    the same, so that an optimizer made before goes on working. The deviation is that of
    the batch itself (divide by the number of values, not by one less). A unit whose
    deviation is below 1e-6 keeps its weights; its bias still makes the mean 0. Every other
    unit is divided by its deviation, however small.
    float32 precision is enough. Returns None.
    """
    ### BEGIN SOLUTION
    with torch.no_grad():
        for layer in model:
            if isinstance(layer, nn.Linear | nn.Conv2d):
                z = layer(x)
                all_but_units = [axis for axis in range(z.ndim) if axis != 1]
                std, mean = torch.std_mean(z, dim=all_but_units, correction=0)
                std = torch.where(std < 1e-6, 1.0, std)
                layer.weight /= std.reshape(-1, *[1] * (layer.weight.ndim - 1))
                layer.bias.copy_((layer.bias - mean) / std)
            x = layer(x)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "data_dependent_test", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false}
x = 2 + 3 * torch.randn((16, 5), generator=torch.Generator().manual_seed(0))
model = small_network(1)
first = model[0](x).detach()
wanted_weight = model[0].weight.detach() / first.std(dim=0, correction=0)[:, None]
by_unit = model[0].weight.detach() / first.std(dim=0)[:, None]
by_layer = model[0].weight.detach() / first.std(correction=0)
by_variance = model[0].weight.detach() / first.var(dim=0, correction=0)[:, None]
given = x.clone()
data_dependent(model, given)
checks.assert_untouched(given.numpy(), x.numpy(), "data_dependent", "x")
checks.assert_close(
    model[0].weight,
    wanted_weight,
    "the first layer's weight",
    rtol=1e-3,
    atol=1e-4,
    mistakes={
        "divide by the number of values, not by one less: correction=0.": by_unit,
        "the whole layer gets one factor; every unit has its own.": by_layer,
        "divide by the deviation, not by the variance.": by_variance,
        "nothing happened: change layer.weight in place, under torch.no_grad().": small_network(
            1
        )[0].weight.detach(),
    },
)
for place, z in enumerate(outputs_of(model, x)):
    name = ("first", "second", "third")[place]
    checks.assert_close(
        z.mean(dim=0),
        np.zeros(z.shape[1]),
        f"the means of the {name} linear layer's units",
        atol=1e-3,
    )
    checks.assert_close(
        z.std(dim=0, correction=0),
        np.ones(z.shape[1]),
        f"the deviations of the {name} linear layer's units",
        atol=1e-3,
    )
### BEGIN HIDDEN TESTS
assert all(p.requires_grad for p in model.parameters()), (
    "the parameters no longer ask for gradients: such a network cannot be trained"
)


def by_the_book(model, x):
    """Weights and biases after the rescaling, computed here."""
    wanted = []
    for layer in model:
        weight = getattr(layer, "weight", None)
        if weight is not None:
            z = layer(x).detach()
            axes = [0, 2, 3][: z.ndim - 1] if z.ndim == 4 else [0]
            mean, std = z.mean(dim=axes), z.std(dim=axes, correction=0)
            std[std < 1e-6] = 1
            layer = copy.deepcopy(layer)
            with torch.no_grad():
                layer.weight /= std.reshape([-1] + [1] * (weight.ndim - 1))
                layer.bias.copy_((layer.bias - mean) / std)
            wanted += [layer.weight.detach(), layer.bias.detach()]
        x = layer(x).detach()
    return wanted


draw = torch.Generator().manual_seed(5)
images = torch.randn((6, 2, 8, 8), generator=draw) - 1
nets = {
    "linear layers": (small_network(2, scale=0.01), x),
    "linear layers behind nn.Flatten": (
        nn.Sequential(
            nn.Flatten(), nn.Linear(128, 6), nn.Linear(6, 5), nn.ReLU(), nn.Linear(5, 2)
        ),
        images,
    ),
    "one convolution, for a single image": (
        nn.Sequential(nn.ReLU(), nn.Conv2d(2, 3, 3, bias=True)),
        images[:1],
    ),
    "convolutions": (
        nn.Sequential(
            nn.Conv2d(2, 4, 3, padding=1),
            nn.ReLU(),
            nn.MaxPool2d(2),
            nn.Conv2d(4, 3, 3),
            nn.ReLU(),
            nn.Flatten(),
            nn.Linear(12, 5),
        ),
        images,
    ),
}
for name, (model, batch) in nets.items():
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.copy_(0.3 * torch.randn(parameter.shape, generator=draw))
    wanted, given = by_the_book(copy.deepcopy(model), batch), batch.clone()
    before = [p.detach().clone() for p in model.parameters()]
    own = list(model.parameters())
    data_dependent(model, given)
    assert_same_parameters(own, model.parameters(), "data_dependent")
    for (which, got), want, then in zip(
        model.named_parameters(), wanted, before, strict=True
    ):
        checks.assert_close(
            got,
            want,
            f"{which} of a network of {name}",
            rtol=2e-3,
            atol=1e-3,
            mistakes={"this layer was left as it was.": then},
        )

for size in (1e-5, 4e-7):
    model = small_network(4)
    with torch.no_grad():
        model[0].weight[1] *= size
        model[0].bias[1] = 0
        faint = model[0](x)[:, 1].std(correction=0).item()
    data_dependent(model, x)
    checks.assert_close(
        outputs_of(model, x)[0][:, 1].std(correction=0),
        1,
        f"the deviation of a unit that had {faint:.1e} before",
        rtol=2e-3,
        mistakes={
            "1e-6 is meant for the deviation, not for the variance: such a unit is not constant.": faint,
            "divide by the deviation itself; a small number added to it shows here.": faint
            / (faint + 1e-6),
            "divide by the deviation itself; 1e-8 added to it shows here.": faint
            / (faint + 1e-8),
        },
    )
fixed = x.clone()
fixed[:, 2] = 0.5  # an input that never changes
for row in ([0.0, 0.0, 1.5, 0.0, 0.0], [2e-8, 0.0, 1.0, 0.0, 0.0]):
    model = small_network(9)
    with torch.no_grad():
        model[0].weight[3] = torch.tensor(row)
        model[0].bias[3] = -0.5
    data_dependent(model, fixed.clone())
    checks.assert_close(
        model[0].weight[3],
        row,
        "the weights of a unit that hears nearly nothing but a constant input",
        mistakes={
            "0/0: a constant unit keeps its weights.": [
                math.inf if w > 1e-3 else math.nan for w in row
            ],
            "below a deviation of 1e-6 a unit keeps its weights; dividing by 1e-6 instead blows them up.": [
                1e6 * w for w in row
            ],
        },
    )
    checks.assert_close(
        outputs_of(model, fixed)[0][:, 3].mean(),
        0,
        "the mean of a unit that keeps its weights",
        atol=1e-5,
        mistakes={
            "its weights stay as they are, but its bias still makes the mean 0.": row[2]
            / 2
            - 0.5,
        },
    )
model = small_network(9)
with torch.no_grad():
    model[0].weight[3] = torch.tensor([1.0, -1.0, 0.0, 0.0, 0.0])
data_dependent(model, x)
checks.assert_close(
    outputs_of(model, x)[0][:, 3].std(correction=0),
    1,
    "the deviation of a unit whose weights, 1 and -1, add up to 0",
    rtol=2e-3,
    mistakes={
        "constant is a unit whose deviation is below 1e-6; the sum of its weights says nothing.": (
            x[:, 0] - x[:, 1]
        ).std(correction=0)
    },
)
model, single = small_network(12), x[:1].clone()
weight = model[0].weight.detach().clone()
data_dependent(model, single)
checks.assert_close(
    model[0].weight,
    weight,
    "the first layer's weight, when x is a single example (all deviations are 0)",
)
checks.assert_close(
    outputs_of(model, single)[2],
    np.zeros((1, 3)),
    "the last layer's output for the only example",
    atol=1e-5,
)
model = small_network(3)
with torch.no_grad():
    model[0].weight[2] = 0
    model[0].bias[2] = 0.5
data_dependent(model, x)
checks.assert_close(
    model[0].weight[2],
    np.zeros(5),
    "the weights of a unit that is constant",
    mistakes={"0/0: a constant unit keeps its weights.": np.full(5, np.nan)},
)
checks.assert_close(
    model[0].bias[2], 0, "the bias of a unit that was constantly 0.5", atol=1e-5
)
rest = [z.std(dim=0, correction=0).max().item() for z in outputs_of(model, x)]
checks.assert_close(rest, [1, 1, 1], "the largest deviation in each layer", rtol=1e-3)
model = small_network(15)
with torch.no_grad():
    model[0].bias[0] = 1e4
data_dependent(model, x)
checks.assert_close(
    outputs_of(model, x)[0].std(dim=0, correction=0),
    np.ones(7),
    "the deviations of the first layer's units, one of which had a mean of 10,000",
    rtol=5e-3,
)
data_dependent(model, 3 * x + 1)
checks.assert_close(
    outputs_of(model, 3 * x + 1)[2].std(dim=0, correction=0),
    np.ones(3),
    "the deviations of the last layer's units after a second call, with another batch",
    rtol=5e-3,
)
### END HIDDEN TESTS

# %% [markdown]
# <details><summary>Hint 1: one loop</summary>
#
# Walk through `model` once. At a linear or convolutional layer compute `z = layer(x)`, change the layer, and then
# let `x = layer(x)` go on with the *changed* layer.
# </details>
# <details><summary>Hint 2: shapes</summary>
#
# For (N, C, H, W) average over axes 0, 2 and 3, for (N, D) over axis 0. The factors have one entry a unit and
# divide `weight` along its first axis: `std.reshape(-1, 1, 1, 1)` for a convolution.
# </details>
# <details><summary>Hint 3: in place</summary>
#
# Inside `with torch.no_grad():` the lines `layer.weight /= …` and `layer.bias.copy_(…)` change the parameters
# themselves.
# </details>

# %% [markdown]
# ## 4 · LSUV: orthogonal, then unit variance, layer by layer
#
# Mishkin and Matas (2015), *All you need is a good init*, combine both ideas. Start from orthonormal weights;
# then, from the first layer to the last, measure the variance of the layer's output, over all units and
# examples together, and divide the weights by its root, until the variance is 1 within a tolerance.
# *Layer-sequential unit variance*, LSUV. One factor a layer: the directions stay orthogonal.
#
# Why "until"? With a bias of 0 the output is proportional to the weights, so that one division makes the
# variance exactly 1 on the batch that was measured. But the next measurement is taken on the *next* batch.
#
# ### Exercise 6 · `lsuv` (25 minutes, ●●●, 4 points)


# %% nbgrader={"grade": false, "grade_id": "lsuv", "locked": false, "schema_version": 3, "solution": true, "task": false}
def lsuv(model, batches, tol=0.1, max_iterations=10):
    """Initialize a network in place by layer-sequential unit variance.

    In place: the parameter objects stay the same.
    model: nn.Sequential of nn.Linear and nn.Conv2d layers (with a bias) and layers
        without parameters, none of which works in place.
    batches: list of float tensors, batches for the first layer; not changed.
    For each linear or convolutional layer, from the first to the last:
    - fill its weight with a fresh random (semi-)orthogonal matrix of gain 1
      (nn.init.orthogonal_ does), and its bias with zeros;
    - measure the variance of all entries of its output together (divide by the number of
      values). If it is nearer to 1 than `tol`, or `max_iterations` divisions have been
      made, go on to the next layer. Else divide the weight by the variance's root, and
      measure again.
    A layer's measurement number t, counted from 0, uses batches[t % len(batches)].
    float32 precision is enough. Returns a list: each layer's number of divisions.
    """
    ### BEGIN SOLUTION
    divisions = []
    with torch.no_grad():
        for place, layer in enumerate(model):
            if not isinstance(layer, nn.Linear | nn.Conv2d):
                continue
            nn.init.orthogonal_(layer.weight)
            nn.init.zeros_(layer.bias)
            up_to_here = model[: place + 1]
            for t in range(max_iterations + 1):
                variance = up_to_here(batches[t % len(batches)]).var(correction=0)
                if abs(variance - 1) < tol or t == max_iterations:
                    break
                layer.weight /= variance.sqrt()
            divisions.append(t)
    return divisions
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "lsuv_test", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false}
def replay(model, batches, tol, most):
    """Divisions and root mean square weight that LSUV gives from these directions, by layer."""
    counts, sizes, before = [], [], list(batches)
    for layer in model:
        if isinstance(layer, nn.Linear | nn.Conv2d):
            matrix = layer.weight.detach().flatten(1)
            bias = torch.zeros(len(matrix))
            size = 1 / max(matrix.shape) ** 0.5  # that of an orthonormal matrix
            unit = copy.deepcopy(layer)
            with torch.no_grad():
                unit.weight *= size / matrix.square().mean().sqrt()
                unit.bias.copy_(bias)
                seen = [unit(batch).var(correction=0).item() for batch in before]
            factor = 1.0
            for t in range(most + 1):
                variance = factor**2 * seen[t % len(seen)]
                if abs(variance - 1) < tol or t == most:
                    break
                factor /= variance**0.5
            counts.append(t)
            sizes.append(factor * size)
        before = [layer(batch).detach() for batch in before]
    return counts, sizes


def check_lsuv(model, batches, tol, most, what, defaults=False):
    """Everything the docstring says, on one network."""
    layers = [layer for layer in model if isinstance(layer, nn.Linear | nn.Conv2d)]
    copies, own = [batch.clone() for batch in batches], list(model.parameters())
    counts = lsuv(model, batches) if defaults else lsuv(model, batches, tol, most)
    assert len(batches) == len(copies), (
        f"{what}: the list of batches had {len(copies)} and now has {len(batches)}; it must stay as it is"
    )
    for now, then in zip(batches, copies, strict=True):
        checks.assert_untouched(now.numpy(), then.numpy(), "lsuv", "batches")
    assert_same_parameters(own, model.parameters(), "lsuv")
    counts = numbers(counts, "lsuv(…)", "a list with each layer's number of divisions")
    assert counts.shape == (len(layers),), (
        f"{what}: {len(layers)} layers, but what lsuv returned has the shape {counts.shape}: give one number for each "
        "linear or convolutional layer"
    )
    for number, layer in enumerate(layers):
        matrix = layer.weight.detach().double().flatten(1)
        gram = (
            matrix @ matrix.T
            if matrix.shape[0] <= matrix.shape[1]
            else matrix.T @ matrix
        )
        checks.assert_close(
            gram / gram.diagonal().mean(),
            np.eye(len(gram)),
            f"{what}: the weight of layer {number} times itself, scaled to 1 (orthogonal directions, one factor "
            "for the whole layer),",
            atol=1e-4,
        )
        checks.assert_close(
            layer.bias,
            np.zeros(len(layer.bias)),
            f"{what}: the bias of layer {number}",
        )
    want, sizes = replay(model, batches, tol, most)
    for near in (tol * (1 - 1e-4), tol * (1 + 1e-4)):  # a measurement just at the limit
        if list(counts) != want:
            other = replay(model, batches, near, most)
            want, sizes = other if other[0] == list(counts) else (want, sizes)
    got_sizes = [layer.weight.detach().square().mean().sqrt() for layer in layers]
    checks.assert_close(
        got_sizes,
        sizes,
        f"{what}: the root mean square weight of each layer",
        rtol=2e-3,
        mistakes={
            "the weights are still orthonormal: nothing was divided.": [
                1 / max(layer.weight.flatten(1).shape) ** 0.5 for layer in layers
            ],
            "this is what the default of tol or max_iterations gives; use the arguments.": replay(
                model, batches, 0.1, 10
            )[1],
            "this is a division too few: up to max_iterations of them are made.": replay(
                model, batches, tol, max(most - 1, 0)
            )[1],
            "this is a division too many: max_iterations of them are the most.": replay(
                model, batches, tol, most + 1
            )[1],
            "every measurement used batches[0]; number t uses batches[t % len(batches)].": replay(
                model, batches[:1], tol, most
            )[1],
        },
    )
    checks.assert_close(
        counts,
        want,
        f"{what}: the numbers of divisions",
        mistakes={
            "count the divisions, not the measurements.": [n + 1 for n in want],
            "this counts nothing.": [0] * len(want),
        },
    )


x = 3 * torch.randn((64, 5), generator=torch.Generator().manual_seed(6)) + 6
check_lsuv(small_network(4), [x], 0.1, 10, "one batch")
check_lsuv(small_network(4), [x], 1e-3, 10, "one batch, tol=0.001")
check_lsuv(small_network(4), [x], 0.1, 0, "max_iterations=0")
most = max(lsuv(small_network(4), [x]))
assert most <= 1, (
    f"on one and the same batch one division is enough, but a layer was divided {most} times"
)
### BEGIN HIDDEN TESTS
draw = torch.Generator().manual_seed(7)
batches = [s * torch.randn((8, 5), generator=draw) + 0.5 for s in (1.0, 1.5, 0.7, 1.2)]
check_lsuv(small_network(5), batches, 1e9, 10, "a tolerance that is always met")
check_lsuv(small_network(5), batches, 0.05, 11, "four batches, tol=0.05")
check_lsuv(small_network(5), batches, 0.05, 2, "four batches, max_iterations=2")
alike = [torch.randn((200, 5), generator=draw) for _ in range(3)]
check_lsuv(small_network(5), alike, 0.1, 10, "three large batches")
images = [2 * torch.randn((4, 2, 8, 8), generator=draw) for _ in range(2)]
convolutions = nn.Sequential(
    nn.Conv2d(2, 4, 3, padding=1), nn.ReLU(), nn.Conv2d(4, 8, 3), nn.Flatten(), nn.Linear(288, 3)
)  # fmt: skip
check_lsuv(convolutions, images, 0.02, 10, "convolutions")
assert all(p.requires_grad for p in convolutions.parameters()), (
    "the parameters no longer ask for gradients: such a network cannot be trained"
)
for second, meaning in [
    (5, "max_iterations is 10 unless said otherwise"),
    (1.045, "tol is 0.1 unless said otherwise; here two batches differ by 9 %"),
    (1.055, "tol is 0.1 unless said otherwise; here two batches differ by 11 %"),
]:
    check_lsuv(small_network(7), [x, second * x], 0.1, 10, meaning, defaults=True)
bare = nn.Sequential(nn.Linear(5, 7), nn.Linear(7, 4))
check_lsuv(bare, [x, 1.2 * x, 0.9 * x], 0.2, 3, "two layers with nothing between them")
again, other = small_network(6), small_network(6)
lsuv(again, [x])
lsuv(other, [x])
assert not torch.allclose(again[0].weight, other[0].weight), (
    "two calls give equal directions: the orthogonal start must be drawn anew"
)
twins = nn.Sequential(nn.Linear(5, 5), nn.Linear(5, 5))
lsuv(twins, [x])
first, second = (F.normalize(twins[i].weight.detach(), dim=1) for i in (0, 1))
assert not torch.allclose(first, second, atol=1e-4), (
    "two layers of one shape get the same directions: draw a fresh matrix for each"
)
### END HIDDEN TESTS

# %% [markdown]
# <details><summary>Hint 1: up to this layer</summary>
#
# `model[: place + 1]` is the network up to and including layer number `place`, with the same parameters.
# </details>
# <details><summary>Hint 2: the loop</summary>
#
# `for t in range(max_iterations + 1)`: measure; if the variance is close enough or `t == max_iterations`,
# `break`; else divide. After the loop `t` is the number of divisions.
# </details>

# %% [markdown]
# ### Experiment 3 · Thirty ReLU layers, six initializations: what happens at the start
#
# *Needs exercises 1, 5 and 6.* A network of 30 hidden layers of 64 ReLU units looks at 256 digits. For each
# initialization: the deviation of every layer's output (before its ReLU), and the size of every layer's weight gradient.
# **Predict:** `data_dependent` makes the deviation 1 in every unit of every layer. Will the weight gradients be of one
# size in all layers, too?


# %% tags=["experiment", "skip-execution"]
digits = data.load_digits()
x_train = torch.from_numpy(digits.x_train.reshape(-1, 64))
x_test = torch.from_numpy(digits.x_test.reshape(-1, 64))
y_train, y_test = torch.from_numpy(digits.y_train), torch.from_numpy(digits.y_test)


def deep_network(how, seed, depth=30, width=64):
    """A ReLU network whose weights are initialized in one of six ways; biases 0 except for the data's."""
    torch.manual_seed(seed)
    sizes = [64] + [width] * depth
    hidden = [part for a, b in pairwise(sizes) for part in (nn.Linear(a, b), nn.ReLU())]
    model = nn.Sequential(*hidden, nn.Linear(width, 10))
    rng = np.random.default_rng(seed)
    with torch.no_grad():
        for layer in model[::2]:
            nn.init.zeros_(layer.bias)
            fan_in = layer.in_features
            std = {"N(0, 0.01²)": 0.01, "1/√D": fan_in**-0.5, "He": (2 / fan_in) ** 0.5}
            if how == "orthogonal":
                drawn = orthogonal(tuple(layer.weight.shape), rng, gain=2**0.5)
                layer.weight.copy_(torch.as_tensor(drawn))
            else:
                layer.weight.normal_(0, std.get(how, 1.0))
    if how == "LSUV":
        lsuv(model, list(x_train[:1280].split(256)), tol=0.02)
    if how == "data-dependent":
        data_dependent(model, x_train[:256])
    return model


recipes = ("N(0, 0.01²)", "1/√D", "He", "orthogonal", "LSUV", "data-dependent")
deviations, gradients, units = {}, {}, {}
for how in recipes:
    model = deep_network(how, seed=0)
    seen = outputs_of(model, x_train[:256])
    units[how] = torch.cat([torch.stack(torch.std_mean(z, 0)) for z in seen], dim=1)
    F.cross_entropy(model(x_train[:256]), y_train[:256]).backward()
    deviations[how] = np.array([z.std().item() for z in seen])
    gradients[how] = np.array([layer.weight.grad.norm().item() for layer in model[::2]])
fig, axes = plt.subplots(1, 2, figsize=(9.2, 4.0), layout="constrained")
for ax, values, label in zip(
    axes,
    (deviations, gradients),
    ("deviation of the output", "norm of the weight gradient"),
    strict=True,
):
    shown = {name: np.where(v < 1e-9, np.nan, v) for name, v in values.items()}
    plots.curves(shown, ax, xlabel="layer", ylabel=label, log=True)
    ax.set(ylim=(1e-9, 1e4), xticks=(1, 10, 20, 31))
    ax.get_legend().remove()
    ax.lines[recipes.index("LSUV")].set(linewidth=5, alpha=0.5)
fig.legend(*axes[0].get_legend_handles_labels(), loc="outside lower center", ncols=6)
print(
    f"{'':16s}{'deviation: first':>18s}{'last hidden':>13s}{'gradient: first':>18s}{'last':>9s}"
)
for how in recipes:
    print(
        f"{how:16s}{deviations[how][0]:18.2g}{deviations[how][-2]:13.2g}"
        f"{gradients[how][0]:18.2g}{gradients[how][-1]:9.2g}"
    )

print("\nLSUV: divisions a layer, mean (most), over 31 layers")
needed = {}
for size in (8, 32, 128, 512):
    torch.manual_seed(1)
    shuffled = x_train[torch.randperm(len(x_train))]
    for tol in (0.1, 0.02):
        model = deep_network("He", seed=1)
        needed[size, tol] = lsuv(model, list(shuffled.split(size)[:-1]), tol=tol)
        print(
            f"  batches of {size:3d}, tolerance {tol:4}: {np.mean(needed[size, tol]):4.1f} ({max(needed[size, tol])})"
        )
one_batch = lsuv(deep_network("He", seed=1), [x_train[:256]], tol=0.02)
print(f"  always the same batch:        {np.mean(one_batch):4.1f} ({max(one_batch)})")
spread, centre = (part.numpy() for part in units["data-dependent"])
fitted = bool(np.abs(spread - 1).max() < 0.02 and np.abs(centre).max() < 0.02)
tilt = {
    how: gradients[how][0] / gradients[how][-1] for how in ("data-dependent", "LSUV")
}
claims.record(
    "Krähenbühl 2015, first step: fitted to a batch, every unit of a deep network starts with mean 0 and deviation 1",
    "holds" if fitted else "does not hold",
    f"30 layers, 1 seed: deviations of single units {spread.min():.2f} to {spread.max():.2f}, means up to "
    f"{np.abs(centre).max():.1g} from 0",
)
claims.record(
    "Krähenbühl 2015: all units train at roughly the same rate",
    "not tested here",
    "their second step, which sees to this, is not built here; after the first step alone (30 layers, 1 seed) the first "
    f"layer's gradient is {tilt['data-dependent']:.0f} times the last's (LSUV {tilt['LSUV']:.1f} times)",
)
claims.record(
    "Mishkin and Matas 2015: dividing by the measured deviation brings every layer to unit variance",
    "holds"
    if max(needed[512, 0.1]) <= 3
    and max(one_batch) <= 1
    and np.mean(needed[8, 0.02]) <= 3
    else "holds with care"
    if max(one_batch) <= 1
    else "does not hold",
    f"same batch: at most {max(one_batch)}; fresh batches of 512, tolerance 0.1: at most {max(needed[512, 0.1])}; "
    f"batches of 8, tolerance 0.02: {np.mean(needed[8, 0.02]):.1f} of at most 10 on average",
)

# %% [markdown]
# **What to see.** *Left,* the deviation of each layer's output: two lines fall ($\mathcal N(0, 0.01^2)$ at once, and
# out of the picture; $1/\sqrt D$ steadily, since it lacks the factor 2 for ReLU), two wander near 1 (He, orthogonal), two
# stay within 5 % of 1 (LSUV, thick and pale, under data-dependent). *Right,* the gradient: where the
# signal dies, the gradient is next to nothing in every layer; that of $\mathcal N(0, 0.01^2)$ is below the picture.
# But look at the data-dependent line: forward every deviation is 1, and backward the gradient **grows towards the
# input** by a factor of a hundred or more. Our explanation: centring each unit removes the part of the signal that all
# examples share and enlarges what is left, layer after layer; backward, the gradient is multiplied by the enlarged
# weights. (Yang and co-authors, 2019, show the same for batch normalization: in a deep plain network with it, too, the
# gradient explodes at the start.) LSUV scales whole layers and leaves their means alone: its gradients in the first and
# the last layer differ by less than a factor of 5. Krähenbühl and co-authors want all units to "train at roughly the same
# rate" (their abstract), and have a second step for it, "between-layer normalization" (their Algorithm 2), which rescales
# the layers against each other. It is not built
# here, so that the claim of their abstract is "not tested here".
#
# The printed lines answer the "until" of section 4: on one and the same batch one division is always enough. With fresh
# batches the tolerance must be wider than the difference between batches; else each division fits the batch
# just measured and the next batch disagrees, until LSUV has made its ten divisions. A tolerance of 0.1 is met after one
# division or two by batches of 128 digits, one of 0.02 not even by 512 (there are only two such batches, and where
# they disagree by more than the tolerance, each division for the one is wrong for the other).
#
# *The figure in words:* two panels over layers 1 to 31, logarithmic; six lines on the left, five on the right. The
# first table holds their ends.
#
# <!-- measured:
# true: all(np.abs(deviations[how] - 1).max() < 0.05 for how in ("LSUV", "data-dependent"))
# true: all(0.3 < deviations[how].min() and deviations[how].max() < 5 for how in ("He", "orthogonal"))
# true: gradients["data-dependent"][0] / gradients["data-dependent"][-1] > 100
# true: 0.2 < gradients["LSUV"][0] / gradients["LSUV"][-1] < 5
# true: np.nanmax(gradients["N(0, 0.01²)"]) < 1e-9 and gradients["1/√D"].max() > 1e-9
# true: max(one_batch) <= 1 and max(needed[128, 0.1]) <= 2 and max(needed[512, 0.02]) == 10
# true: len(shuffled.split(512)[:-1]) == 2
# given: 1, 2, 4, 5, 31
# -->
#
# ### Experiment 4 · … and after 160 steps of training
#
# *Needs exercises 1, 5 and 6; takes about a minute.* The same six, trained: SGD with momentum 0.9, batches of
# 64, three learning rates, three seeds; each initialization keeps its best rate. **Predict** the order of the
# six test errors (chance is 90 %).


# %% tags=["experiment", "skip-execution"]
def error_after_training(model, rate, seed, steps=160):
    """Test error after SGD with momentum 0.9 on batches of 64; diverged networks answer at random."""
    optimizer = torch.optim.SGD(model.parameters(), lr=rate, momentum=0.9, fused=True)
    draw = torch.Generator().manual_seed(seed)
    for _ in range(steps):
        batch = torch.randint(len(x_train), (64,), generator=draw)
        optimizer.zero_grad()
        loss = F.cross_entropy(model(x_train[batch]), y_train[batch])
        loss.backward()
        optimizer.step()
        if not loss.isfinite():
            return 0.9
    with torch.no_grad():
        return (model(x_test).argmax(dim=1) != y_test).float().mean().item()


rates = (3e-4, 1e-3, 3e-3)
for how in recipes:
    deep_network(
        how, 0
    )  # where an exercise is still open, fail now and not in a minute
outcomes = {}  # how -> (rate, three errors)
for how in tqdm(recipes, desc="30 layers"):
    runs = {
        rate: [error_after_training(deep_network(how, s), rate, s) for s in range(3)]
        for rate in rates
    }
    best = min(rates, key=lambda rate: np.median(runs[rate]))
    outcomes[how] = (best, runs[best])
fig, ax = plt.subplots(figsize=(9, 3.8), layout="constrained")
table = np.array([outcomes[how][1] for how in recipes]).T
plots.grouped_bars(
    {"three seeds": table},
    [f"{how}\nrate {outcomes[how][0]:g}" for how in recipes],
    ax,
    ylabel="test error after 160 steps, %",
    percent=True,
)
ax.get_legend().remove()
ax.axhline(90, color="0.5", linewidth=0.8)
ax.text(2.0, 91, "chance", color="0.3")
ax.set_ylim(0, 100)
medians = {how: float(np.median(errors)) for how, (_, errors) in outcomes.items()}
for how, (rate, errors) in outcomes.items():
    print(
        f"{how:16s} rate {rate:6g}: median {medians[how]:4.0%}, from {min(errors):.0%} to {max(errors):.0%}"
    )
by_depth = {
    depth: {
        how: np.median(
            [
                error_after_training(deep_network(how, s, depth), 0.1, s)
                for s in range(3)
            ]
        )
        for how in ("N(0, 0.01²)", "He")
    }
    for depth in (1, 2, 5)
}
print("\nmedian test error with N(0, 0.01²) and with He's weights, at rate 0.1:")
for depth, errors in by_depth.items():
    print(f"  {depth} hidden: {errors['N(0, 0.01²)']:5.1%}  {errors['He']:5.1%}")
small = by_depth[1]["N(0, 0.01²)"], by_depth[5]["N(0, 0.01²)"]
claims.record(
    "Small random numbers, N(0, 0.01²), work okay for small networks, but have problems with deeper ones",
    "holds"
    if small[0] < 0.1 and small[1] > 0.8 > by_depth[5]["He"]
    else "does not hold",
    f"median of 3 seeds: at rate 0.1, test error with one hidden layer {small[0]:.0%}, with five {small[1]:.0%} (He {by_depth[5]['He']:.0%}), with "
    f"thirty, at the best of three smaller rates, {medians['N(0, 0.01²)']:.0%} (He {medians['He']:.0%})",
)
claims.record(
    "Mishkin and Matas 2015: LSUV trains very deep networks at least as well as the formulas do",
    "holds"
    if max(outcomes["LSUV"][1]) < min(outcomes["He"][1])
    and max(outcomes["LSUV"][1]) <= min(outcomes["orthogonal"][1])
    else "holds with care"
    if medians["LSUV"] < medians["He"]
    else "does not hold",
    f"30 layers, test error after 160 steps, best of three rates: LSUV {medians['LSUV']:.0%} "
    f"({min(outcomes['LSUV'][1]):.0%} to {max(outcomes['LSUV'][1]):.0%}), orthogonal "
    f"{medians['orthogonal']:.0%}, He {medians['He']:.0%}, data-dependent {medians['data-dependent']:.0%} (3 seeds)",
)

# %% [markdown]
# **What to see.** Each bar is the median of three seeds at the best of the three rates; its whisker reaches from the best seed
# to the worst. (The rate is chosen by the test error itself, for all six alike; so the errors are a little too
# good, and only their order is of interest.) Two bars stand at chance: where next to no gradient arrives, none of the
# three rates helps. Of the others, the two with orthogonal directions (orthogonal, LSUV) have lower medians than
# He's random ones. But the whiskers are long, and three seeds cannot tell which of these two is better. The
# data-dependent network, whose gradient explodes, has a higher error than He's even at the best of the three rates. A
# still smaller rate and more steps might suit it better. All of them are networks *without* normalization and
# *without* skip connections. The last printed lines belong to the lecture's own sentence: at rate 0.1 small random
# numbers work with one or two hidden layers; with five the network stays near chance.
#
# *The figure in words:* six bars, test error in per cent; the printed lines hold the same numbers.
#
# <!-- measured:
# true: min(medians["N(0, 0.01²)"], medians["1/√D"]) > 0.85
# true: max(medians["orthogonal"], medians["LSUV"]) < medians["He"] < medians["data-dependent"]
# true: max(by_depth[1]["N(0, 0.01²)"], by_depth[2]["N(0, 0.01²)"]) < 0.15 < 0.8 < by_depth[5]["N(0, 0.01²)"]
# -->

# %% [markdown]
# ## 5 · Fixup: residual learning without normalization
#
# A residual network adds branches to a stream, $x_{l+1} = x_l + F_l(x_l)$. With He's weights each branch adds
# as much variance as the stream has where the block begins with its ReLU ("pre-activation"), so that the
# variance doubles with every block: $2^{27}$ after 27. Where the block ends in a ReLU after the sum, as below,
# the branch even has twice the stream's mean square: the first convolution doubles it, the ReLU inside halves
# it, the second convolution doubles it again. Batch normalization hides that. Zhang, Dauphin and Ma (2019)
# remove it by initialization alone:
#
# **How small must a branch be?** One step of SGD at rate $\eta$ should change the network's output by an amount
# of order $\eta$, however deep it is; so each of the $L$ branches may contribute a change of order $\eta/L$.
# Let a branch have $m$ weight layers of which all but one are scaled down by $a$. The gradient with respect to
# the one left is proportional to $a^{m-1}$; so is the effect that a change of it has on the output. The output
# therefore changes by an amount of order $\eta\,a^{2(m-1)}$, and
#
# $$a^{2(m-1)} = \frac1L \quad\Longrightarrow\quad a = L^{-1/(2m-2)}.$$
#
# The rules: (1) the classification layer and the **last layer of each branch** start at zero; (2) every other
# layer has a standard initialization, and those inside branches are multiplied by $L^{-1/(2m-2)}$; (3) what
# normalization's affine part provided is replaced by single numbers: a multiplier (1 at first) in each branch,
# and a bias (0 at first) before each convolution, linear layer and activation. With rule 1 each branch computes
# 0 at first, so that the network starts as its stem. (One summary site gives the exponent without its minus
# sign. With $L = 27$, $m = 2$ that would multiply by 5.2 instead of 0.19; the authors' code divides.)
#
# ### Exercise 7 · `fixup` (20 minutes, ●●○, 4 points)


# %% nbgrader={"grade": false, "grade_id": "fixup", "locked": false, "schema_version": 3, "solution": true, "task": false}
def fixup(branches, head):
    """Apply Fixup's rules 1 and 2 to the layers of a residual network, in place.

    In place: layers and parameter objects stay the same, so that an optimizer made before
    goes on working.
    branches: list of L lists, one a residual branch, each with the branch's m weight
        layers (nn.Linear, or nn.Conv2d with groups=1) from first to last. m may differ from branch to
        branch, and is at least 1.
    head: nn.Linear, the classification layer.
    Inside a branch of m layers, the last one's weight becomes 0; each other weight
    is drawn anew, at each call, from He's normal distribution (mean 0, deviation
    sqrt(2 / fan_in)) times L^(-1 / (2m - 2)). The head's weight becomes 0. All biases
    become 0; a layer, the head too, may have none (layer.bias is None). Returns None.
    """
    ### BEGIN SOLUTION
    for branch in branches:
        for layer in branch:
            nn.init.kaiming_normal_(layer.weight, nonlinearity="relu")
            if len(branch) > 1:
                with torch.no_grad():
                    layer.weight *= len(branches) ** (-1 / (2 * len(branch) - 2))
        nn.init.zeros_(branch[-1].weight)
    nn.init.zeros_(head.weight)
    for layer in [head, *(layer for branch in branches for layer in branch)]:
        if layer.bias is not None:
            nn.init.zeros_(layer.bias)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "fixup_test", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false}
def apply_fixup(branches, head):
    """Call fixup; say what a mistake with missing biases, short branches or copies looks like."""
    layers = [head, *(layer for branch in branches for layer in branch)]
    before = [layer.weight.detach().clone() for layer in layers]
    own = [parameter for layer in layers for parameter in layer.parameters()]
    try:
        fixup(branches, head)
    except ZeroDivisionError as error:
        raise AssertionError(
            f"fixup raises ZeroDivisionError ({error}). Likely mistake: in a branch of one layer, m = 1, the "
            "exponent -1/(2m - 2) divides by 0; there is nothing to scale"
        ) from None
    except (AttributeError, TypeError) as error:
        if all(layer.bias is not None for layer in layers):
            raise
        raise AssertionError(
            f"fixup raises {type(error).__name__} ({error}) where some layer has no bias. Likely mistake: its "
            "layer.bias is None, which cannot be filled"
        ) from None
    pairs = zip(layers, before, strict=True)
    assert not all(torch.equal(layer.weight, then) for layer, then in pairs), (
        "fixup changed no weight at all. Likely mistake: write into layer.weight itself, in place and under "
        "torch.no_grad(), or with nn.init"
    )
    layers = [head, *(layer for branch in branches for layer in branch)]
    after = (parameter for layer in layers for parameter in layer.parameters())
    assert_same_parameters(own, after, "fixup")


def check_drawn(layer, factor, what, depth, too_few=None):
    """A layer inside a branch: its distribution's mean, deviation and shape, and its bias.

    too_few: the factor where L does not count the branches of one layer.
    """
    values = layer.weight.detach().double().flatten()
    fan_in = layer.weight[0].numel()
    he = (2 / fan_in) ** 0.5
    got = values.std().item()
    slips = {
        "L counts all branches, those of a single layer, too.": he
        * (too_few or math.nan),
        "the layer is zero; only the last one of each branch and the head are.": 0,
        "this is He's deviation without the factor L^(-1/(2m - 2)).": he,
        "the exponent's sign is turned round: branches must become smaller.": he
        / factor,
        "these weights were not drawn anew: PyTorch's own have this deviation.": 1
        / (3 * fan_in) ** 0.5,
        "this is PyTorch's own draw, scaled; draw from He's distribution.": factor
        / (3 * fan_in) ** 0.5,
        "this is L^(-1/2) whatever m is.": he * depth**-0.5,
        "fan-in is the number of inputs of a unit: in_channels · k · k.": factor
        * (2 / (layer.weight.numel() / layer.weight.shape[1])) ** 0.5,
        "the 2 of He's variance is missing.": he * factor / 2**0.5,
    }
    if factor < 1:  # L^(-1/(2m)) = factor^(1 - 1/m)
        m = 1 + math.log(depth) / -2 / math.log(factor)
        slips["this is L^(-1/(2m)); the exponent is -1/(2m - 2)."] = he * factor ** (
            1 - 1 / m
        )
    checks.assert_close(
        got,
        he * factor,
        f"{what}: the deviation of its weights",
        rtol=4.5 / len(values) ** 0.5,
        mistakes=slips,
    )
    assert not torch.allclose(layer.weight[0], layer.weight[1]), (
        f"{what}: two of its units have equal weights; draw every number anew"
    )
    assert abs(values.mean()) < 6 * got / len(values) ** 0.5, (
        f"{what}: the weights have mean {values.mean():.3g}, which is not 0"
    )
    rows = layer.weight.detach().double().flatten(1) / got
    alike = F.normalize(rows, dim=1) @ F.normalize(rows, dim=1).T
    assert alike.fill_diagonal_(0).abs().max() < 0.9, (
        f"{what}: two of its units have equal or opposite weights; draw every number anew"
    )
    spread = (rows.mean(dim=1) * fan_in**0.5).std().item()
    assert 0.4 < spread < 1.7, (
        f"{what}: the means of its units' weights are not those of independent numbers.\n  Their deviation, times the "
        f"root of the fan-in, is {spread:.2f} that of a weight; it should be about the same. Draw every number by itself"
    )
    kurtosis = ((values - values.mean()) / got).pow(4).mean().item()
    assert abs(kurtosis - 3) < 6 * (24 / len(values)) ** 0.5, (
        f"{what}: the weights are not normal.\n  The mean of ((w - mean)/deviation)⁴ is {kurtosis:.2f}, where a "
        "normal distribution has 3 (a uniform one 1.8). Draw from the normal distribution"
    )
    if layer.bias is not None:
        checks.assert_close(layer.bias, np.zeros(len(layer.bias)), f"{what}: its bias")


def check_zero(layer, what):
    """A layer whose weight and bias must be 0."""
    checks.assert_close(
        layer.weight, np.zeros(tuple(layer.weight.shape)), f"{what}: its weight"
    )
    if layer.bias is not None:
        checks.assert_close(layer.bias, np.zeros(len(layer.bias)), f"{what}: its bias")


branches = [[nn.Linear(64, 64), nn.Linear(64, 64)] for _ in range(9)]
head = nn.Linear(64, 10)
apply_fixup(branches, head)
check_drawn(branches[0][0], 9**-0.5, "L = 9, m = 2, the first layer of a branch", 9)
check_drawn(
    branches[8][0], 9**-0.5, "L = 9, m = 2, the first layer of the last branch", 9
)
check_zero(branches[0][1], "the last layer of the first branch")
check_zero(branches[8][1], "the last layer of the last branch")
check_zero(head, "the classification layer")
checks.assert_close(
    head(torch.ones(2, 64)).detach(), np.zeros((2, 10)), "the scores at the start"
)
### BEGIN HIDDEN TESTS
branches = [
    [
        nn.Conv2d(96, 32, 1, bias=False),
        nn.Conv2d(32, 48, 3, bias=False),
        nn.Conv2d(48, 96, 1, bias=False),
    ]
    for _ in range(5)
]
head = nn.Linear(96, 7)
apply_fixup(branches, head)
for number in (0, 4):
    for place in (0, 1):
        check_drawn(
            branches[number][place],
            5**-0.25,
            f"L = 5, m = 3, layer {place} of branch {number}",
            5,
        )
    check_zero(branches[number][2], f"m = 3, the last layer of branch {number}")
check_zero(head, "the classification layer")
assert not torch.allclose(branches[0][0].weight, branches[1][0].weight), (
    "two branches have equal weights: draw each layer anew"
)
alike = [nn.Linear(8, 8) for _ in range(3)]
apply_fixup([alike], nn.Linear(8, 2))
assert not torch.allclose(alike[0].weight, alike[1].weight), (
    "two layers of one shape in a branch have equal weights: draw each layer anew"
)
mixed = [[nn.Linear(40, 40)], [nn.Linear(40, 300), nn.Linear(300, 40)]]
mixed.append(
    [nn.Linear(40, 50), nn.Linear(50, 60), nn.Linear(60, 70), nn.Linear(70, 40)]
)
head = nn.Linear(40, 3)
apply_fixup(mixed, head)
check_zero(mixed[0][0], "m = 1, the only layer of a branch, which is its last")
check_drawn(mixed[1][0], 3**-0.5, "L = 3, m = 2 among others", 3, too_few=2**-0.5)
check_zero(mixed[1][1], "the last layer of a branch with m = 2")
for place in (0, 1, 2):
    check_drawn(mixed[2][place], 3 ** (-1 / 6), f"L = 3, m = 4, layer {place}", 3)
check_zero(mixed[2][3], "the last layer of a branch with m = 4")
assert all(p.requires_grad for layer in mixed[1] for p in layer.parameters()), (
    "the parameters no longer ask for gradients: such a network cannot be trained"
)
for bias, size in ((True, 3), (False, (1, 5))):
    only = [[nn.Conv2d(20, 30, size, bias=bias), nn.Conv2d(30, 20, size, bias=bias)]]
    head = nn.Linear(20, 4, bias=False)
    apply_fixup(only, head)
    check_drawn(only[0][0], 1.0, "L = 1, m = 2, the first layer of the only branch", 1)
    check_zero(only[0][1], "L = 1, the last layer of the only branch")
    check_zero(head, "a classification layer without a bias")
drawn = only[0][0].weight.detach().clone()
fixup(only, head)
assert not torch.allclose(only[0][0].weight, drawn), (
    "two calls draw equal weights: leave the random generator's seed alone"
)
squares = []
for _ in range(6):
    fixup(only, head)
    squares.append(float(only[0][0].weight.detach().double().square().mean()))
spread, wanted = np.std(squares) / np.mean(squares), (2 / drawn.numel()) ** 0.5
assert spread > 0.05 * wanted, (
    "in six calls the mean square of a layer's weights is nearly the same.\n"
    f"  It differs by {spread:.1e} of its size, where that of independent numbers differs by about {wanted:.1e}.\n"
    "Likely mistake: the weights are orthogonal, or rescaled to a given deviation after the draw; He's are "
    "independent numbers"
)
### END HIDDEN TESTS

# %% [markdown]
# <details><summary>Hint 1: He's distribution</summary>
#
# `nn.init.kaiming_normal_(layer.weight, nonlinearity="relu")` draws it, with the fan-in by default. Then
# multiply in place, inside `with torch.no_grad():`.
# </details>
# <details><summary>Hint 2: a branch of one layer</summary>
#
# For m = 1 the exponent divides by 0. Such a branch has no layer but its last, which becomes 0: there is
# nothing to scale.
# </details>
#
# ### Exercise 8 · `FixupBlock` (15 minutes, ●●○, 3 points)
#
# Rule 3, in the block of the authors' CIFAR networks (for constant width and stride 1; $b$ and $s$ are single
# numbers):
#
# $$y = \mathrm{relu}\Bigl(x + s\cdot \mathrm{conv}_2\bigl(\mathrm{relu}(\mathrm{conv}_1(x + b_{1a}) + b_{1b}) + b_{2a}\bigr) + b_{2b}\Bigr).$$


# %% nbgrader={"grade": false, "grade_id": "FixupBlock", "locked": false, "schema_version": 3, "solution": true, "task": false}
class FixupBlock(nn.Module):
    """A residual block without normalization, with Fixup's biases and multiplier.

    channels: number of channels of input and output, 1 or more.
    Attributes: conv1 and conv2, 3×3 convolutions that keep the image's size (zeros around
    its border), without a bias of their own (weights as PyTorch draws them for nn.Conv2d;
    `fixup` comes later); bias1a, bias1b, bias2a and bias2b, parameters of a single number,
    0 at first; scale, likewise, 1 at first. There are no other parameters, and no two of
    them are one.
    """

    def __init__(self, channels):
        super().__init__()
        ### BEGIN SOLUTION
        self.conv1 = nn.Conv2d(channels, channels, 3, padding=1, bias=False)
        self.conv2 = nn.Conv2d(channels, channels, 3, padding=1, bias=False)
        self.bias1a = nn.Parameter(torch.zeros(1))
        self.bias1b = nn.Parameter(torch.zeros(1))
        self.bias2a = nn.Parameter(torch.zeros(1))
        self.bias2b = nn.Parameter(torch.zeros(1))
        self.scale = nn.Parameter(torch.ones(1))
        ### END SOLUTION

    def forward(self, x):
        """Return y of the formula above. x: (N, channels, H, W), which must not be changed."""
        ### BEGIN SOLUTION
        branch = F.relu(self.conv1(x + self.bias1a) + self.bias1b)
        branch = self.conv2(branch + self.bias2a) * self.scale + self.bias2b
        return F.relu(x + branch)
        ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "FixupBlock_test", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
def by_formula(x, w1, w2, b1a=0.0, b1b=0.0, b2a=0.0, b2b=0.0, s=1.0):
    """The block, from its formula."""
    inner = F.relu(F.conv2d(x + b1a, w1, padding=1) + b1b) + b2a
    return F.relu(x + s * F.conv2d(inner, w2, padding=1) + b2b)


NUMBERS = ("bias1a", "bias1b", "bias2a", "bias2b", "scale")
block = FixupBlock(3)
for name in ("conv1", "conv2", *NUMBERS):
    assert hasattr(block, name), f"FixupBlock(3) has no attribute {name}"
assert block.conv1 is not block.conv2, "conv1 and conv2 are one and the same layer"
for name, other in pairwise(NUMBERS):
    assert getattr(block, name) is not getattr(block, other), (
        f"{name} and {other} are one and the same parameter; each needs a number of its own"
    )
sizes = {name: p.numel() for name, p in block.named_parameters()}
assert sum(sizes.values()) == 2 * 81 + 5, (
    f"FixupBlock(3) should have 2 · 81 weights and 5 single numbers, all of them parameters; it has {sizes}. "
    "Likely mistake: convolutions with a bias of their own, a bias for each channel, or tensors not wrapped in "
    "nn.Parameter"
)
start = [getattr(block, name).item() for name in NUMBERS]
checks.assert_close(
    start,
    [0, 0, 0, 0, 1],
    "bias1a, bias1b, bias2a, bias2b and scale at the start",
    mistakes={"the multiplier, scale, is 1 at first.": [0, 0, 0, 0, 0]},
)
draw = torch.Generator().manual_seed(8)
x = torch.randn((2, 3, 5, 4), generator=draw)
w1, w2 = (torch.randn((3, 3, 3, 3), generator=draw) / 5 for _ in range(2))
with torch.no_grad():
    block.conv1.weight.copy_(w1)
    block.conv2.weight.copy_(w2)
wanted = by_formula(x, w1, w2)
checks.assert_close(
    block(x.clone()),
    wanted,
    "FixupBlock(3)(x) with the five numbers as at the start",
    mistakes={
        "the skip connection is missing.": F.relu(
            F.conv2d(F.relu(F.conv2d(x, w1, padding=1)), w2, padding=1)
        ),
        "the last relu is missing.": x
        + F.conv2d(F.relu(F.conv2d(x, w1, padding=1)), w2, padding=1),
        "the relu between the convolutions is missing.": F.relu(
            x + F.conv2d(F.conv2d(x, w1, padding=1), w2, padding=1)
        ),
        "the skip connection is added after the last relu.": x
        + F.relu(F.conv2d(F.relu(F.conv2d(x, w1, padding=1)), w2, padding=1)),
        "the convolutions are in the wrong order.": by_formula(x, w2, w1),
    },
)


### BEGIN HIDDEN TESTS
def padded_first(x, w1, w2, b1a, b1b, b2a, b2b, s):
    """The block, where the zeros around the image are there before the biases are added."""
    inner = F.relu(F.conv2d(F.pad(x, (1, 1, 1, 1)) + b1a, w1) + b1b)
    return F.relu(x + s * F.conv2d(F.pad(inner, (1, 1, 1, 1)) + b2a, w2) + b2b)


values = dict(zip(NUMBERS, (0.3, -0.4, 0.5, -0.2, 1.7), strict=True))
with torch.no_grad():
    for name, value in values.items():
        getattr(block, name).fill_(value)
settings = dict(zip(("b1a", "b1b", "b2a", "b2b", "s"), values.values(), strict=True))
slips = {
    f"{name} is not used, or in another place.": by_formula(
        x, w1, w2, **settings | {short: float(short == "s")}
    )
    for name, short in zip(values, settings, strict=True)
} | {
    "bias1b is added after the ReLU; it comes before.": by_formula(
        x, w1, w2, **settings | {"b1b": 0.0, "b2a": 0.5 - 0.4}
    ),
    "bias2a is added before the ReLU; it comes after.": by_formula(
        x, w1, w2, **settings | {"b1b": 0.5 - 0.4, "b2a": 0.0}
    ),
    "biases 1a and 2a are added to the zeros around the image, too; the convolution adds those itself.": padded_first(
        x, w1, w2, **settings
    ),
    "the skip connection must carry x itself, without bias1a.": F.relu(
        by_formula(x, w1, w2, **settings | {"b2b": 99.0}) - 99.2 + 0.3
    ),
    "bias2b is added before the multiplication; it comes after.": by_formula(
        x, w1, w2, **settings | {"b2b": -0.2 * 1.7}
    ),
    "the multiplier belongs to the branch, not to the sum.": F.relu(
        1.7 * (by_formula(x, w1, w2, **settings | {"s": 1.0, "b2b": 99.0}) - 99) - 0.2
    ),
}
given = x.clone()
block(given)
checks.assert_untouched(given.detach().numpy(), x.numpy(), "FixupBlock.forward", "x")
given = x.clone().requires_grad_()
tensors = [torch.tensor(value, requires_grad=True) for value in values.values()]
reference_x = x.clone().requires_grad_()
w1.requires_grad_()
w2.requires_grad_()
reference = by_formula(reference_x, w1, w2, *tensors)
dy = torch.randn(reference.shape, generator=draw)
reference.backward(dy)
out = block(given)
checks.assert_close(
    out, reference.detach(), "FixupBlock(3)(x)", mistakes=slips, atol=1e-5
)
assert out.requires_grad is True, (
    "the block's output remembers no gradients: leave out detach() and torch.no_grad()"
)
out.backward(dy)
checks.assert_close(
    given.grad, reference_x.grad, "the gradient of x through the block", atol=1e-4
)
for name, tensor in zip(NUMBERS, tensors, strict=True):
    got = getattr(block, name).grad
    assert got is not None, (
        f"{name} gets no gradient: it does not take part in learning"
    )
    checks.assert_close(
        got.sum(), tensor.grad, f"the gradient of {name}", rtol=1e-3, atol=1e-3
    )
for name, want in (("conv1", w1.grad), ("conv2", w2.grad)):
    got = getattr(block, name).weight.grad
    assert got is not None, (
        f"the weight of {name} gets no gradient: it does not take part in learning"
    )
    checks.assert_close(
        got, want, f"the gradient of {name}'s weight", rtol=1e-3, atol=1e-3
    )
for size in [(1, 1, 1, 1), (1, 1, 4, 4), (3, 1, 2, 5)]:
    thin, x = FixupBlock(1), torch.randn(size, generator=draw)
    filters = [torch.randn((1, 1, 3, 3), generator=draw) for _ in range(2)]
    with torch.no_grad():
        thin.conv1.weight.copy_(filters[0])
        thin.conv2.weight.copy_(filters[1])
        thin.bias2b.fill_(0.7)
    wanted = by_formula(x, *filters, b2b=0.7)
    checks.assert_close(
        thin(x.clone()), wanted, f"FixupBlock(1)(x) for x of shape {size}", atol=1e-5
    )
fresh, another = FixupBlock(16), FixupBlock(16)
for name in ("conv1", "conv2"):
    weight = getattr(fresh, name).weight.detach()
    checks.assert_close(
        weight.std(),
        1 / 432**0.5,
        f"the deviation of {name}'s weights at the start, for 16 channels",
        rtol=0.1,
        mistakes={
            "a convolution starts at 0; leave it as PyTorch draws it, `fixup` comes later.": 0.0,
            "this is He's deviation; leave the draw to PyTorch, `fixup` comes later.": (
                2 / 144
            )
            ** 0.5,
        },
    )
    assert not torch.allclose(weight, getattr(another, name).weight), (
        f"two blocks start with equal {name}: leave the random generator's seed alone"
    )
assert not torch.allclose(fresh.conv1.weight.abs(), fresh.conv2.weight.abs()), (
    "conv1 and conv2 start with weights of equal size.\nLikely mistake: conv2 is a copy of conv1; make two nn.Conv2d, so that "
    "PyTorch draws each by itself"
)
used = torch.randn((2, 16, 3, 3), generator=draw)
in_training = fresh(used).detach()
checks.assert_close(
    fresh.eval()(used),
    in_training,
    "FixupBlock(16)(x) after .eval()",
    mistakes={"the branch is left out there; the block has one formula.": F.relu(used)},
)
wide = FixupBlock(6)
checks.assert_close(
    tuple(wide(torch.ones(1, 6, 3, 7)).shape),
    (1, 6, 3, 7),
    "the output's shape for (1, 6, 3, 7)",
)
### END HIDDEN TESTS

# %% [markdown]
# <details><summary>Hint</summary>
#
# A parameter of a single number is `nn.Parameter(torch.zeros(1))`; adding it to a tensor of any shape adds it
# everywhere. Read the formula from the inside out.
# </details>

# %% [markdown]
# ### Experiment 5 · Fifty-six layers at rate 0.1, without normalization
#
# *Needs exercises 7 and 8; takes about a minute.* 27 blocks of two layers, a first convolution with stride 2, a
# classification layer: depth 56, on the digits. SGD with momentum 0.9, batches of 64, rate 0.1; the single
# numbers at a tenth of that, as in the authors' code. He's weights stand against Fixup, and against Fixup with
# one rule left out. The blocks are those of the authors' network; around them ours is simpler. It has one width and one
# image size throughout, where theirs has three stages; its first convolution has an ordinary bias; the
# classification layer has no single bias before it, and it sees all 16 places of the last 4×4 image, where theirs sees the
# average over them. The average is tried, too. **Predict:** which of Fixup's parts can be left out?


# %% tags=["experiment", "skip-execution"]
class ResidualNet(nn.Module):
    """A first convolution, `blocks` blocks of constant width at 4×4, a classification layer.

    pooled: the classification layer sees the average over the 16 places, not all of them.
    """

    def __init__(self, blocks, width=8, pooled=False):
        super().__init__()
        self.pooled = pooled
        self.first = nn.Conv2d(1, width, 3, stride=2, padding=1)
        self.blocks = nn.Sequential(*[FixupBlock(width) for _ in range(blocks)])
        self.head = nn.Linear(width if pooled else 16 * width, 10)
        weights = [self.first, self.head]
        for layer in [*weights, *(c for b in self.blocks for c in (b.conv1, b.conv2))]:
            nn.init.kaiming_normal_(layer.weight, nonlinearity="relu")
        nn.init.zeros_(self.first.bias)
        nn.init.zeros_(self.head.bias)

    def forward(self, images):
        a = self.blocks(F.relu(self.first(images)))
        return self.head(a.mean(dim=(2, 3)) if self.pooled else a.flatten(1))


def residual_net(recipe, blocks, seed):
    """He's weights everywhere, Fixup (also with an average before the head), or Fixup without one rule."""
    torch.manual_seed(seed)
    net = ResidualNet(blocks, pooled=recipe == "Fixup, averaged")
    he = copy.deepcopy(net.state_dict())
    if recipe != "He":
        fixup([[block.conv1, block.conv2] for block in net.blocks], net.head)
    with torch.no_grad():
        for number, block in enumerate(net.blocks):
            if recipe == "without the scaling":
                block.conv1.weight.copy_(he[f"blocks.{number}.conv1.weight"])
            if recipe == "without the zeros":
                block.conv2.weight.copy_(he[f"blocks.{number}.conv2.weight"])
        if recipe == "without the zeros":
            net.head.weight.copy_(he["head.weight"])
    if recipe == "without the numbers":
        for parameter in net.parameters():
            parameter.requires_grad_(parameter.numel() > 1)
    return net


pictures, test_pictures = x_train.reshape(-1, 1, 8, 8), x_test.reshape(-1, 1, 8, 8)


def residual_run(recipe, rate, seed, steps=100, blocks=27):
    """Loss at each step (nan after divergence), and the test error at the end."""
    net = residual_net(recipe, blocks, seed)
    groups = [
        {"params": [p for p in net.parameters() if p.numel() > 1]},
        {"params": [p for p in net.parameters() if p.numel() == 1], "lr": rate / 10},
    ]
    optimizer = torch.optim.SGD(groups, lr=rate, momentum=0.9, fused=True)
    draw, losses = torch.Generator().manual_seed(seed), np.full(steps, np.nan)
    for step in range(steps):
        batch = torch.randint(len(pictures), (64,), generator=draw)
        optimizer.zero_grad()
        loss = F.cross_entropy(net(pictures[batch]), y_train[batch])
        if not loss.isfinite():
            return losses, 0.9
        losses[step] = loss.item()
        loss.backward()
        optimizer.step()
    with torch.no_grad():
        wrong = net(test_pictures).argmax(dim=1) != y_test
    return losses, wrong.float().mean().item()


variants = (
    "He",
    "Fixup",
    "without the scaling",
    "without the zeros",
    "without the numbers",
)
residual_net("Fixup", 1, 0)  # fails now, and not later, where exercise 7 is still open
residual = {
    recipe: [residual_run(recipe, 0.1, seed) for seed in range(2)]
    for recipe in tqdm(variants, desc="56 layers")
}
averaged = [
    residual_run("Fixup, averaged", 0.1, seed, steps=200)[1]
    for seed in tqdm(range(3), desc="averaged")
]
he_elsewhere = {
    rate: [residual_run("He", rate, seed)[1] for seed in range(2)]
    for rate in (1e-2, 1e-3, 1e-4)
}
fig, axes = plt.subplots(1, 2, figsize=(9.2, 4.0), layout="constrained")
curves = {  # a line ends where the first of its two runs is past 10,000
    recipe: np.max([np.nan_to_num(run, nan=1e9) for run, _ in residual[recipe]], axis=0)
    for recipe in variants
}
curves = {
    name: np.where(np.maximum.accumulate(run) > 1e4, np.nan, run)
    for name, run in curves.items()
}
plots.curves(curves, axes[0], xlabel="step", ylabel="training loss", log=True)
for line, run in zip(axes[0].lines, curves.values(), strict=True):
    lasted = int(np.isfinite(run).sum())
    if lasted < len(run):
        axes[0].plot(max(lasted, 1), 1e4, "x", color=line.get_color(), markersize=9)
axes[0].lines[1].set(linewidth=5, alpha=0.5, linestyle="-")  # another lies on it
axes[0].set_title("at rate 0.1, the worse of two seeds (×: overflow)", fontsize=11)
axes[0].set_ylim(5e-3, 2e4)
axes[0].legend(frameon=False, loc="center right")
streams = {}
for recipe in ("He", "without the zeros", "Fixup"):
    runs = []
    for seed in range(5):
        net = residual_net(recipe, 27, seed)
        with torch.no_grad():
            a, variances = F.relu(net.first(pictures[:128])), []
            for block in net.blocks:
                variances.append(a.square().mean().item())
                a = block(a)
            variances.append(a.square().mean().item())
        runs.append(np.array(variances) / variances[0])
    streams[recipe] = np.stack(runs)
streams["doubling"] = 2.0 ** np.arange(28)
order = ("He", "Fixup", "doubling", "without the zeros")  # colours as on the left
streams = {name: streams[name] for name in order}
plots.curves(
    streams,
    axes[1],
    x=np.arange(28),
    xlabel="blocks passed",
    ylabel="mean square of the stream",
    log=True,
)
axes[1].lines[2].set(color="black", linestyle=":")
axes[1].legend(frameon=False)
axes[1].set_title("at the start", fontsize=11)
print("test error after 100 steps at rate 0.1, two seeds:")
for recipe in variants:
    errors = [error for _, error in residual[recipe]]
    lasted = [int(np.isfinite(losses).sum()) for losses, _ in residual[recipe]]
    print(
        f"  {recipe:22s}{errors[0]:6.1%}{errors[1]:7.1%}"
        + (
            f"   loss finite for {lasted[0]} and {lasted[1]} of 100 steps"
            if min(lasted) < 100
            else ""
        )
    )
for rate, errors in he_elsewhere.items():
    print(f"  He at rate {rate:<11g}{errors[0]:6.1%}{errors[1]:7.1%}")
print(
    "  Fixup with an average before the classification layer, 200 steps, three seeds: "
    + ", ".join(f"{error:.1%}" for error in averaged)
)
fixed = [error for _, error in residual["Fixup"]]
diverged = all(np.isnan(losses).any() for losses, _ in residual["He"])
claims.record(
    "Zhang 2019: with Fixup a deep residual network trains without normalization, at the usual rate",
    "does not hold"
    if max(fixed) > 0.2
    else "holds"
    if max(averaged) < 0.2
    else "holds with care",
    f"56 layers, rate 0.1: test error {max(fixed):.1%} or less in 2 seeds of 100 steps; with the authors' average before the "
    f"classification layer {min(averaged):.0%} to {max(averaged):.0%} in 3 seeds of 200 steps; with He's weights "
    + ("the loss overflows in every run" if diverged else "the loss stays finite")
    + f", and at rates 0.01 to 0.0001 the best error is {min(min(e) for e in he_elsewhere.values()):.0%}",
)
claims.record(
    "Zhang 2019: without normalization the variance in a standard residual network grows exponentially with depth",
    "holds" if np.median(streams["He"][:, -1]) ** (1 / 27) > 1.3 else "does not hold",
    f"27 blocks with He's weights multiply the mean square by {np.median(streams['He'][:, -1]):.1g} (median of 5), "
    f"a factor of {np.median(streams['He'][:, -1]) ** (1 / 27):.2f} a block",
)

# %% [markdown]
# **What to see.** *Right:* with He's weights the stream's mean square grows exponentially, by a factor of about 1.7
# a block. If the branch has twice the stream's mean square, as said above, the sum has three times it. Two things make
# the factor smaller: the ReLU after the sum cuts a part off (for independent normal numbers 2.4 is left), and in a 4×4
# image most places lie at the border, where a third of the filter, or more, falls on zeros. So the closeness to
# the dotted line, the doubling of pre-activation blocks, is a coincidence. Branches scaled down by $27^{-1/2}$
# ("without the zeros") let the mean square grow less than tenfold in all, and with zeros it does not change at all.
# *Left,* the worse of two runs: He's network overflows within the first steps, and the printed lines show that none of
# three smaller rates saves it within 100 steps. The loss with Fixup (thick and pale) falls at once, and the line "without
# the numbers" lies close to it: in these runs the biases and the multiplier are not needed. The zeros are: without
# them the worse run overflows or has more than half of the digits wrong. Without the scaling the worse of the two runs ends with more than
# twice Fixup's error, or overflows. Two seeds on 8×8 digits cannot settle the finer differences. The last
# printed line is a warning: with the average before the classification layer, as in the authors' network, the
# worst of three seeds has a higher error even after 200 steps, and a seed may stay at chance. We chose
# the flattened layer after the averaged one had failed on some seeds, so the left picture shows Fixup
# in a favourable setting. The authors train up to 10,000 layers, and say that "proper regularization" has
# to be added to be as good as normalized networks (their abstract).
#
# *The figure in words:* left, training loss against the step, logarithmic, five lines, which end in a cross at the
# top where a run overflows (He's line is nothing but its cross); right, the mean square of the stream after each
# block at the start, logarithmic. The printed lines give the errors.
#
# <!-- measured:
# 1.7 ± 0.15: np.median(streams["He"][:, -1]) ** (1 / 27)
# true: np.median(streams["without the zeros"][:, -1]) < 10 and np.allclose(streams["Fixup"], 1)
# true: max(np.isfinite(losses).sum() for losses, _ in residual["He"]) <= 3
# true: min(min(errors) for errors in he_elsewhere.values()) > 0.8
# true: max(error for name in ("Fixup", "without the numbers") for _, error in residual[name]) < 0.1
# true: max(error for _, error in residual["without the zeros"]) > 0.5
# true: max(error for _, error in residual["without the scaling"]) > 2 * max(fixed)
# true: max(averaged) > max(fixed)
# given: 2.4, 4, 10000
# -->

# %% [markdown]
# ## 6 · Lottery tickets: some initial weights are luckier than others
#
# Train a network, throw away the smallest nine tenths of its weights, train the rest a little more, and it
# still works. Train that small network *from the start*, with new random values, and it usually does not learn
# well. Frankle and Carbin (2019) found the exception: give the surviving weights back **the values they were
# initialized with**, and it does. Their *lottery ticket hypothesis*: a large random network contains a small
# one that has drawn a lucky initialization; training the large network finds it. (In their abstract, winning
# tickets have less than 10 to 20 % of the weights. That is for MNIST and CIFAR10. On ImageNet, with networks
# such as ResNet-50, rewinding to the very first values fails, and rewinding to those after a short training
# works: Frankle, Dziugaite, Roy and Carbin 2020.) The procedure, repeated for several rounds:
#
# 1. train; 2. prune: in each layer, of the weights still there, remove a share with the smallest
# $|w|$; 3. rewind: all weights back to their first values, the pruned ones to 0.
#
# ### Exercise 9 · `prune_mask` (15 minutes, ●●○, 3 points)


# %% nbgrader={"grade": false, "grade_id": "prune_mask", "locked": false, "schema_version": 3, "solution": true, "task": false}
def prune_mask(weight, mask, fraction):
    """Return which weights of a layer survive one more round of pruning.

    weight: float tensor of any shape, the trained weights; where mask is False they
        may have any value. mask: bool tensor of that shape, True where a weight is still
        there. Neither may be changed.
    fraction: share of the surviving weights to remove, 0 to 1. Their number is
        fraction · (number of survivors), rounded to the nearest whole number (a half
        may go either way).
    Returns a bool tensor of that shape: mask without the survivors of smallest |weight|;
    which of equal ones go first is left open.
    """
    ### BEGIN SOLUTION
    remove = round(fraction * int(mask.sum()))
    size = torch.where(mask, weight.abs(), torch.inf).flatten()
    survives = mask.flatten().clone()
    survives[size.argsort()[:remove]] = False
    return survives.reshape(mask.shape)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "prune_mask_test", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
weight = torch.tensor([[0.1, -2.0, 0.3], [-0.2, 0.0, 4.0]])
everything = torch.ones(2, 3, dtype=torch.bool)
checks.assert_close(
    prune_mask(weight.clone(), everything.clone(), 0.5),
    [[False, True, True], [False, False, True]],
    "prune_mask(weight, all True, 0.5)",
    mistakes={
        "this keeps the smallest; they are to go.": [
            [True, False, False],
            [True, True, False],
        ],
        "small means near 0: compare |weight|, not weight.": [
            [True, False, True],
            [False, False, True],
        ],
        "this is the number of weights to remove; return the mask.": 3,
    },
)
some = torch.tensor([[True, True, True], [True, False, False]])
checks.assert_close(
    prune_mask(weight.clone(), some.clone(), 0.25),
    [[False, True, True], [True, False, False]],
    "prune_mask(weight, some True, 0.25)",
    mistakes={
        "a weight that was pruned before cannot come back.": [
            [False, True, True],
            [True, False, True],
        ],
        "rank the survivors only: weights that are gone already do not count.": [
            [True, True, True],
            [True, False, False],
        ],
        "the share is of the survivors (4), not of all weights (6).": [
            [False, True, True],
            [False, False, False],
        ],
    },
)
### BEGIN HIDDEN TESTS
for fraction, left in [
    (0.0, 10),
    (1.0, 0),
    (0.16, 8),
    (0.153, 8),
    (0.144, 9),
    (0.14, 9),
    (0.04, 10),
]:
    m = prune_mask(torch.arange(1.0, 11), torch.ones(10, dtype=torch.bool), fraction)
    checks.assert_close(
        np.asarray(m).sum(),
        left,
        f"how many of 10 weights are left for fraction {fraction}",
        mistakes={
            "round to the nearest whole number, not down.": 9 if left == 8 else -1,
            "round to the nearest whole number, not up.": 8 if left == 9 else -1,
            "a small share of few weights may be none at all.": 9
            if fraction == 0.04
            else -1,
        },
    )
rng = np.random.default_rng(9)
for shape, fraction, kept, size in [
    ((7, 9), 0.3, 0.6, 1.0),
    ((4, 3, 3, 3), 0.2, 1.0, 1.0),
    ((60,), 0.9, 0.4, 1.0),
    ((1, 40), 0.4, 0.7, 1e-30),
    ((40, 1), 0.4, 0.7, 1e30),
    ((1,), 0.8, 1.0, 1.0),
    ((200,), 0.335, 1.0, 1.0),
    ((2, 1, 3, 3), 1, 0.5, 1.0),
    ((30,), 0, 0.5, 1.0),
]:
    w = size * rng.normal(size=shape)
    w = w if size == 1 else w.astype(np.float32)
    m = rng.random(shape) < kept
    w[~m] = rng.choice([np.nan, np.inf, 0.0], size=(~m).sum())
    survivors = np.flatnonzero(m)
    gone = survivors[np.argsort(np.abs(w.ravel()[survivors]))]
    gone = gone[: round(fraction * len(survivors))]
    want = m.ravel().copy()
    want[gone] = False
    given_w, given_m = torch.from_numpy(w.copy()), torch.from_numpy(m.copy())
    got = prune_mask(given_w, given_m, fraction)
    checks.assert_close(
        got,
        want.reshape(shape),
        f"prune_mask for shape {shape}, fraction {fraction}, {len(survivors)} survivors of size about {size:g}, and "
        "NaN, infinity or 0 where weights are gone,",
        mistakes={
            "this is the mask that came in; a new one is missing the smallest.": m,
            "True means that a weight stays; this mask is turned round.": ~want.reshape(
                shape
            ),
        },
    )
    changed, as_given = (np.nan_to_num(a, nan=0.5) for a in (given_w.numpy(), w))
    checks.assert_untouched(changed, as_given, "prune_mask", "weight")
    checks.assert_untouched(given_m.numpy(), m, "prune_mask", "mask")
nothing = torch.zeros(2, 3, dtype=torch.bool)
checks.assert_close(
    prune_mask(torch.ones(2, 3), nothing.clone(), 0.5),
    nothing,
    "prune_mask where no weight is left",
)
zeros = torch.zeros(8)
zeros[0] = 5.0
count = np.asarray(prune_mask(zeros, torch.ones(8, dtype=torch.bool), 0.25)).sum()
checks.assert_close(
    count,
    6,
    "how many of 8 weights are left, of which 7 are exactly 0, for fraction 0.25",
    mistakes={
        "equal weights went together; remove the number that was asked for, no more.": 1,
        "no weight went: < with a threshold finds none that is below it.": 8,
    },
)
kind = np.asarray(prune_mask(zeros, torch.ones(8, dtype=torch.bool), 0.5)).dtype
assert kind.kind == "b", f"return a bool tensor, got {kind}"
### END HIDDEN TESTS

# %% [markdown]
# <details><summary>Hint 1: leave out what is gone</summary>
#
# Give what is gone already a size that sorts to the end: infinity. `torch.where` chooses entry by entry.
# </details>
# <details><summary>Hint 2: the exact number</summary>
#
# A threshold removes too many where weights are equal. Positions, as `argsort` gives them, are never equal.
# </details>
#
# ### Exercise 10 · `rewind` (10 minutes, ●●○, 2 points)


# %% nbgrader={"grade": false, "grade_id": "rewind", "locked": false, "schema_version": 3, "solution": true, "task": false}
def rewind(model, start, masks):
    """Set a model's parameters back to their first values, and pruned weights to 0.

    model: nn.Module, changed in place (the parameter objects stay the same).
    start: dict, parameter name (as in model.named_parameters()) -> tensor, the first
        values of all parameters. Neither it nor its tensors may be changed.
    masks: dict, parameter name -> bool tensor, False where a weight is pruned; not changed
        either. Parameters without a mask (such as the biases) go back as they were.
    What the parameters held before does not matter, however large it was, even infinite or
    NaN. What is no parameter, such as the running averages of a batch normalization, stays as it is. After
    the call, training the model must not change `start`. Returns None.
    """
    ### BEGIN SOLUTION
    with torch.no_grad():
        for name, parameter in model.named_parameters():
            parameter.copy_(start[name])
            if name in masks:
                parameter *= masks[name]
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "rewind_test", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
model = small_network(10)
start = {name: p.detach().clone() for name, p in small_network(11).named_parameters()}
masks = {
    name: torch.rand(p.shape, generator=torch.Generator().manual_seed(12)) < 0.5
    for name, p in start.items()
    if name.endswith("weight")
}
trained = {name: p.detach().clone() for name, p in model.named_parameters()}
copies = {name: value.clone() for name, value in start.items()}
mask_copies = {name: value.clone() for name, value in masks.items()}
try:
    rewind(model, start, masks)
except KeyError as error:
    raise AssertionError(
        f"rewind raises KeyError.\n  It looks for {error}. Likely mistake: masks has entries for the weights only; a parameter "
        "without a mask goes back as it was"
    ) from None
for name, parameter in model.named_parameters():
    mask = masks.get(name, torch.tensor(True))
    checks.assert_close(
        parameter.detach(),
        copies[name] * mask,
        f"{name} after rewinding",
        mistakes={
            "the pruned weights are back; they must be 0.": start[name],
            "these are the trained values; rewind to those of `start`.": trained[name],
            "these are the trained values where the mask allows; rewind to `start`.": trained[
                name
            ]
            * mask,
            "the mask is turned round: True means that a weight stays.": start[name]
            * ~mask,
            "biases without a mask go back to their first values, too.": trained[name],
        },
    )
### BEGIN HIDDEN TESTS
assert start.keys() == copies.keys(), "rewind changed which names `start` has"
assert masks.keys() == mask_copies.keys(), "rewind changed which names `masks` has"
for name, value in start.items():
    checks.assert_untouched(value.numpy(), copies[name].numpy(), "rewind", "start")
for name, value in masks.items():
    checks.assert_untouched(value.numpy(), mask_copies[name].numpy(), "rewind", "masks")
rewind(model, start, {})
for name, parameter in model.named_parameters():
    checks.assert_close(
        parameter.detach(), copies[name], f"{name} after rewinding without masks"
    )

# Does anything go on sharing memory with `start`? Its tensors are those of a second network here, which the
# student's process knows, so that both ways of grading see what training does to them.
first = small_network(11).requires_grad_(False)
rewind(first, {name: value.clone() for name, value in copies.items()}, {})
start = dict(first.named_parameters())
for chosen in ({}, masks):
    rewind(model, start, chosen)
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.add_(1.0)
    other = {name: value.clone() for name, value in copies.items()}
    rewind(small_network(13), other, {})  # the call brings news of what changed there
    for name, value in start.items():
        checks.assert_close(
            value,
            copies[name],
            f"the value of {name} in `start` after rewinding and one more step of training",
            mistakes={
                "the model shares memory with `start`: copy the values, as by parameter.copy_(…).": copies[
                    name
                ]
                + 1.0,
                "the model shares memory with `start`: training changes both. Copy the values.": copies[
                    name
                ]
                * chosen.get(name, torch.tensor(True))
                + 1.0,
                "the mask is applied to `start` itself; apply it to the parameter.": copies[
                    name
                ]
                * chosen.get(name, torch.tensor(True)),
            },
        )
images = nn.Sequential(nn.Conv2d(1, 2, 3), nn.ReLU(), nn.Flatten(), nn.Linear(8, 2))
start = {name: torch.full(p.shape, 2.0) for name, p in images.named_parameters()}
mask = torch.ones(2, 1, 3, 3, dtype=torch.bool)
mask[0, 0, 1, 1] = False
optimizer = torch.optim.SGD(images.parameters(), lr=1.0)
with torch.no_grad():
    images[0].weight[1].fill_(1e30)  # training had diverged
    images[3].weight[0].fill_(math.inf)
    images[3].weight[1].fill_(math.nan)
    images[0].weight[0].fill_(math.nan)  # some of these are pruned
rewind(images, start, {"0.weight": mask})
wanted = 2.0 * mask.numpy()
pruned, whole = wanted.copy(), wanted.copy()
pruned[0, ~mask[0].numpy()] = whole[0] = np.nan
checks.assert_close(
    images[0].weight.detach(),
    wanted,
    "the filters after rewinding, a pruned one of which was NaN,",
    mistakes={
        "0 times infinity is NaN: copy the first values, do not compute them from what is there.": checks.AnyOf(
            [pruned, whole]
        )
    },
)
checks.assert_close(images[0].bias.detach(), [2, 2], "a bias without a mask")
checks.assert_close(
    images[3].weight.detach(),
    np.full((2, 8), 2.0),
    "weights that were infinite or NaN before rewinding",
    mistakes={
        "0 times infinity is NaN: copy the first values, do not compute them from what is there.": np.full(
            (2, 8), np.nan
        )
    },
)
assert all(p.requires_grad for p in images.parameters()), (
    "the parameters no longer ask for gradients: such a network cannot be trained"
)
images(torch.ones(1, 1, 4, 4)).sum().backward()
optimizer.step()
checks.assert_close(
    images[3].bias.detach(),
    [1, 1],
    "a bias after a step of an optimizer that was made before rewinding",
    mistakes={
        "the model got new parameters; the optimizer still holds the old ones. Copy values into them.": [
            2,
            2,
        ]
    },
)
normal = nn.Sequential(nn.Linear(2, 3, bias=False), nn.BatchNorm1d(3))
with torch.no_grad():
    normal[1].running_mean.copy_(torch.tensor([1.0, 2.0, 3.0]))
start = {name: torch.full(p.shape, 0.5) for name, p in normal.named_parameters()}
try:
    rewind(normal, start, {})
except (KeyError, RuntimeError) as error:
    raise AssertionError(
        f"rewind raises {type(error).__name__} ({str(error)[:200]}) for a network with batch normalization. Likely "
        "mistake: `start` has the parameters only; the running averages are none, and stay as they are"
    ) from None
checks.assert_close(normal[1].weight, [0.5] * 3, "a normalization's weight")
checks.assert_close(
    normal[1].running_mean,
    [1, 2, 3],
    "a normalization's running mean, which is no parameter",
    mistakes={
        "only parameters are rewound; the running averages stay as they are.": [0] * 3
    },
)
# Names in another order than the model's, a mask for a bias, a frozen layer, a module within a module; twice.
deep = nn.Sequential(nn.Sequential(nn.Linear(4, 4), nn.ReLU()), nn.Linear(4, 4))
deep[1].requires_grad_(False)
shapes = {name: tuple(p.shape) for name, p in deep.named_parameters()}
draw = torch.Generator().manual_seed(14)
for call in ("first", "second"):
    start, masks = {}, {}
    for name in reversed(shapes):
        start[name] = 1 + torch.rand(shapes[name], generator=draw)
        masks[name] = torch.rand(shapes[name], generator=draw) < 0.5
    del masks["1.bias"]
    want = {name: start[name] * masks.get(name, torch.tensor(True)) for name in start}
    rewind(deep, start, masks)
    for name, parameter in deep.named_parameters():
        checks.assert_close(
            parameter.detach(),
            want[name],
            f"{name} of a network with a frozen layer after the {call} rewinding, names from last to first,",
            mistakes={"the mask of this parameter is not used.": start[name]},
        )
        assert torch.equal(parameter.detach() == 0, want[name] == 0), (
            f"{name}: pruned weights must be 0 exactly"
        )
### END HIDDEN TESTS

# %% [markdown]
# <details><summary>Hint</summary>
#
# Inside `with torch.no_grad():` walk through `model.named_parameters()`; `parameter.copy_(…)` writes values
# into it, so that nothing is shared with `start`.
# </details>

# %% [markdown]
# ### Experiment 6 · Does the ticket win, and by what?
#
# *Needs exercises 9 and 10; takes about half a minute.* A network 64-300-100-10 on the digits; five rounds,
# each removing half of the weights that are left (a quarter in the last layer, which the authors prune at half
# the rate). Then small networks are trained, all with **the same number of weights in each layer**:
#
# | network | mask | first values |
# |---|---|---|
# | winning ticket | found by pruning | rewound |
# | re-drawn | found by pruning | new He draw |
# | re-drawn, rescaled | found by pruning | new draw, each layer scaled to the ticket's deviation |
# | random mask | the same number of places at random | new draw, scaled in the same way |
#
# The first two are the authors' comparison. The third is ours: surviving weights are the *large* ones, so a
# ticket also differs from a He draw by its scale, and notebook 07 says what scale alone can do. **Predict** the
# order, and which share of the ticket's lead over the re-drawn network the rescaling takes away.


# %% tags=["experiment", "skip-execution"]
def ticket_network(seed):
    """64-300-100-10, ReLU, He's weights."""
    torch.manual_seed(seed)
    model = nn.Sequential(
        nn.Linear(64, 300),
        nn.ReLU(),
        nn.Linear(300, 100),
        nn.ReLU(),
        nn.Linear(100, 10),
    )
    for layer in model[::2]:
        nn.init.kaiming_normal_(layer.weight, nonlinearity="relu")
        nn.init.zeros_(layer.bias)
    return model


LOOKS = (0, 5, 10, 20, 30, 50, 75, 100, 150, 200, 300, 400)


def train_masked(model, masks, seed, steps=400, rate=0.1):
    """Test accuracy at the steps LOOKS of plain SGD; pruned weights are kept at 0."""
    weights = dict(model.named_parameters())
    optimizer = torch.optim.SGD(model.parameters(), lr=rate)
    draw, seen = torch.Generator().manual_seed(seed), []
    for step in range(steps + 1):
        if step in LOOKS:
            with torch.no_grad():
                right = model(x_test).argmax(dim=1) == y_test
            seen.append(right.float().mean().item())
        batch = torch.randint(len(x_train), (64,), generator=draw)
        optimizer.zero_grad()
        F.cross_entropy(model(x_train[batch]), y_train[batch]).backward()
        optimizer.step()
        with torch.no_grad():
            for name, mask in masks.items():
                weights[name] *= mask
    return seen


def find_ticket(seed, rounds=5):
    """Train, prune and rewind, round after round. Returns first values, masks, and the dense network's curve."""
    model = ticket_network(seed)
    start = {name: p.detach().clone() for name, p in model.named_parameters()}
    masks = {
        name: torch.ones_like(p, dtype=torch.bool)
        for name, p in start.items()
        if p.ndim == 2
    }
    dense = None
    for number in range(rounds):
        rewind(model, start, masks)
        seen = train_masked(model, masks, seed=100 * seed + number)
        dense = dense or seen
        trained = dict(model.named_parameters())
        masks = {
            name: torch.as_tensor(
                prune_mask(
                    trained[name].detach(), mask, 0.25 if name == "4.weight" else 0.5
                )
            )
            for name, mask in masks.items()
        }
    return start, masks, dense


def contenders(seed, start, masks):
    """name -> (first values, masks): the ticket and its three controls."""
    draw = torch.Generator().manual_seed(seed)
    anew = dict(ticket_network(1000 + seed).named_parameters())
    anew = {name: p.detach() for name, p in anew.items()}
    elsewhere = {
        name: mask.flatten()[torch.randperm(mask.numel(), generator=draw)].reshape(
            mask.shape
        )
        for name, mask in masks.items()
    }
    scale = {n: start[n][m].std() / anew[n].std() for n, m in masks.items()}
    rescaled = {name: p * scale.get(name, 1.0) for name, p in anew.items()}
    return {
        "winning ticket": (start, masks),
        "re-drawn": (anew, masks),
        "re-drawn, rescaled": (rescaled, masks),
        "random mask, rescaled": (rescaled, elsewhere),
    }


seeds = 3
accuracy = {"dense": []}
for seed in tqdm(range(seeds), desc="tickets"):
    start, masks, dense = find_ticket(seed)
    accuracy["dense"].append(dense)
    for name, (first, chosen) in contenders(seed, start, masks).items():
        model = ticket_network(seed)
        rewind(model, first, chosen)
        accuracy.setdefault(name, []).append(
            train_masked(model, chosen, 100 * seed + 99)
        )
accuracy = {name: np.array(runs) for name, runs in accuracy.items()}
kept = sum(int(m.sum()) for m in masks.values()) / sum(
    m.numel() for m in masks.values()
)
fig, ax = plt.subplots(figsize=(8, 4.4), layout="constrained")
plots.curves(
    {name: 100 * runs for name, runs in accuracy.items()},
    ax,
    x=LOOKS,
    xlabel="steps of SGD",
    ylabel="test accuracy, %",
    markers=True,
)
ax.set_xscale("symlog", linthresh=10)
marks = (0, 5, 10, 20, 50, 100, 200, 400)
ax.set_xticks(marks, [str(mark) for mark in marks])
ax.minorticks_off()
ax.get_legend().remove()
fig.legend(*ax.get_legend_handles_labels(), loc="outside lower center", ncols=3)
ax.set_title(f"{kept:.1%} of the weights kept (dense: all)")
print(f"test accuracy, median of {seeds} seeds, at step")
print(f"{'':24s}" + "".join(f"{step:8d}" for step in LOOKS[::3]))
for name, runs in accuracy.items():
    print(f"{name:24s}" + "".join(f"{v:8.1%}" for v in np.median(runs, axis=0)[::3]))
last = {name: runs[:, -1] for name, runs in accuracy.items()}
wins = {
    name: bool((last["winning ticket"] > values).all())
    for name, values in last.items()
    if name not in ("dense", "winning ticket")
}
ends = {name: f"{np.median(values):.0%}" for name, values in last.items()}
lead = np.median(last["winning ticket"]) - np.median(last["re-drawn"])
closed = (np.median(last["re-drawn, rescaled"]) - np.median(last["re-drawn"])) / lead
print(
    f"the ticket leads the re-drawn network by {100 * lead:.0f} points; rescaling takes away {closed:.0%} of that"
)
claims.record(
    "Frankle and Carbin 2019: a winning ticket learns better than the same sparse network re-drawn",
    "holds"
    if wins["re-drawn"] and wins["re-drawn, rescaled"]
    else "holds with care"
    if wins["re-drawn"]
    else "does not hold",
    f"{kept:.1%} of the weights, test accuracy after 400 steps: ticket {ends['winning ticket']}, re-drawn "
    f"{ends['re-drawn']}, re-drawn at the ticket's scale {ends['re-drawn, rescaled']}, random mask at that scale "
    f"{ends['random mask, rescaled']} ({seeds} seeds)",
)
claims.record(
    "Frankle and Carbin 2019: the ticket reaches the accuracy of the whole network, in at most as many steps",
    "holds"
    if np.median(last["winning ticket"]) >= np.median(last["dense"])
    else "holds with care"
    if np.median(last["winning ticket"]) >= np.median(last["dense"]) - 0.03
    else "does not hold",
    f"after 400 steps: ticket {np.median(last['winning ticket']):.1%} with {kept:.1%} of the weights, whole network "
    f"{np.median(last['dense']):.1%} (3 points less or better is holds with care); after 20 steps "
    f"{np.median(accuracy['winning ticket'][:, 3]):.0%} and {np.median(accuracy['dense'][:, 3]):.0%}",
)

# %% [markdown]
# **What to see.** Lines are medians of three seeds, bands reach from the worst to the best. The ticket is far
# ahead of the re-drawn network with the same mask. Then look at "re-drawn, rescaled": giving the re-drawn
# network the ticket's *scale* closes 55 to 80 % of this gap (the printed share is your run's). So more than half of the
# ticket's lead is the size of the signal, which notebook 07 was about: He's formula counts all inputs of a unit, and more
# than nine tenths of them are gone. What remains between "re-drawn, rescaled" and the ticket is the signs and values
# themselves; what remains between the two rescaled networks is the choice of places. And look at step 0: the ticket answers
# more than half of the digits correctly *before it is trained at all*. Which weights are kept was decided by training, and
# the mask alone carries some of what was learnt. (Zhou et al. 2019, *Deconstructing lottery tickets*, follow that up.)
# After 400 steps the whole network is a little better, by at most 3 points.
#
# *The figure in words:* test accuracy against steps, on an axis that is even up to 10 and logarithmic beyond; five
# lines; the printed table holds every third point.
#
# <!-- measured:
# true: (last["winning ticket"] > last["re-drawn"]).all()
# true: np.median(last["re-drawn"]) < np.median(last["re-drawn, rescaled"]) < np.median(last["winning ticket"])
# true: np.median(last["random mask, rescaled"]) < np.median(last["re-drawn, rescaled"])
# true: np.median(accuracy["winning ticket"][:, 0]) > 0.5 and kept < 0.1
# true: 0 < np.median(last["dense"]) - np.median(last["winning ticket"]) < 0.03
# 55 to 80: 100 * closed
# given: 0, 3, 400
# -->

# %% [markdown] nbgrader={"grade": true, "grade_id": "question_ticket", "locked": false, "points": 4, "schema_version": 3, "solution": true, "task": false}
# **Question B (4 points, in your own words).** A winning ticket differs from a fresh sparse network in *where*
# its weights are, in their *scale*, in their *signs*, and in their exact *values*. (a) Which of these
# differences does each of the three controls of experiment 6 remove, and what do your numbers say about their
# weight? (b) Design one more control that tells signs from values, precisely enough that a fellow student could
# program it, and say what you would conclude from each outcome.
#
# === BEGIN MARK SCHEME ===
# (a) 2 points: re-drawn keeps the places and changes scale, signs and values; rescaled keeps places and (per
# layer) scale; the random mask keeps the scale only (1); conclusions that fit the student's own numbers, for
# instance: scale accounts for most of the gap between ticket and re-drawn, places for the gap between the last
# two, signs and values for the rest (1).
#
# (b) 2 points: for instance, keep the mask and the signs of the ticket's first values, and replace the sizes by
# one constant per layer (or by new draws of the same scale), or the reverse: keep the sizes and draw the signs
# anew (1). If the first does as well as the ticket, signs suffice; if not, the sizes matter, too (1).
# === END MARK SCHEME ===

# %% [markdown]
# ## Summary: what this notebook's papers say, and what you measured

# %% tags=["experiment", "skip-execution"]
claims

# %% [markdown]
# ## The whole series: every claim, with its verdict
#
# The page below is made from the records of the eight notebooks: your own measurements where you ran a notebook's
# experiments, the course's own run elsewhere (the column "By" says which). The claims are the lecture's; where one begins
# with a name and a year, it is that paper's. Four verdicts are possible. *Holds* and *does not hold* speak of
# the networks, data and seeds that were tried, no more. *Holds with care*: the claim is right in part, or under a
# condition that it leaves out, and the measurement says which. *Not tested here*: these runs
# cannot tell, for want of a larger machine, of a control or of more seeds; the column "Measured" says which.
#
# First the counts. **Predict:** which notebook has the most claims that do not hold, or only with care?

# %% tags=["experiment", "skip-execution"]
whole = series()
fig, ax = plt.subplots(
    figsize=(8, 1.4 + 0.45 * len(whole.counts())), layout="constrained"
)
plots.stacked_bars(whole.counts(), ax, xlabel="claims of the lecture and of its papers")
print(whole.summary())

# %% [markdown]
# **What to see.** One bar a notebook, its parts in the order *holds*, *holds with care*, *does not hold*, *not
# tested here*, with their counts; a verdict that a notebook never gives has no part in its bar. A long first
# part says that most of the claims we tested there held; the others are where to read on. A notebook's share depends
# on which sentences we chose to test, so compare claims rather than bars.
#
# Then the claims themselves, one table a notebook, the counts first. Where your verdict is another than the
# course's, the last table shows both measurements: look at the numbers before you decide who is right.

# %% tags=["experiment", "skip-execution"]
whole

# %% [markdown]
# ## What to take home
#
# - Preserving the variance is the beginning. A network multiplies its layers: its typical gradient follows the mean of
#   a logarithm, not the mean square (section 2), and some directions may be lost while the mean length is kept (section 1).
# - Forward and backward are two conditions. An initialization that fulfils the one exactly can violate the other (section 3).
# - A measurement on data can take the place of a formula: LSUV brought all 31 layers to unit variance, and its 30-layer
#   networks had a lower median error than He's; against orthogonal weights three seeds decide nothing (section 4).
# - Initialization can do a part of what normalization does: with zeros at the end of each branch a residual network of 56
#   layers trained at rate 0.1 without normalization, where with He's weights it overflowed (section 5).
# - One control more can change the explanation: most of the ticket's lead over a re-drawn network was scale (section 6).
#
# <!-- measured:
# true: max(abs(deviations["LSUV"] - 1)) < 0.05 and medians["LSUV"] < medians["He"] and len(deviations["LSUV"]) == 31
# given: 30, 56, 0.1
# -->
#
# **References.** Saxe, McClelland, Ganguli 2013, *Exact solutions to the nonlinear dynamics of learning in deep
# linear neural networks*. Sussillo, Abbott 2014, *Random walk initialization for training very deep feedforward
# networks*. Krähenbühl, Doersch, Donahue, Darrell 2015, *Data-dependent initializations of convolutional neural
# networks*. Mishkin, Matas 2015, *All you need is a good init*. Zhang, Dauphin, Ma 2019, *Fixup initialization:
# residual learning without normalization*. Frankle, Carbin 2019, *The lottery ticket hypothesis: finding
# sparse, trainable neural networks*. Zhou, Lan, Liu, Yosinski 2019, *Deconstructing lottery tickets: zeros,
# signs, and the supermask*. Frankle, Dziugaite, Roy, Carbin 2020, *Linear mode connectivity and the lottery
# ticket hypothesis*. Yang, Pennington, Rao, Sohl-Dickstein, Schoenholz 2019, *A mean field theory of batch
# normalization*. Mezzadri 2007, *How to generate random matrices from the classical compact groups*.
