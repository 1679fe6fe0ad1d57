# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # 06 · Data preprocessing
#
# Before the first layer sees anything, somebody has decided on which scale, and around which centre, the
# numbers arrive. It is the cheapest decision in the whole of training, and it can cost or save more steps
# than the choice of activation. The lecture gives it a handful of slides: centre, scale, perhaps
# decorrelate and whiten, three recipes for images, four other kinds of data. Here you write each of them,
# and measure what it buys.
#
# **When you are through you can**
#
# - standardise, rotate (PCA), whiten and ZCA-whiten data, with statistics of the training split only, and
#   say how a leak would show;
# - compute from the data alone how many steps gradient descent will need, and show by how much centring and
#   scaling change that number;
# - tell AlexNet's, VGG's and the usual "ResNet" image statistics apart, and spot a wrong standard deviation
#   that many repositories copy;
# - fold a normalisation into the first layer, so that nobody can forget it, and measure how sensitive the
#   same function is with and without it;
# - normalise word vectors, graphs, audio spectra and rewards, and say what goes wrong otherwise.
#
# **How it works.** There are 14 exercises of 5 to 25 minutes, about three hours of programming; with the
# reading, twelve experiments and two questions it is five to six hours. Difficulty is ●○○ to ●●●. Replace
# `raise NotImplementedError()` by your code, run the cell, then run the check cell below it: when something
# is off, it shows your value, the right value, and often the mistake. More checks run
# when you hand in; they test the same contract on other inputs. Five digits are enough unless an exercise
# says otherwise (and $10^{-6}$ next to zero, for numbers around 1), so float32 is as good as float64, and
# tensors are as good as arrays. Add no small constant "to be safe" where the docstring has none.
# *Experiments* have nothing to fill in, but write your prediction down before you run them.
#
# **Notation.** $X$ is the data matrix, (N, D), one example a row. Every mean and variance here divides by
# N, not by N − 1 (NumPy's `ddof=0`, PyTorch's `correction=0`): we describe the data that we train on, and
# do not estimate a population's variance. No function may change its arguments.

# %% [markdown]
# ## Set-up
#
# As in notebook 05, an overflow, a division by zero or an invalid operation **raises an error** here, so
# that you notice it where it happens.

# %% nbgrader={"grade": false, "grade_id": "setup", "locked": true, "schema_version": 3, "solution": false, "task": false}
import re
from collections import Counter

import matplotlib.pyplot as plt
import numpy as np
from tqdm.auto import tqdm

from course_utils import checks, data, plots
from course_utils.checks import results
from course_utils.data import sources
from course_utils.inspection import probes
from course_utils.models.mlp import MLP, cross_entropy
from course_utils.records.claims import Claims

np.seterr(over="raise", invalid="raise", divide="raise")
claims = Claims("06_preprocessing")

# %% [markdown]
# ## 1 · Centre and scale
#
# The slide's first two pictures subtract from each feature its mean and divide by its standard deviation:
#
# $$z_{nd} = \frac{x_{nd} - \mu_d}{\sigma_d}, \qquad \mu_d = \frac1N \sum_n x_{nd}, \qquad
# \sigma_d^2 = \frac1N \sum_n (x_{nd} - \mu_d)^2 .$$
#
# **The statistics are part of the model.** They are learned from data like weights, so they are learned
# from the *training split only* and then kept: validation images, test images and the one image that a user
# sends next year are all transformed with the same $\mu$ and $\sigma$. There are two ways to get this
# wrong, and neither raises an error. *Fitting on everything* lets the test split influence the model that
# it judges. *Refitting on what is to be transformed* gives every split its own coordinates: a test set that
# is darker than the training set is silently made bright, and a single image becomes all zeros.
#
# **Constant features.** Some pixels of the digits, the upper left corner among them, are 0 in every image. Their deviation is 0, and 0/0
# is an error. Nor is a computed deviation always *exactly* 0: the mean of three copies of 0.1 is not quite
# 0.1.
#
# ### Exercise 1 · `Standardizer` (20 minutes, ●●○, 4 points)


# %% nbgrader={"grade": false, "grade_id": "Standardizer", "locked": false, "schema_version": 3, "solution": true, "task": false}
class Standardizer:
    """Gives each feature mean 0 and deviation 1, with the statistics of the training split."""

    def fit(self, x):
        """Remember the mean and standard deviation (1/N) of each column of x; return self.

        x: (N, D), floats or integers (uint8, too). A feature whose deviation is below 1e-8 counts as
        constant; its deviation is taken as 1. A second `fit` forgets the first.
        """
        ### BEGIN SOLUTION
        self.mean = x.mean(axis=0)
        std = x.std(axis=0)
        self.std = np.where(std < 1e-8, 1.0, std)
        return self
        ### END SOLUTION

    def transform(self, x):
        """Return (x - mean) / std with what the last `fit` remembered, and learn nothing.

        x: (M, D), any M from 1 on; it stays as it is. Returns floats of shape (M, D).
        Raises RuntimeError before the first `fit`.
        """
        ### BEGIN SOLUTION
        if not hasattr(self, "mean"):
            raise RuntimeError("call fit with the training split first")
        return (x - self.mean) / self.std
        ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "Standardizer_test", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false}
train = np.array(
    [[1.0, 10.0, 5.0], [2.0, 30.0, 5.0], [3.0, 20.0, 5.0], [6.0, 60.0, 5.0]]
)
test = np.array([[3.0, 10.0, 5.0], [7.0, 50.0, 6.0]])
mean, std = train.mean(axis=0), np.array([train[:, 0].std(), train[:, 1].std(), 1.0])
everything = np.concatenate([train, test])
wrong = {
    "divide by N, not by N - 1: ddof=0.": (train - mean)
    / [*train[:, :2].std(axis=0, ddof=1), 1],
    "this is divided by the variance; divide by its root, the deviation.": (
        train - mean
    )
    / std**2,
    "this is centred, but not divided by the deviation.": train - mean,
    "this is scaled, but not centred: subtract the mean first.": train / std,
    "one mean and deviation for all entries; every column has its own.": (
        train - train.mean()
    )
    / train.std(),
    "the statistics are those of rows (examples); take them of columns (features).": (
        train - train.mean(axis=1, keepdims=True)
    )
    / train.std(axis=1, keepdims=True),
    "this scales by the largest value; divide by the deviation.": (train - mean)
    / np.abs(train).max(axis=0),
}
with checks.stays_finite(
    "Standardizer with a constant feature",
    "the third feature is constant, so its deviation is 0; divide by 1 there.",
):
    standardizer = Standardizer()
    fitted = standardizer.fit(train.copy())
    assert fitted is not None, "fit must end with `return self`; it returns nothing"
    assert not isinstance(
        fitted, np.ndarray | tuple | list | dict | str | float | int
    ), f"fit must end with `return self`; it returns a {type(fitted).__name__}"
    got = fitted.transform(train.copy())
    got_test = standardizer.transform(test.copy())
checks.assert_close(
    got, (train - mean) / std, "fit(train).transform(train)", mistakes=wrong
)
checks.assert_close(
    got_test,
    (test - mean) / std,
    "fit(train).transform(test)",
    mistakes={
        "transform refits: it used the mean and deviation of test. Only fit may learn, and only from train.": (
            test - test.mean(axis=0)
        )
        / [*test[:, :2].std(axis=0), 0.5],
        "a leak: the statistics are those of train and test together.": (
            test - everything.mean(axis=0)
        )
        / everything.std(axis=0),
        "the mean of test was subtracted; it must be the training mean.": (
            test - test.mean(axis=0)
        )
        / std,
        "the constant feature is set to 0; it is only centred, so a new value there stays visible.": (
            test - mean
        )
        / std
        * [1, 1, 0],
        "a constant feature's deviation is taken as 1; np.maximum(std, 1e-8) makes it 1e-8.": (
            test - mean
        )
        / [*std[:2], 1e-8],
    },
)
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(21)
first, second = rng.normal(3, 2, (40, 4)), rng.normal(-50, 10, (30, 4))
fresh = rng.normal(0, 5, (6, 4))
wanted_first = (fresh - first.mean(axis=0)) / first.std(axis=0)
wanted_second = (fresh - second.mean(axis=0)) / second.std(axis=0)
both = np.concatenate([first, second])
one, other = Standardizer(), Standardizer()
given = first.copy()
one.fit(given)
checks.assert_untouched(given, first, "Standardizer.fit", "x")
other.fit(second)
given = fresh.copy()
checks.assert_close(
    one.transform(given),
    wanted_first,
    "transform of new examples after fit(first)",
    mistakes={
        "two standardizers share what they keep; store it on self, not on the class.": wanted_second,
        "transform refits: it used the statistics of its own argument.": (
            fresh - fresh.mean(axis=0)
        )
        / fresh.std(axis=0),
    },
)
checks.assert_untouched(given, fresh, "Standardizer.transform", "x")
given = fresh[:1].copy()
checks.assert_close(
    one.transform(given),
    wanted_first[:1],
    "transform of a single example",
    mistakes={
        "transform refits: a single example minus its own mean is 0.": np.zeros((1, 4))
    },
)
checks.assert_untouched(given, fresh[:1], "Standardizer.transform", "x")
one.transform(second)
checks.assert_close(
    one.transform(fresh),
    wanted_first,
    "transform(fresh) after transform of something else",
    mistakes={
        "transform learns from what it sees: its statistics moved since the last call.": (
            fresh - both.mean(axis=0)
        )
        / both.std(axis=0)
    },
)
one.fit(second)
checks.assert_close(
    one.transform(fresh),
    wanted_second,
    "transform after a second fit",
    mistakes={
        "the second fit was ignored.": wanted_first,
        "the second fit must forget the first, not add to it.": (
            fresh - both.mean(axis=0)
        )
        / both.std(axis=0),
    },
)
# Two features that are not constant: one ends as it began, one differs by little for its size.
level = np.array([[1.0, 4096.0], [3.0, 4096.015625], [1.0, 4096.0], [1.0, 4096.015625]])
deviations = np.array([0.75**0.5, 0.0078125])
centred = level - level.mean(axis=0)
checks.assert_close(
    Standardizer().fit(level).transform(level),
    centred / deviations,
    "fit and transform of [[1, 4096], [3, 4096 + 1/64], [1, 4096], [1, 4096 + 1/64]]",
    mistakes={
        "constant is what has a deviation below 1e-8; compare neither the last row with the first, nor the deviation "
        "with the mean.": checks.AnyOf(
            [
                centred / [1, deviations[1]],
                centred / [deviations[0], 1],
                centred,
            ]
        )
    },
)
pixels = rng.integers(0, 256, (50, 3)).astype(np.uint8)
wanted = (pixels - pixels.mean(axis=0)) / pixels.std(axis=0)
overflown = (pixels * pixels).mean(axis=0) - pixels.mean(axis=0) ** 2
overflown = np.sqrt(np.maximum(overflown, 0))
checks.assert_close(
    Standardizer().fit(pixels).transform(pixels),
    wanted,
    "fit and transform of uint8 pixels",
    rtol=1e-4,
    atol=1e-5,
    mistakes={
        "squares of uint8 do not fit into uint8: make x float before you square it.": (
            pixels - pixels.mean(axis=0)
        )
        / np.where(overflown < 1e-8, 1, overflown),
        "the result keeps the integers' dtype, which cuts fractions off; make it float.": np.trunc(
            wanted
        )
        % 256,
    },
)
small = first * [1e-5, 1, 1, 1] - [first[:, 0].mean() * 1e-5, 0, 0, 0]
checks.assert_close(
    Standardizer().fit(small).transform(small),
    (small - small.mean(axis=0)) / small.std(axis=0),
    "fit and transform where a feature has a deviation of 2e-5",
    rtol=1e-3,
    atol=1e-4,
    mistakes={
        "the deviation is compared with 1e-8, not the variance: 2e-5 is not constant.": (
            small - small.mean(axis=0)
        )
        / [1, *small[:, 1:].std(axis=0)]
    },
)
tenths = np.column_stack([np.full(10, 0.1), np.arange(10.0)])
with checks.stays_finite("a constant feature of 0.1", "see the docstring: below 1e-8."):
    got = Standardizer().fit(tenths).transform(np.array([[0.6, 4.5]]))
checks.assert_close(
    got,
    [[0.5, 0]],
    "transform of 0.6 where every training example had 0.1",
    mistakes={
        "std == 0 misses a deviation of 1e-17, which is rounding: compare with 1e-8.": (
            np.array([[0.6, 4.5]]) - tenths.mean(axis=0)
        )
        / np.where(tenths.std(axis=0) == 0, 1, tenths.std(axis=0))
    },
)
unit = (first[:, :2] - first[:, :2].mean(axis=0)) / first[:, :2].std(axis=0)
narrow = unit * [2e-8, 5e-9]
checks.assert_close(
    Standardizer().fit(narrow).transform(narrow),
    unit * [1, 5e-9],
    "fit and transform where one deviation is 2e-8 and the other 5e-9",
    rtol=1e-4,
    atol=1e-5,
    mistakes={
        "5e-9 is below 1e-8, so this feature counts as constant: its deviation is taken as 1.": unit,
        "2e-8 is not below 1e-8, so this feature is not constant.": narrow,
    }
    | {
        f"a small constant, {c:g}, is added to the deviation; the docstring adds none.": checks.AnyOf(
            [unit * [2e-8 / (2e-8 + c), last] for last in (5e-9 / (5e-9 + c), 5e-9)]
        )
        for c in (1e-12, 1e-10, 1e-8, 1e-7, 1e-6, 1e-5)
    },
)
again = Standardizer()
again.fit(np.array([[1.0, 1.0], [1.0, 2.0]]))
again.fit(np.array([[0.0, 1.0], [8.0, 2.0]]))
checks.assert_close(
    again.transform(np.array([[8.0, 2.0]])),
    [[1.0, 1.0]],
    "transform after two fits, where a feature was constant in the first only",
    mistakes={
        "the second fit must forget which features were constant in the first.": [
            [4.0, 1.0]
        ]
    },
)
with checks.stays_finite("fit with a single row", "its deviations are 0: take 1."):
    got = Standardizer().fit(first[:1]).transform(fresh)
checks.assert_close(
    got,
    fresh - first[0],
    "transform after fit with a single row, whose deviations are 0",
    atol=1e-5,
    mistakes={
        "ddof=1 divides by N - 1 = 0 for one row; divide by N.": np.full((6, 4), np.nan)
    },
)
with results.raises(
    RuntimeError, "Standardizer().transform(x) before fit", "Say that fit comes first."
):
    Standardizer().transform(first)
constant = Standardizer()
constant.fit(np.full((3, 1), 372.4))
got = constant.transform(np.array([[373.4]]))
checks.assert_close(
    got,
    [[1.0]],
    "transform([[373.4]]) after fit of three times 372.4",
    rtol=1e-3,
    mistakes={
        "a new value is only centred here, so it stays visible.": [[0.0]],
        "the mean of x² minus mean² leaves 5e-6 where the deviation is 0; take the mean of (x - mean)², as np.std does.": got
        if np.abs(np.asarray(got)).max() > 100
        else np.nan,
    },
)
### END HIDDEN TESTS

# %% [markdown]
# <details><summary>Hint 1: where the numbers live</summary>
#
# `fit` stores two arrays of shape (D,) on `self`; `transform` only reads them. Broadcasting does the rest:
# (M, D) minus (D,) subtracts from every row.
# </details>
# <details><summary>Hint 2: constant features</summary>
#
# Replace the tiny deviations by 1 in `fit`, so that `transform` need not think. `np.where(condition, a, b)`
# chooses between a and b entry by entry.
# </details>
# <details><summary>Hint 3: before fit</summary>
#
# `hasattr(self, "mean")` is False until `fit` has run; or set `self.mean = None` in `__init__`. Then `raise
# RuntimeError("...")`.
# </details>

# %% [markdown]
# Often all the data lie in *one* array, with a mask that says which rows are for training. There the leak
# is one careless `x.mean(axis=0)` away.
#
# ### Exercise 2 · `standardize_all` (5 minutes, ●○○, 2 points)


# %% nbgrader={"grade": false, "grade_id": "standardize_all", "locked": false, "schema_version": 3, "solution": true, "task": false}
def standardize_all(x, is_train):
    """Standardise every row of x with the statistics of the training rows.

    x: (N, D) floats, training, validation and test rows in any order. is_train: (N,)
    booleans, True for the training rows. No feature is constant among those.
    Returns (N, D), the rows in the order of x.
    """
    ### BEGIN SOLUTION
    train = x[is_train]
    return (x - train.mean(axis=0)) / train.std(axis=0)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "standardize_all_test", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
rows = np.array([[1.0, 2.0], [30.0, 9.0], [3.0, 8.0], [5.0, 5.0], [40.0, 7.0]])
mask = np.array([True, False, True, True, False])


def leaks(rows, mask):
    """What the usual mistakes give."""
    train, rest = rows[mask], rows[~mask]
    wanted = (rows - train.mean(axis=0)) / train.std(axis=0)
    refitted = wanted.copy()
    refitted[~mask] = (rest - rest.mean(axis=0)) / rest.std(axis=0)
    untouched = np.where(mask[:, None], wanted, rows)
    return {
        "a leak: the test rows took part in the mean and deviation. Fit on x[is_train] only.": (
            rows - rows.mean(axis=0)
        )
        / rows.std(axis=0),
        "a refit: the other rows were standardised with statistics of their own.": refitted,
        "the statistics are those of the rows that are not for training.": (
            rows - rest.mean(axis=0)
        )
        / rest.std(axis=0),
        "only the training rows came back; all rows are wanted, in the order of x.": wanted[
            mask
        ],
        "the order has changed: the rows must stay where they were in x.": np.concatenate(
            [wanted[mask], wanted[~mask]]
        ),
        "the other rows are as they were; they are transformed too, with the training statistics.": untouched,
        "the mask is ignored: the first rows are not always those for training.": (
            rows - rows[: mask.sum()].mean(axis=0)
        )
        / rows[: mask.sum()].std(axis=0),
        "a leak: the deviation is that of all rows.": (rows - train.mean(axis=0))
        / rows.std(axis=0),
        "a leak: the mean is that of all rows.": (rows - rows.mean(axis=0))
        / train.std(axis=0),
        "divide by N, not by N - 1: ddof=0.": (rows - train.mean(axis=0))
        / train.std(axis=0, ddof=1),
        "this is centred, but not divided by the deviation.": rows - train.mean(axis=0),
        "the mean is missing: subtract it before you divide.": rows / train.std(axis=0),
        "one mean and deviation for all entries; every column has its own.": (
            rows - train.mean()
        )
        / train.std(),
        "is_train was made integers, which pick rows 0 and 1 again and again; use it as it is.": (
            rows - rows[mask.astype(int)].mean(axis=0)
        )
        / rows[mask.astype(int)].std(axis=0),
    } | {
        f"a small constant, {c:g}, is added to the deviation; the docstring adds none.": (
            rows - train.mean(axis=0)
        )
        / (train.std(axis=0) + c)
        for c in (1e-4, 1e-3, 1e-2)
    }


checks.assert_close(
    standardize_all(rows.copy(), mask.copy()),
    (rows - rows[mask].mean(axis=0)) / rows[mask].std(axis=0),
    "standardize_all(x, is_train)",
    mistakes=leaks(rows, mask),
)
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(22)
rows, mask = rng.normal(2, 3, (40, 3)), rng.random(40) < 0.6
rows[~mask] += 7
given, given_mask = rows.copy(), mask.copy()
checks.assert_close(
    standardize_all(given, given_mask),
    (rows - rows[mask].mean(axis=0)) / rows[mask].std(axis=0),
    "standardize_all where the test rows lie elsewhere",
    mistakes=leaks(rows, mask),
)
checks.assert_untouched(given, rows, "standardize_all", "x")
checks.assert_untouched(given_mask, mask, "standardize_all", "is_train")
mask = np.arange(40) >= 20
checks.assert_close(
    standardize_all(rows, mask),
    (rows - rows[mask].mean(axis=0)) / rows[mask].std(axis=0),
    "standardize_all where the training rows come last",
    mistakes=leaks(rows, mask)
    | {
        "the mask is ignored: the first rows are not always those for training.": (
            rows - rows[:20].mean(axis=0)
        )
        / rows[:20].std(axis=0)
    },
)
few = np.arange(40) % 8 == 3
checks.assert_close(
    standardize_all(rows, few),
    (rows - rows[few].mean(axis=0)) / rows[few].std(axis=0),
    "standardize_all where few rows are for training",
    mistakes=leaks(rows, few),
)
faint = rows * 1e-6
centred, deviation = faint - faint[mask].mean(axis=0), faint[mask].std(axis=0)
checks.assert_close(
    standardize_all(faint, mask),
    centred / deviation,
    "standardize_all where all deviations are around 3e-6",
    rtol=1e-4,
    atol=1e-5,
    mistakes=leaks(faint, mask)
    | {
        f"a small constant, {c:g}, is added to the deviation; the docstring adds none.": centred
        / (deviation + c)
        for c in (1e-8, 1e-7, 1e-6, 1e-5)
    },
)
everyone = np.ones(40, dtype=bool)
with checks.stays_finite(
    "standardize_all where every row is for training",
    "then there are no other rows to compute anything from.",
):
    got = standardize_all(rows, everyone)
checks.assert_close(
    got,
    (rows - rows.mean(axis=0)) / rows.std(axis=0),
    "standardize_all where every row is for training",
)
### END HIDDEN TESTS

# %% [markdown]
# <details><summary>Hint</summary>
#
# `x[is_train]` are the training rows. Take mean and deviation of those, and apply them to all of `x`.
# </details>

# %% [markdown]
# ## 2 · Why it helps: the shape of the bowl
#
# Take a linear neuron $f = w \cdot x$ and the loss $L(w) = \frac1{2N}\sum_n (w \cdot x_n - t_n)^2$. It is a
# bowl, and its curvature does not depend on the targets:
#
# $$H = \frac{\partial^2 L}{\partial w^2} = \frac1N X^\top X = \underbrace{C}_{\text{covariance}} +
# \underbrace{\mu\mu^\top}_{\text{from the offset}} .$$
#
# One step of gradient descent with rate $\eta$ multiplies the error $w - w^*$ by $I - \eta H$; along the
# eigenvector with eigenvalue $\lambda$ that is the number $1 - \eta\lambda$. The rate has to suit all
# eigenvalues at once: too large for the largest, and that direction explodes; small enough for it, and the
# smallest direction crawls. The best compromise makes the two extremes equally bad,
#
# $$1 - \eta\lambda_{\min} = -(1 - \eta\lambda_{\max}) \;\Rightarrow\; \eta^* = \frac{2}{\lambda_{\max} +
# \lambda_{\min}}, \qquad \text{factor} = \frac{\kappa - 1}{\kappa + 1}, \qquad \kappa =
# \frac{\lambda_{\max}}{\lambda_{\min}} .$$
#
# $\kappa$ is the *condition number*. Now read the three steps of preprocessing off $H$. **Centring**
# removes $\mu\mu^\top$, whose eigenvalue $|\mu|^2$ is often the largest by far. **Scaling** makes the
# diagonal of $C$ equal. **Whitening** makes $C = I$: then $\kappa = 1$ and the factor is 0.
#
# This is LeCun, Kanter and Solla's argument of 1991, and the reason behind the slide's zig-zag: inputs of
# one sign have a large $\mu$. (In notebook 05 you saw that the one-sign rule itself is exact for single
# examples only; the valley that $\mu\mu^\top$ makes is there for full batches, too.)
#
# ### Exercise 3 · `best_rate` (15 minutes, ●●○, 3 points)


# %% nbgrader={"grade": false, "grade_id": "best_rate", "locked": false, "schema_version": 3, "solution": true, "task": false}
def best_rate(x):
    """Return (rate, factor) of gradient descent on 1/(2N) Σ (w·x_n - t_n)², computed from x alone.

    x: (N, D) floats of full column rank, as they are: nothing is centred here.
    rate: the constant learning rate for which the worst direction shrinks fastest.
    factor: by what the error in that direction is multiplied in each step, 0 to 1.
    """
    ### BEGIN SOLUTION
    eigenvalues = np.linalg.eigvalsh(x.T @ x / len(x))
    least, most = eigenvalues[0], eigenvalues[-1]
    return float(2 / (most + least)), float((most - least) / (most + least))
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "best_rate_test", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
def rate_slips(x):
    """What the usual mistakes give, as (rate, factor)."""
    h = x.T @ x / len(x)
    least, *_, most = np.linalg.eigvalsh(h)
    centred = np.linalg.eigvalsh(np.cov(x.T, bias=True))
    kappa = most / least
    rate, factor = 2 / (most + least), (kappa - 1) / (kappa + 1)
    n, root = len(x), kappa**0.5
    return (rate, factor), {
        "the 1/N is missing: H is xᵀx / N.": (rate / n, factor),
        "divide by N, not by N - 1: H is xᵀx / N.": (rate * (n - 1) / n, factor),
        "the factor is from 0 to 1; this one has a sign.": (rate, -factor),
        "1/λmax is safe, but not best: 2 / (λmax + λmin).": checks.AnyOf(
            [(1 / most, factor), (1 / most, 1 - 1 / kappa)]
        ),
        "N is the number of examples, the rows of x, not of its columns.": (
            rate * x.shape[1] / n,
            factor,
        ),
        "2/λmax is the limit of stability, not the best rate.": (2 / most, factor),
        "the rate is halved: 2 / (λmax + λmin).": (rate / 2, factor),
        "½ and the 2 of the square cancel: H is xᵀx / N, not 2xᵀx / N.": (
            rate / 2,
            factor,
        ),
        "x was centred here; the docstring wants H of x as it is.": (
            2 / (centred[-1] + centred[0]),
            (centred[-1] - centred[0]) / (centred[-1] + centred[0]),
        ),
        "these come from singular values of x; H has their squares (over N).": (
            2 / (most**0.5 + least**0.5),
            (root - 1) / (root + 1),
        ),
        "the second value is the condition number; return (κ - 1) / (κ + 1).": (
            rate,
            kappa,
        ),
        "the second value is 1 - 1/κ, which belongs to the rate 1/λmax.": (
            rate,
            1 - 1 / kappa,
        ),
        "the two are swapped: return (rate, factor).": (factor, rate),
        "the factor needs κ of H; this is that of x, its root.": (
            rate,
            (root - 1) / (root + 1),
        ),
    }


x = np.array([[2.0, 1.0], [1.0, 2.0], [3.0, 1.0], [1.0, 1.0], [2.0, 3.0]])
wanted, slips = rate_slips(x)
got = results.unpack(best_rate(x), ("rate", "factor"), "best_rate(x)")
checks.assert_close(got, wanted, "(rate, factor) = best_rate(x)", mistakes=slips)
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(23)
x = rng.normal(1.5, [1, 2, 0.5, 3], (60, 4))
wanted, slips = rate_slips(x)
given = x.copy()
rate, factor = results.unpack(best_rate(given), ("rate", "factor"), "best_rate(x)")
checks.assert_untouched(given, x, "best_rate", "x")
checks.assert_close([rate, factor], wanted, "best_rate of 4 features", mistakes=slips)
error = rng.normal(size=4)
for _ in range(400):  # gradient descent, once only the worst direction is left
    error = error - rate * x.T @ (x @ error) / 60
    error /= np.linalg.norm(error)
shrunk = np.linalg.norm(error - rate * x.T @ (x @ error) / 60)
checks.assert_close(
    shrunk,
    factor,
    "by what a step of gradient descent shrinks the worst error",
    rtol=1e-2,
)
for scale in (1e-7, 1e-5, 1e4):
    wanted, slips = rate_slips(scale * x)
    lengths = np.linalg.eigvalsh(scale**2 * x.T @ x / len(x))
    got = results.unpack(best_rate(scale * x), ("rate", "factor"), "best_rate(x)")
    checks.assert_close(
        got,
        wanted,
        f"best_rate of the same features times {scale:g}",
        mistakes=slips
        | {
            f"a small constant, {c:g}, is added to the sum of eigenvalues; the formula has none.": (
                2 / (2 / wanted[0] + c),
                wanted[1] * (2 / wanted[0]) / (2 / wanted[0] + c),
            )
            for c in (1e-12, 1e-10, 1e-9, 1e-8, 1e-6)
        }
        | {
            f"eigenvalues below {c:g} are raised to it; H has them as they are, however small.": checks.AnyOf(
                [
                    (2 / (most + least), 1 - 2 * least / (most + least))
                    for least, most in (
                        (max(lengths[0], c), max(lengths[-1], c)),
                        (max(lengths[0], c), lengths[-1]),
                    )
                ]
            )
            for c in (1e-14, 1e-13, 1e-12, 1e-11, 1e-10, 1e-9, 1e-8)
        },
        rtol=1e-4,
    )
for what, cloud in {
    "one feature 10,000 times as small as another": rng.normal(size=(50, 3))
    * [1, 0.1, 1e-4],
    "a nearly round cloud": rng.normal(size=(200, 6)),
}.items():
    wanted, slips = rate_slips(cloud)
    seen = np.linalg.eigvalsh(cloud.T @ cloud / len(cloud))[1:]
    got = results.unpack(best_rate(cloud), ("rate", "factor"), "best_rate(x)")
    checks.assert_close(
        got,
        wanted,
        f"best_rate of {what}",
        mistakes=slips
        | {
            "the smallest eigenvalue is left out; it is no rounding error.": (
                2 / (seen[-1] + seen[0]),
                (seen[-1] - seen[0]) / (seen[-1] + seen[0]),
            )
        },
    )
square = np.array([[3.0, 3.0], [3.0, -3.0], [-3.0, 3.0], [-3.0, -3.0]])
rate, factor = results.unpack(
    best_rate(square), ("rate", "factor"), "best_rate(square)"
)
checks.assert_close([rate, factor], [1 / 9, 0], "best_rate of a round bowl (κ = 1)")
one = results.unpack(
    best_rate(np.array([[1.0], [2.0]])), ("rate", "factor"), "best_rate(one feature)"
)
checks.assert_close(one, [0.4, 0], "best_rate of a single feature [1, 2]")
bright = rng.uniform(0, 255, (50, 3))
wanted, slips = rate_slips(bright)
checks.assert_close(
    results.unpack(best_rate(bright), ("rate", "factor"), "best_rate(x)"),
    wanted,
    "best_rate of pixels from 0 to 255",
    atol=0,
    mistakes=slips
    | {
        "the results are rounded; keep all digits.": checks.AnyOf(
            [np.round(wanted, digits) for digits in (4, 5, 6, 7, 8)]
        )
    },
)
### END HIDDEN TESTS

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# `np.linalg.eigvalsh` gives the eigenvalues of a symmetric matrix, the least first.
# </details>
# <details><summary>Hint 2</summary>
#
# Of `h = x.T @ x / len(x)` you need the first and the last eigenvalue. With $\kappa = \lambda_{\max} /
# \lambda_{\min}$ the factor is $(\lambda_{\max} - \lambda_{\min}) / (\lambda_{\max} + \lambda_{\min})$.
# </details>

# %% [markdown]
# ### Experiment 1 · A chemist's table and two photographs
#
# scikit-learn ships a chemist's table: 178 wines, 13 measurements each. Alcohol is around 13 %, the hue
# around 1, the proline content around 750. A linear neuron with a bias (a fourteenth input, which is
# always 1) meets the table as it is, centred, standardised, and whitened.
#
# **Predict:** by what factor does the number of steps shrink when the table is centred? And when it is also
# scaled? For images (three inputs, red, green and blue of a photograph) which of the two will matter more?


# %% tags=["experiment", "skip-execution"]
def with_bias(x):
    """The inputs and a last one that is always 1."""
    return np.column_stack([x, np.ones(len(x))])


def whitened(x):
    """Uncorrelated features of variance 1, by a triangular matrix; exercise 6 has another way."""
    centred = x - x.mean(axis=0)
    triangle = np.linalg.cholesky(centred.T @ centred / len(x))
    return np.linalg.solve(triangle, centred.T).T


def steps_to_one_percent(x, limit=20_000):
    """Steps of gradient descent at the best rate until the weights' error is 1 % of the start's."""
    h, (rate, _) = x.T @ x / len(x), best_rate(x)
    _, directions = np.linalg.eigh(h)
    error = directions[:, 0] + directions[:, -1]  # the two hardest directions
    start = np.linalg.norm(error)
    for step in range(limit):
        if np.linalg.norm(error) <= 0.01 * start:
            return step
        error = error - rate * h @ error
    return limit


def versions(x):
    """The same table as it is, centred, standardised and whitened."""
    return {
        "as it is": x,
        "centred": x - x.mean(axis=0),
        "standardised": Standardizer().fit(x).transform(x),
        "whitened": whitened(x),
    }


from sklearn.datasets import load_sample_images, load_wine

wine, photographs = load_wine(), load_sample_images().images
pixels = np.concatenate([photo[::8, ::8].reshape(-1, 3) for photo in photographs])
tables = {"wine": wine.data, "photographs": pixels / 255}
conditions, needed, waited = {}, {}, {}
for table, x in tables.items():
    for version, z in versions(x).items():
        z = with_bias(z)
        factor = best_rate(z)[1]
        conditions[table, version] = probes.hessian_condition(z)
        promised = np.log(0.01) / np.log(factor) if factor > 1e-6 else 1.0
        steps = steps_to_one_percent(z)
        needed[table, version], waited[table, version] = promised, steps
        measured = f"{steps:6d}" if steps < 20_000 else "not in 20,000"
        print(
            f"{table:12s} {version:13s} condition number {conditions[table, version]:12.3g}, "
            f"steps to 1 %: promised {promised:12,.0f}, measured {measured}"
        )

fig, axes = plt.subplots(1, 3, figsize=(10.5, 4.6), layout="constrained")
goal, origin, ash = np.array([1.0, -1.0]), np.array([-1.0, 1.0]), wine.data[:, 2:3]
straight, detours = np.linalg.norm(goal - origin), {}
for ax, (version, z) in zip(axes, list(versions(ash).items())[:3], strict=True):
    z = with_bias(z)
    rate, _ = best_rate(z)
    path = [origin]
    while np.linalg.norm(path[-1] - goal) > 0.01 * straight and len(path) < 5000:
        path.append(path[-1] - rate * z.T @ (z @ (path[-1] - goal)) / len(z))
    strokes = np.linalg.norm(np.diff(path, axis=0), axis=1)
    detours[version] = strokes.sum() / straight
    print(f"ash {version:13s} way to 1 %: {len(strokes):4d} steps, {detours[version]:5.1f} times the straight line")  # fmt: skip
    plots.descent(
        np.array(path[:13]),
        lambda w, z=z: (((w - goal) @ z.T) ** 2).mean(axis=1),
        ax,
        title=f"ash {version}: κ = {probes.hessian_condition(z):.3g}",
        extent=3.5,
    )
    ax.set(xlabel="weight", ylabel="bias")
    marks = ax.get_legend_handles_labels()
    ax.get_legend().remove()
fig.legend(*marks, loc="outside lower center", ncols=4, frameon=False)
shrinks = [conditions["wine", a] / conditions["wine", b] for a, b in
           (("as it is", "centred"), ("centred", "standardised"))]  # fmt: skip
eased = (
    shrinks[0],
    conditions["photographs", "as it is"] / conditions["photographs", "centred"],
    detours["as it is"] / detours["centred"],
)
claims.record(
    "Centred inputs make the problem better conditioned, so that descent zig-zags less",
    "holds" if min(eased) > 1.1 else "holds with care" if max(eased) > 1.1 else "does not hold",
    f"condition number wine {conditions['wine', 'as it is']:.2g} → {conditions['wine', 'centred']:.2g}, photographs' "
    f"colours {conditions['photographs', 'as it is']:.2g} → {conditions['photographs', 'centred']:.2g}; with one input (ash) and a "
    f"bias the way of descent is {detours['as it is']:.0f} → {detours['centred']:.0f} times as long as the straight line",
)  # fmt: skip
claims.record(
    "Scaling the features makes the problem easier to optimise",
    "holds" if shrinks[1] > 5 else "does not hold",
    f"wine: condition number {conditions['wine', 'centred']:.2g} → {conditions['wine', 'standardised']:.2g}, promised "
    f"steps of a linear neuron {needed['wine', 'centred']:.2g} → {needed['wine', 'standardised']:.0f}",
)

# %% [markdown]
# **What to see.** Left, the table's first lesson in one picture: with an offset in the input, weight and
# bias do nearly the same job, the bowl is a long valley, and twelve steps only bounce from wall to wall
# (solid strokes: both numbers up, or both down, as in the slide's zig-zag). In the middle, after centring,
# the valley is short and lies along the axes; the strokes still bounce, but they come close. Right, after
# scaling, the bowl is round, and *one* step hits the goal. Until 1 % of the distance is left, descent goes 223 times
# as far as the straight line on the left, nine times in the middle, and once on the right.
#
# | | wine, 13 features | photographs, 3 colours |
# |---|---|---|
# | as it is | κ = 459 million | 782 |
# | centred | 12 million | 487 |
# | standardised | 46 | 129 |
# | whitened | 1 | 1 |
#
# The promised number of steps, $\ln 0.01 / \ln(\text{factor})$, needs nothing but the inputs, and where we
# could wait for it, the measured one (begun in the two hardest directions at once) agrees to a step. What
# helps depends on the table: the wine's trouble is its *units* (proline in the hundreds beside hues around
# 1), so scaling brings the factor of 266,000. The photographs' colours have one unit, and yet scaling helps
# them more than centring does, by 3.8: pixels from 0 to 1 vary little beside the bias's input, which is 1.
# What is left after scaling is *correlation*, 129, and only whitening takes that away. Centring helps both
# tables, by 38 and by 1.6.
#
# <!-- measured:
# 459: conditions["wine", "as it is"] / 1e6
# 782: conditions["photographs", "as it is"]
# 12: conditions["wine", "centred"] / 1e6
# 487: conditions["photographs", "centred"]
# 46 ± 1: conditions["wine", "standardised"]
# 129: conditions["photographs", "standardised"]
# 1 ± 0.01: [conditions["wine", "whitened"], conditions["photographs", "whitened"]]
# 223: detours["as it is"]
# 9.4 ± 0.3: detours["centred"]
# 1: detours["standardised"]
# 266,000 ± 3,000: shrinks[1]
# 38 ± 0.6: shrinks[0]
# 1.6: conditions["photographs", "as it is"] / conditions["photographs", "centred"]
# 3.8: conditions["photographs", "centred"] / conditions["photographs", "standardised"]
# true: max(abs(needed[key] - waited[key]) for key in waited if waited[key] < 20_000) < 1.5
# true: wine.data[:, 12].max() > 750 > wine.data[:, 12].min() > 200
# given: 13, 3
# -->
#
# ## 3 · Decorrelate: principal components
#
# Scaling treats each feature by itself. But a photograph's red, green and blue rise and fall together, and
# so do neighbouring pixels: the cloud is a cigar that lies askew. PCA turns the axes until they lie along
# the cigar. The covariance
#
# $$C = \frac1N (X - \mu)^\top (X - \mu) = U \Lambda U^\top, \qquad U^\top U = I, \qquad \Lambda =
# \mathrm{diag}(\lambda_1 \ge \lambda_2 \ge \dots \ge 0)$$
#
# has orthonormal eigenvectors, the columns of $U$, and in the new coordinates $(X - \mu)\,U$ the covariance
# is $U^\top C U = \Lambda$, "the data has diagonal covariance matrix", as the slide says. $\lambda_j$ is
# the variance along the j-th direction.
#
# **Not unique.** If $u$ is an eigenvector, so is $-u$; where two eigenvalues are equal, any rotation within
# their plane will do. The checks accept all of these: they look at covariances, never at raw eigenvectors.
#
# ### Exercise 4 · `pca_rotate` (25 minutes, ●●●, 4 points)


# %% nbgrader={"grade": false, "grade_id": "pca_rotate", "locked": false, "schema_version": 3, "solution": true, "task": false}
def pca_rotate(x):
    """Turn x into its principal axes; return (rotated, directions, variances).

    x: (N, D) floats with N ≥ D ≥ 2, not centred.
    rotated: (N, D), the centred data in the new axes, which are uncorrelated.
    directions: (D, D), orthonormal; column j is the j-th axis, so that
    rotated = (x - mean) @ directions.
    variances: (D,), those (1/N) of the columns of rotated, the largest first.
    The sign of a direction is free, and so is the choice among equal variances.
    """
    ### BEGIN SOLUTION
    centred = x - x.mean(axis=0)
    variances, directions = np.linalg.eigh(centred.T @ centred / len(x))
    variances, directions = variances[::-1], directions[:, ::-1]  # eigh: least first
    return centred @ directions, directions, variances
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "pca_rotate_test", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false}
def check_pca(x, result, what):
    """Everything that PCA promises, whatever the signs and the choice among equal variances."""
    rotated, directions, variances = results.unpack(
        result, ("rotated", "directions", "variances"), what
    )
    n, d = x.shape
    centred = x - x.mean(axis=0)
    c = centred.T @ centred / n
    wanted = np.linalg.eigvalsh(c)[::-1]
    unsorted = variances.shape == wanted.shape and np.allclose(
        np.sort(variances)[::-1], wanted, rtol=1e-4
    )
    with np.errstate(all="ignore"):
        of_correlations = np.linalg.eigvalsh(np.nan_to_num(np.corrcoef(x.T)))[::-1]
    checks.assert_close(
        variances,
        wanted,
        f"variances of {what}",
        mistakes={
            "the largest comes first; np.linalg.eigh gives the least first.": wanted[
                ::-1
            ],
            "divide by N, not by N - 1 (np.cov wants bias=True).": wanted * n / (n - 1),
            "the 1/N is missing.": wanted * n,
            "these are deviations; square them.": np.sqrt(np.maximum(wanted, 0)),
            "these are singular values; the variances are their squares over N.": np.sqrt(
                np.maximum(wanted * n, 0)
            ),
            "x was not centred: subtract the mean before you take the covariance.": np.linalg.eigvalsh(
                x.T @ x / n
            )[::-1],
            "the median was subtracted; subtract the mean.": np.linalg.eigvalsh(
                (x - np.median(x, axis=0)).T @ (x - np.median(x, axis=0)) / n
            )[::-1],
            "these are the variances of the features, before the rotation.": np.sort(
                np.diag(c)
            )[::-1],
            "these belong to correlations: the features were scaled; only centre them.": of_correlations,
        }
        | (
            {
                "these are right, but in no order: sort them, the largest first, and the directions along.": variances
            }
            if unsorted
            else {}
        ),
        rtol=1e-4,
    )
    assert directions.shape == (d, d), (
        f"directions of {what} has shape {directions.shape}, but should have shape {(d, d)}"
    )
    checks.assert_close(
        directions.T @ directions,
        np.eye(d),
        f"directions.T @ directions of {what}",
        mistakes={
            "directions must have length 1; here they are stretched by the deviations.": np.diag(
                wanted
            ),
            "a direction is zeros: np.sign of a sum that is 0 is 0. Any sign will do, so leave it.": np.diag(
                np.diag(directions.T @ directions) > 0.5
            )
            * 1.0,
        },
        atol=1e-5,
    )
    spread = directions.T @ c @ directions
    if not np.allclose(spread, np.diag(wanted), rtol=1e-4, atol=1e-4 * wanted[0]):
        turned = directions @ c @ directions.T
        hints = [
            (turned, "axes are columns, here they are rows: transpose (np.linalg.svd gives Vᵀ)."),
            (spread[::-1, ::-1], "sort the columns of directions along with the variances, largest first."),
        ]  # fmt: skip
        known = [text for matrix, text in hints if np.allclose(matrix, np.diag(wanted), atol=1e-4 * wanted[0])]  # fmt: skip
        advice = (
            known[0]
            if known
            else "they must be eigenvectors of the covariance, in the order of variances."
        )
        raise AssertionError(
            f"directions of {what} do not make the covariance diagonal.\nLikely mistake: {advice}\nAlong them it is\n"
            f"{np.round(spread[:4, :4], 4)}\nand should be diagonal: {np.round(wanted, 4)}."
        )
    checks.assert_close(
        rotated,
        centred @ directions,
        f"rotated of {what}",
        mistakes={
            "the mean was not subtracted: rotated = (x - mean) @ directions.": x
            @ directions,
            "this multiplies by directions.T; the new coordinates are (x - mean) @ directions.": centred
            @ directions.T,
            "this is centred, but not rotated.": centred,
            "this is whitened already; leave the variances as they are.": centred
            @ directions
            / np.sqrt(np.maximum(wanted, 1e-12)),
            "this is turned there and back, which gives the centred data again.": centred,
        },
        rtol=1e-4,
        atol=1e-4 * np.sqrt(wanted[0]),
    )


rng = np.random.default_rng(5)
x = rng.normal(size=(30, 3)) @ [[3.0, 1.0, 0.0], [0.0, 1.0, 0.5], [0.0, 0.0, 0.3]] + [
    10,
    -5,
    2,
]
given = x.copy()
check_pca(x, pca_rotate(given), "pca_rotate(x)")
checks.assert_untouched(given, x, "pca_rotate", "x")
### BEGIN HIDDEN TESTS
x = rng.normal(size=(25, 5)) @ rng.normal(size=(5, 5)) - 4
check_pca(x, pca_rotate(x), "pca_rotate of 5 features")
corners = np.array(np.meshgrid([-1.0, 1], [-1, 1], [-3, 3])).reshape(3, 8).T + 7
check_pca(corners, pca_rotate(corners), "pca_rotate with two equal variances")
turn, _ = np.linalg.qr(rng.normal(size=(4, 4)))
spun = np.concatenate([np.eye(4), -np.eye(4)]) * [2, 2, 1, 1] @ turn + 7
check_pca(spun, pca_rotate(spun), "pca_rotate of a turned cloud with equal variances")
for scale in (1e-4, 1e4):
    what = f"pca_rotate of the same data times {scale:g}"
    parts = results.unpack(
        pca_rotate(scale * x), ("rotated", "directions", "variances"), what
    )
    wanted = np.linalg.eigvalsh(np.cov(x.T, bias=True))[::-1]
    checks.assert_close(
        parts[2] / scale**2,
        wanted,
        f"variances of {what}, divided by {scale:g}²,",
        mistakes={
            f"a small constant, {c:g}, is added to the covariance; the docstring has none.": wanted
            + c / scale**2
            for c in (1e-12, 1e-10, 1e-9, 1e-8, 1e-6, 1e-5)
        },
        rtol=1e-3,
    )
    check_pca(x, (parts[0] / scale, parts[1], parts[2] / scale**2), what)
flat = np.column_stack([x[:, 0], 2 * x[:, 0], np.full(25, 3.0)])
check_pca(
    flat, pca_rotate(flat), "pca_rotate of points on a line, one feature constant"
)
slanted = np.array([[0.0, 1.0], [1.0, 0.0], [2.0, 3.0], [3.0, 2.0]])
check_pca(
    slanted, pca_rotate(slanted), "pca_rotate of [[0, 1], [1, 0], [2, 3], [3, 2]]"
)
square = rng.normal(size=(4, 4))
given = square.copy()
check_pca(square, pca_rotate(given), "pca_rotate with N = D")
checks.assert_untouched(given, square, "pca_rotate", "x")
### END HIDDEN TESTS

# %% [markdown]
# <details><summary>Hint 1: the plan</summary>
#
# Centre; covariance `centred.T @ centred / N`; `np.linalg.eigh` of it; turn the order round; multiply.
# </details>
# <details><summary>Hint 2: the order</summary>
#
# `eigh` returns eigenvalues from least to greatest, and eigenvectors as *columns* in the same order.
# `variances[::-1]` and `directions[:, ::-1]` turn both round.
# </details>
# <details><summary>Hint 3: with the SVD instead</summary>
#
# `_, s, vt = np.linalg.svd(centred, full_matrices=False)` has the largest first; then `directions = vt.T`
# and `variances = s**2 / N`.
# </details>

# %% [markdown]
# How many axes carry most of the variance?
#
# ### Exercise 5 · `components_needed` (5 minutes, ●○○, 2 points)


# %% nbgrader={"grade": false, "grade_id": "components_needed", "locked": false, "schema_version": 3, "solution": true, "task": false}
def components_needed(variances, share):
    """Return the least number of components that hold this share of the total variance, an int (3.0 is none).

    variances: (D,), not negative, the largest first, not all 0.
    share: above 0, at most 1. What is missing by less than 1e-9 of the total counts as
    reached, since sums are rounded; what is missing by more does not (that takes float64).
    """
    ### BEGIN SOLUTION
    held = np.cumsum(variances) / np.sum(variances)
    return int(np.argmax(held >= share - 1e-9)) + 1
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "components_needed_test", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
spectrum = np.array([5.0, 3.0, 1.0, 0.6, 0.4])
checks.assert_close(
    components_needed(spectrum.copy(), 0.85),
    3,
    "components_needed([5, 3, 1, 0.6, 0.4], 0.85)",
    mistakes={
        "this is the position of the last component; their number is one more.": 2,
        "one too many: three components hold 90 % (four, where deviations are added up).": 4,
        "this is the share of the components; return how many they are.": 0.6,
        "the cumulative sum is that of variances, not of deviations or of squares.": 1,
    },
)
checks.assert_close(
    components_needed(spectrum.copy(), 0.5),
    1,
    "components_needed(spectrum, 0.5)",
    mistakes={"a share that is reached exactly is reached: ≥, not >.": 2},
)
### BEGIN HIDDEN TESTS
for share, number in (
    (0.01, 1),
    (0.8, 2),
    (0.81, 3),
    (0.9, 3),
    (0.95, 4),
    (0.961, 5),
    (1.0, 5),
):
    checks.assert_close(
        components_needed(spectrum.copy(), share),
        number,
        f"components_needed(spectrum, {share})",
        mistakes={
            "one too few: what is held must reach the share.": number - 1,
            "one too many: the share is reached earlier (by less than 1e-9 counts).": number
            + 1,
            "the share is never found: sums are rounded, so allow for 1e-9.": 0,
        },
    )
tenths = np.full(10, 0.1)
checks.assert_close(
    components_needed(tenths, 1.0),
    10,
    "components_needed of ten times 0.1, share 1",
    mistakes={
        "sums are rounded and may never reach 1: allow for 1e-9.": checks.AnyOf(
            [1, 11]
        ),
    },
)
checks.assert_close(
    components_needed(tenths, 0.3),
    3,
    "components_needed of ten times 0.1, share 0.3",
    mistakes={"0.1 + 0.1 + 0.1 is not quite 0.3 for a computer: allow for 1e-9.": 4},
)
checks.assert_close(
    components_needed(np.array([4.0, 1.0, 0.0, 0.0]), 1.0),
    2,
    "components_needed([4, 1, 0, 0], 1)",
    mistakes={"components without variance are not needed.": 4},
)
checks.assert_close(
    components_needed(np.array([30.0, 10.0, 10.0]), 0.7),
    2,
    "components_needed([30, 10, 10], 0.7)",
    mistakes={"divide by the total: variances need not add up to 1.": 1},
)
for scale in (1e-12, 1e12):
    for share, number in ((0.85, 3), (0.9, 3), (1.0, 5)):
        checks.assert_close(
            components_needed(scale * spectrum, share),
            number,
            f"components_needed({scale:g} * spectrum, {share})",
            mistakes={
                "1e-9 is meant of the total: compare shares, not sums.": 1,
                "1e-9 is meant of the total; here the variances are large (and float32 is too coarse for it).": number
                + 1,
            },
        )
for missing, number in (
    (1e-10, 1),
    (8e-10, 1),
    (2e-9, 2),
    (1e-8, 2),
    (1e-7, 2),
    (1e-5, 2),
):
    checks.assert_close(
        components_needed(np.array([1.0, 1.0]), 0.5 + missing),
        number,
        f"components_needed([1, 1], 0.5 + {missing:g})",
        mistakes={
            "only what is missing by less than 1e-9 counts as reached; this allows for more, or rounds.": 1,
            "what is missing by less than 1e-9 counts as reached.": 2,
        },
    )
given = np.array([6, 3, 1])
checks.assert_close(
    components_needed(given, 0.8), 2, "components_needed([6, 3, 1], 0.8)"
)
checks.assert_untouched(given, np.array([6, 3, 1]), "components_needed", "variances")
given = spectrum.copy()
components_needed(given, 0.8)
checks.assert_untouched(given, spectrum, "components_needed", "variances")
checks.assert_close(
    components_needed(np.array([2.0]), 0.3), 1, "components_needed([2], 0.3)"
)
number = components_needed(spectrum, 0.85)
assert np.asarray(number).dtype.kind in "iu", (
    f"components_needed(spectrum, 0.85) is an int, but {number} is a {np.asarray(number).dtype}.\n"
    "Likely mistake: counting in floats; make it int(…)."
)
### END HIDDEN TESTS

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# What share of the total do the first 1, 2, 3, … components hold? `np.cumsum` makes running sums.
# </details>
# <details><summary>Hint 2</summary>
#
# `np.argmax` of a boolean array is the position of the first True. Positions count from 0. The variances are
# an argument: do not divide them in place.
# </details>

# %% [markdown]
# ### Experiment 2 · The principal components of photographs
#
# 20,000 patches, 8×8 pixels in colour, from scikit-learn's two photographs: 192 numbers each. **Predict**:
# how many of the 192 components hold 90 % of the variance? How many 99 %? And what will the first sixteen
# directions look like, if you draw each as a little picture?


# %% tags=["experiment", "skip-execution"]
def random_patches(count, size, seed):
    """Patches (count, 3, size, size) from random places of the photographs, from 0 to 1."""
    rng = np.random.default_rng(seed)
    patches = np.empty((count, 3, size, size))
    for patch in patches:
        photo = photographs[rng.integers(len(photographs))]
        top, left = (rng.integers(side - size + 1) for side in photo.shape[:2])
        patch[:] = photo[top : top + size, left : left + size].transpose(2, 0, 1) / 255
    return patches


patches = random_patches(20_000, 8, seed=0)
rotated, directions, spectrum_of_patches = pca_rotate(patches.reshape(20_000, -1))
fig, axes = plt.subplots(1, 3, figsize=(11, 3.6), layout="constrained")
plots.image_grid(patches[:32], axes[0])
axes[0].set_title("32 patches")
eigen_patches = directions.T[:16].reshape(16, 3, 8, 8)
largest = np.abs(eigen_patches).max(axis=(1, 2, 3), keepdims=True)
plots.image_grid(0.5 + eigen_patches / (2 * largest), axes[1], columns=4)
axes[1].set_title("the first 16 directions (grey: 0)")
held = 100 * np.cumsum(spectrum_of_patches) / spectrum_of_patches.sum()
axes[2].plot(np.arange(1, 193), 100 - held, color=plots.COLOURS[0])
axes[2].set(
    xscale="log", yscale="log", xlabel="components kept", ylabel="variance lost, %", ylim=(0.01, 100)
)  # fmt: skip
axes[2].grid(alpha=0.3)
for_90, for_99 = (
    components_needed(spectrum_of_patches, share) for share in (0.9, 0.99)
)
before = np.corrcoef(patches.reshape(20_000, -1).T)
after = np.corrcoef(rotated[:, :100].T)


def off_diagonal(c):
    """Mean size of the entries beside the diagonal."""
    return np.abs(c - np.diag(np.diag(c))).sum() / (c.size - len(c))


ratio = spectrum_of_patches[0] / spectrum_of_patches[-1]
print(
    f"{for_90} of 192 components hold 90 % of the variance, {for_99} hold 99 %; largest over least: {ratio:.2g}"
)
claims.record(
    "After PCA the data has a diagonal covariance matrix",
    "holds" if off_diagonal(after) < 1e-6 else "does not hold",
    f"mean size of a correlation between two features {off_diagonal(before):.2f} → {off_diagonal(after):.1g} "
    f"(the first 100 of 192 components, 20,000 patches of two photographs); {for_90} components hold 90 % of the variance",
)

# %% [markdown]
# **What to see.** Two components of 192 hold 90 % of the variance, about forty hold 99 % (right: the share that
# is lost, both axes logarithmic). The first directions are brightness, then one colour against another (orange
# against blue; the sign is free), then brightness that changes from top to bottom and from left to right, a
# second pair of colours (purple against green), and then mostly stripes, finer and finer: PCA of natural images
# finds waves, roughly ordered by frequency, because neighbouring pixels are so much alike. The variances span a
# factor of a million, which will matter in a moment: the last directions are next to noise.
#
# <!-- measured:
# true: for_90 == 2 and 35 <= for_99 <= 45
# true: 3e5 < ratio < 3e6
# given: 192, 90, 99
# -->
#
# ## 4 · Whiten: the covariance is the identity
#
# Divide each rotated feature by its deviation, and the cigar becomes a ball:
#
# $$z = (x - \mu)\, U\, (\Lambda + \varepsilon I)^{-1/2}, \qquad \mathrm{cov}(z) = \mathrm{diag}
# \Bigl(\frac{\lambda_j}{\lambda_j + \varepsilon}\Bigr) \;\to\; I \quad (\varepsilon \to 0),$$
#
# where every $\lambda_j$ is above 0. The small $\varepsilon$ keeps directions with next to no variance from being blown up. Whitening is
# learned from the training split like any other statistic, so the function returns what has to be kept: a
# mean and a matrix.
#
# ### Exercise 6 · `whiten` (15 minutes, ●●○, 3 points)


# %% nbgrader={"grade": false, "grade_id": "whiten", "locked": false, "schema_version": 3, "solution": true, "task": false}
def whiten(x, eps=0.0):
    """Return (mean, matrix) such that (new - mean) @ matrix whitens along the principal axes.

    x: (N, D) floats with N ≥ D ≥ 2, the training split. mean: (D,).
    matrix: (D, D); its column j is the j-th principal direction divided by sqrt(variance_j + eps), the largest variance first
    (variances 1/N). The sign of a column is free, and the choice among equal variances.
    eps: not negative; above 0 where a variance may be 0.
    """
    ### BEGIN SOLUTION
    mean = x.mean(axis=0)
    variances, directions = np.linalg.eigh((x - mean).T @ (x - mean) / len(x))
    scale = np.sqrt(np.maximum(variances, 0) + eps)  # rounding may give -1e-17
    return mean, (directions / scale)[:, ::-1]
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "whiten_test", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
def check_whitening(x, eps, result, what):
    """The mean, and all that is unique about a PCA-whitening matrix."""
    mean, matrix = results.unpack(result, ("mean", "matrix"), what)
    n, d = x.shape
    c = np.cov(x.T, bias=True)
    variances, u = np.linalg.eigh(c)
    variances, u = np.maximum(variances[::-1], 0), u[:, ::-1]
    checks.assert_close(mean, x.mean(axis=0), f"mean of {what}", rtol=1e-4, atol=1e-5)
    assert matrix.shape == (d, d), (
        f"matrix of {what} has shape {matrix.shape}, but should have shape {(d, d)}"
    )
    gram = np.diag(1 / (variances + eps))
    cov = np.diag(variances / (variances + eps))
    symmetric = (u / np.sqrt(variances + eps)) @ u.T
    with np.errstate(all="ignore"):
        lengths, axes = np.linalg.eigh(x.T @ x / n)
        rows, upturned, transposed, raw = (
            other.T @ c @ other
            for other in (
                u / np.sqrt(variances + eps)[:, None],
                u / np.sqrt(variances + eps)[::-1, None],
                (u / np.sqrt(variances + eps)).T,
                (axes / np.sqrt(lengths + eps))[:, ::-1],
            )
        )
    checks.assert_close(
        matrix.T @ c @ matrix,
        cov,
        f"the covariance of (x - mean) @ matrix, for {what}",
        mistakes={
            "this is ZCA, which turns back after scaling; leave the last @ U.T away.": symmetric @ c @ symmetric,
            "the covariance is divided by N here, not by N - 1 (np.cov wants bias=True).": np.diag(variances / (variances * n / (n - 1) + eps)),
            "eps is ignored: variance + eps belongs under the root.": np.eye(d),
            "eps is added to the deviation; it belongs under the root, to the variance.": np.diag(variances / (np.sqrt(variances) + eps) ** 2),
            "eps is added to the variance; this takes the larger of the two.": np.diag(variances / np.maximum(variances, max(eps, 1e-300))),
            "the root is that of the sum variance + eps; this adds two roots.": np.diag(variances / np.maximum(np.sqrt(variances) + np.sqrt(eps), 1e-300) ** 2),
            "this divides by the variances; divide by their roots.": np.diag(variances / (variances + eps) ** 2),
            "this rotates only; divide each direction by its deviation.": np.diag(variances),
            "the directions are multiplied by the deviations; divide.": np.diag(variances * (variances + eps)),
            "the largest variance comes first.": cov[::-1, ::-1],
            "row i of the directions was divided by root i; column j belongs to root j.": checks.AnyOf([rows, upturned]),
            "this is the transpose: the directions are the columns.": transposed,
            "x was not centred: subtract the mean before you take the covariance.": raw,
            "a column is zeros: np.sign of a sum that is 0 is 0, and no variance is too small to count.": np.where(matrix.any(axis=0), cov, 0),
        },
        rtol=1e-3,
        atol=1e-4,
    )  # fmt: skip
    checks.assert_close(
        matrix.T @ matrix,
        gram,
        f"matrix.T @ matrix of {what}, which is 1 / (variance + eps) on its diagonal,",
        mistakes={
            "the largest variance comes first.": gram[::-1, ::-1],
            "this is ZCA, which turns back after scaling; leave the last @ U.T away.": symmetric @ symmetric,
        }
        | (
            {"this whitens along other axes, as a Cholesky factor does; scale the principal directions.": matrix.T @ matrix}
            if not np.allclose(matrix.T @ matrix, np.diag(np.diag(matrix.T @ matrix)), atol=1e-2)
            else {}
        ),
        rtol=1e-3,
        atol=1e-4,
    )  # fmt: skip


rng = np.random.default_rng(6)
x = rng.normal(size=(40, 3)) @ [[2.0, 1.0, 0.0], [0.0, 1.0, 0.5], [0.0, 0.0, 0.6]] + [
    9,
    -5,
    2,
]
given = x.copy()
check_whitening(x, 0.0, whiten(given), "whiten(x)")
checks.assert_untouched(given, x, "whiten", "x")
check_whitening(x, 0.5, whiten(given, eps=0.5), "whiten(x, eps=0.5)")
checks.assert_untouched(given, x, "whiten", "x")
### BEGIN HIDDEN TESTS
x = rng.normal(size=(60, 5)) @ rng.normal(size=(5, 5)) + 3
check_whitening(x, 0.1, whiten(x, 0.1), "whiten of 5 features with eps=0.1")
variances, u = np.linalg.eigh(np.cov(x.T, bias=True))
for scale in (1e-5, 1e3):
    for eps in (0, 0.1):
        what = f"whiten of the same data times {scale:g}, eps={eps * scale**2:g}"
        result = whiten(scale * x, eps * scale**2) if eps else whiten(scale * x)
        mean, matrix = results.unpack(result, ("mean", "matrix"), what)
        for c in (1e-12, 1e-10, 1e-8, 1e-7, 1e-6, 1e-5, 1e-3):
            padded = 1 / (variances + eps + c / scale**2)
            known = (u * padded) @ u.T
            if c > 1e-4 * variances[0] * scale**2 and np.allclose(
                scale**2 * matrix @ matrix.T, known, rtol=1e-3, atol=1e-3 * padded.max()
            ):
                raise AssertionError(
                    f"matrix of {what} is not what it should be.\nLikely mistake: a small constant, {c:g}, is added "
                    "to the variances; the docstring adds eps alone, which is 0 by default."
                )
        check_whitening(x, eps, (mean / scale, matrix * scale), what)
corners = np.array(np.meshgrid([-1.0, 1], [-1, 1], [-3, 3])).reshape(3, 8).T + 7
check_whitening(corners, 0.0, whiten(corners), "whiten with two equal variances")
uneven = (corners - 7) * [2e4, 1, 1]
check_whitening(
    uneven, 0.0, whiten(uneven), "whiten of a feature 20,000 times as large as another"
)
slanted = np.array([[0.0, 1.0], [1.0, 0.0], [2.0, 3.0], [3.0, 2.0]])
check_whitening(
    slanted, 0.0, whiten(slanted), "whiten of [[0, 1], [1, 0], [2, 3], [3, 2]]"
)
turn, _ = np.linalg.qr(rng.normal(size=(4, 4)))
spun = np.concatenate([np.eye(4), -np.eye(4)]) * [2, 2, 1, 1] @ turn + 7
check_whitening(
    spun, 0.0, whiten(spun), "whiten of a turned cloud with equal variances"
)
flat = np.column_stack([x[:, 0], x[:, 0] + x[:, 1], np.full(60, 3.0)])
given = flat.copy()
with checks.stays_finite(
    "whiten with a constant feature, eps=0.01",
    "its variance may come out as -1e-17: the root needs np.maximum(variances, 0) + eps.",
):
    result = whiten(given, eps=0.01)
check_whitening(flat, 0.01, result, "whiten with a constant feature, eps=0.01")
checks.assert_untouched(given, flat, "whiten", "x")
### END HIDDEN TESTS

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# Eigenvectors are columns. `directions / scale` with `scale` of shape (D,) divides column j by `scale[j]`.
# </details>
# <details><summary>Hint 2</summary>
#
# Begin as in exercise 4, and read the formula for $z$ from left to right: what is $\mu$, and which matrix
# multiplies $x - \mu$? A variance of 0 may come out of `eigh` as $-10^{-17}$: take care of it before the root.
# </details>

# %% [markdown]
# A whitened cloud stays white however you rotate or mirror it. Among all whitening matrices exactly one is
# symmetric *and positive definite* (all its eigenvalues are above 0), and it changes the data least (in the
# mean squared sense): scale along the principal axes, then *turn back*,
#
# $$W_{\mathrm{ZCA}} = U\, (\Lambda + \varepsilon I)^{-1/2}\, U^\top .$$
#
# ZCA stands for zero-phase component analysis (Bell and Sejnowski 1997). Where PCA-whitened images are
# unrecognisable lists of coefficients, ZCA-whitened images are still images. The signs of eigenvectors do not
# matter here, since each occurs twice, in $U$ and in $U^\top$. (Symmetric alone is not enough: $U
# \,\mathrm{diag}(\pm\lambda_j^{-1/2})\, U^\top$ is symmetric and whitens for any choice of the signs.)
#
# ### Exercise 7 · `zca` (10 minutes, ●●○, 3 points)


# %% nbgrader={"grade": false, "grade_id": "zca", "locked": false, "schema_version": 3, "solution": true, "task": false}
def zca(x, eps=0.0):
    """Return (mean, matrix) such that (new - mean) @ matrix is ZCA-whitened.

    x: (N, D) floats with N ≥ D ≥ 2, the training split. mean: (D,). matrix: (D, D),
    symmetric and positive definite: the principal directions scaled by
    1 / sqrt(variance + eps) and turned back (variances 1/N).
    eps: not negative; above 0 where a variance may be 0.
    """
    ### BEGIN SOLUTION
    mean = x.mean(axis=0)
    variances, directions = np.linalg.eigh((x - mean).T @ (x - mean) / len(x))
    scale = np.sqrt(np.maximum(variances, 0) + eps)
    return mean, directions / scale @ directions.T
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "zca_test", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
def check_zca(x, eps, result, what):
    """The mean and the one whitening matrix that is symmetric and positive definite."""
    mean, matrix = results.unpack(result, ("mean", "matrix"), what)
    n, d = x.shape
    variances, u = np.linalg.eigh(np.cov(x.T, bias=True))
    variances = np.maximum(variances, 0)

    def turned(scale):
        return u * scale @ u.T

    def root_of(covariance):
        v, w = np.linalg.eigh(covariance)
        return w / np.sqrt(v) @ w.T

    with np.errstate(all="ignore"):
        wanted = turned(1 / np.sqrt(variances + eps))
        slips = {
            "the covariance is divided by N here, not by N - 1 (np.cov wants bias=True).": turned(1 / np.sqrt(variances * n / (n - 1) + eps)),
            "eps is ignored: variance + eps belongs under the root.": turned(1 / np.sqrt(variances)),
            "eps is added to the deviation; it belongs under the root, to the variance.": turned(1 / (np.sqrt(variances) + eps)),
            "eps is added to the variance; this takes the larger of the two.": turned(1 / np.sqrt(np.maximum(variances, eps))),
            "the root is that of the sum variance + eps; this adds two roots.": turned(1 / (np.sqrt(variances) + np.sqrt(eps))),
            "this divides by the variances; divide by their roots.": turned(1 / (variances + eps)),
            "this multiplies by the deviations; divide.": turned(np.sqrt(variances + eps)),
            "the eigenvalues were put in another order than the eigenvectors.": turned(1 / np.sqrt(variances + eps)[::-1]),
            "x was not centred: subtract the mean before you take the covariance.": root_of(x.T @ x / n + eps * np.eye(d)),
            "this is of correlations: the features were scaled; only centre them.": root_of(np.nan_to_num(np.corrcoef(x.T)) + eps * np.eye(d)),
            "eps was added to every entry of the covariance; it belongs on its diagonal: eps * np.eye(D).": root_of(np.cov(x.T, bias=True) + eps),
            "no variance is too small to count; these directions came out as 0.": np.zeros((d, d)),
            "a direction is missing: np.sign of a sum that is 0 is 0, and no variance is too small to count.": checks.AnyOf(
                [turned((np.arange(d) != j) / np.sqrt(variances + eps)) for j in range(d)]
            ),
        }  # fmt: skip
        for order in (slice(None), slice(None, None, -1)):
            v, scale = u[:, order], 1 / np.sqrt(variances + eps)[order]
            end = "." if order.step is None else ""
            slips["this turns back the wrong way: U comes first, U.T last" + end] = (
                v.T * scale @ v
            )
    checks.assert_close(mean, x.mean(axis=0), f"mean of {what}", rtol=1e-4, atol=1e-5)
    if matrix.shape == (d, d) and not np.allclose(matrix, wanted, rtol=1e-3, atol=1e-4):
        gram = matrix.T @ matrix
        symmetric = np.allclose(matrix, matrix.T, rtol=1e-3, atol=1e-4)
        if not symmetric and np.allclose(gram, np.diag(np.diag(gram)), atol=1e-4):
            raise AssertionError(
                f"matrix of {what} is not symmetric.\nLikely mistake: this is PCA whitening; turn back with @ U.T "
                "after scaling."
            )
        whitens = np.allclose(
            matrix @ matrix.T, wanted @ wanted.T, rtol=1e-3, atol=1e-4
        )
        if whitens and symmetric:
            raise AssertionError(
                f"matrix of {what} is symmetric, but not positive definite: its eigenvalues are "
                f"{np.round(np.linalg.eigvalsh(matrix), 4)}.\nLikely mistake: a negative root; every direction is "
                "divided by the positive root of variance + eps."
            )
        if whitens:
            raise AssertionError(
                f"matrix of {what} whitens, but is not symmetric.\nLikely mistake: another rotation than back; ZCA ends "
                "with @ U.T."
            )
    checks.assert_close(
        matrix, wanted, f"matrix of {what}", mistakes=slips, rtol=1e-3, atol=1e-4
    )


rng = np.random.default_rng(7)
x = rng.normal(size=(40, 3)) @ [[2.0, 1.0, 0.0], [0.0, 1.0, 0.5], [0.0, 0.0, 0.6]] + [
    9,
    -5,
    2,
]
given = x.copy()
check_zca(x, 0.0, zca(given), "zca(x)")
checks.assert_untouched(given, x, "zca", "x")
check_zca(x, 0.5, zca(given, eps=0.5), "zca(x, eps=0.5)")
checks.assert_untouched(given, x, "zca", "x")
### BEGIN HIDDEN TESTS
x = rng.normal(size=(60, 5)) @ rng.normal(size=(5, 5)) + 3
check_zca(x, 0.1, zca(x, 0.1), "zca of 5 features with eps=0.1")
variances, u = np.linalg.eigh(np.cov(x.T, bias=True))
for scale in (1e-5, 1e3):
    for eps in (0, 0.1):
        what = f"zca of the same data times {scale:g}, eps={eps * scale**2:g}"
        result = zca(scale * x, eps * scale**2) if eps else zca(scale * x)
        mean, matrix = results.unpack(result, ("mean", "matrix"), what)
        for c in (1e-12, 1e-10, 1e-8, 1e-7, 1e-6, 1e-5, 1e-3):
            padded = 1 / (variances + eps + c / scale**2)
            known = (u * padded) @ u.T
            if c > 1e-4 * variances[0] * scale**2 and np.allclose(
                scale**2 * matrix @ matrix.T, known, rtol=1e-3, atol=1e-3 * padded.max()
            ):
                raise AssertionError(
                    f"matrix of {what} is not what it should be.\nLikely mistake: a small constant, {c:g}, is added "
                    "to the variances; the docstring adds eps alone, which is 0 by default."
                )
        check_zca(x, eps, (mean / scale, matrix * scale), what)
corners = np.array(np.meshgrid([-1.0, 1], [-1, 1], [-3, 3])).reshape(3, 8).T + 7
check_zca(corners, 0.0, zca(corners), "zca with two equal variances")
uneven = (corners - 7) * [2e4, 1, 1]
check_zca(uneven, 0.0, zca(uneven), "zca of a feature 20,000 times as large as another")
slanted = np.array([[0.0, 1.0], [1.0, 0.0], [2.0, 3.0], [3.0, 2.0]])
check_zca(slanted, 0.0, zca(slanted), "zca of [[0, 1], [1, 0], [2, 3], [3, 2]]")
turn, _ = np.linalg.qr(rng.normal(size=(4, 4)))
spun = np.concatenate([np.eye(4), -np.eye(4)]) * [2, 2, 1, 1] @ turn + 7
check_zca(spun, 0.0, zca(spun), "zca of a turned cloud with equal variances")
flat = np.column_stack([x[:, 0], x[:, 0] + x[:, 1], np.full(60, 3.0)])
given = flat.copy()
with checks.stays_finite(
    "zca with a constant feature, eps=0.01",
    "its variance may come out as -1e-17: the root needs np.maximum(variances, 0) + eps.",
):
    result = zca(given, eps=0.01)
check_zca(flat, 0.01, result, "zca with a constant feature, eps=0.01")
checks.assert_untouched(given, flat, "zca", "x")
### END HIDDEN TESTS

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# The first two factors of the formula are exercise 6's matrix. The third turns back.
# </details>
# <details><summary>Hint 2</summary>
#
# The order of the columns does not matter here, as long as both factors have the same.
# </details>

# %% [markdown]
# ### Experiment 3 · One cloud, six ways
#
# Two measurements of the 178 wines: colour intensity (to the right) and alcohol (upwards). Colours and markers
# are three kinds of grapes, which none of the functions know. The two arrows start at the mean and point
# along the principal axes; each is two deviations long. **Predict** for each panel: where is the centre, how
# long are the arrows, and are they parallel to the axes?

# %% tags=["experiment", "skip-execution"]
pair = wine.data[:, [9, 0]]  # colour intensity, alcohol
centred = pair - pair.mean(axis=0)
scaled = Standardizer().fit(pair).transform(pair)
decorrelated, _, _ = pca_rotate(scaled)
white_mean, white_matrix = whiten(scaled)
zca_mean, zca_matrix = zca(scaled)
clouds = {
    "as it is": pair,
    "centred": centred,
    "standardised": scaled,
    "decorrelated (PCA)": decorrelated,
    "whitened": (scaled - white_mean) @ white_matrix,
    "ZCA-whitened": (scaled - zca_mean) @ zca_matrix,
}
fig, axes = plt.subplots(2, 3, figsize=(10, 6.8), layout="constrained")
for i, (ax, (name, points)) in enumerate(zip(axes.flat, clouds.items(), strict=True)):
    plots.cloud(
        points,
        ax,
        labels=wine.target,
        title=name,
        extent=16 if i < 1 else 8 if i < 2 else 4,
    )
    turned = ("first direction", "second direction")
    names = ("colour intensity", "alcohol") if i < 3 or i == 5 else turned
    ax.set(xlabel=names[0], ylabel=names[1])
    c = np.cov(points.T, bias=True)
    print(
        f"{name:18s} mean ({points[:, 0].mean():5.2f}, {points[:, 1].mean():5.2f})   "
        f"covariance [[{c[0, 0]:5.2f}, {c[0, 1]:5.2f}], [{c[1, 0]:5.2f}, {c[1, 1]:5.2f}]]"
    )
fig.legend(
    *axes[0, 0].get_legend_handles_labels(),
    title="kind of grapes",
    loc="outside right upper",
)
wine_mean, wine_matrix = whiten(wine.data)
white_wine = np.cov(((wine.data - wine_mean) @ wine_matrix).T, bias=True)
claims.record(
    "After whitening the covariance matrix is the identity",
    "holds" if np.abs(white_wine - np.eye(13)).max() < 1e-6 else "does not hold",
    f"largest deviation from the identity {np.abs(white_wine - np.eye(13)).max():.1g} (wine, 13 features, eps = 0)",
)

# %% [markdown]
# **What to see.** Centred: the cloud moves to the cross, nothing else changes; only the axes show a smaller
# square, and from the third panel on a smaller one still. Standardised: as wide as it is high, but still askew
# (covariance 0.55). Decorrelated: the arrows lie along the axes, with variances 1.55 and 0.45. Whitened: both
# arrows are equally long, so their direction no longer means anything. ZCA-whitened: just as white, but each
# kind of grapes stays about where it was in the third panel, since the cloud was turned back. A straight line
# that separates two kinds in one panel has its counterpart in all six, because each of these maps is linear,
# apart from the shift, and can be undone.
#
# <!-- measured:
# 0.55: np.cov(scaled.T, bias=True)[0, 1]
# 1.55: decorrelated[:, 0].var()
# 0.45: decorrelated[:, 1].var()
# true: np.abs(np.asarray(zca_matrix) - np.asarray(zca_matrix).T).max() < 1e-9
# -->
#
# ### Experiment 4 · What one whitened pixel sees
#
# A ZCA matrix for 9×9 patches has a row for each pixel. The row of the middle pixel says how that pixel's
# whitened value is computed from its neighbours: it is a convolution filter that was learned from the
# covariance alone. **Predict** what it looks like, and what a photograph looks like after it.

# %% tags=["experiment", "skip-execution"]
import torch
from torch.nn import functional

small = random_patches(20_000, 9, seed=1).reshape(20_000, -1)
_, matrix = zca(small, eps=1e-3)
middle = [channel * 81 + 40 for channel in range(3)]
filters = np.asarray(matrix)[:, middle].T.reshape(
    3, 3, 9, 9
)  # output colour, input colour
photo = photographs[0].transpose(2, 0, 1)[np.newaxis] / 255
response = functional.conv2d(
    torch.from_numpy(photo), torch.from_numpy(np.ascontiguousarray(filters)), padding=4
).numpy()[:, :, 8:-8, 8:-8]  # without the border, which saw padding
photo = photo[:, :, 8:-8, 8:-8]


def neighbour_correlation(image):
    """Correlation of a pixel with the one to its right."""
    return np.corrcoef(image[..., :-1].ravel(), image[..., 1:].ravel())[0, 1]


def edge_strength(image):
    """Size of the brightness gradient at each pixel."""
    down, right = np.gradient(image[0].mean(axis=0))
    return np.hypot(down, right)


centred_response = response - response.mean()
grey_strength = np.abs(centred_response[0].mean(axis=0))
rank = [
    np.argsort(np.argsort(a.ravel())) for a in (grey_strength, edge_strength(photo))
]
at_edges = np.corrcoef(*rank)[0, 1]
flatness = np.abs(photo[0].mean(axis=0) - photo.mean())
bright = np.corrcoef(rank[0], np.argsort(np.argsort(flatness.ravel())))[0, 1]
fig, axes = plt.subplots(
    1, 3, figsize=(11, 3.2), layout="constrained", width_ratios=(3, 1.6, 3)
)
plots.image_grid(photo, axes[0])
axes[0].set_title("photograph")
faint = np.clip(0.5 + 3 * filters / np.abs(filters).max(), 0, 1)
plots.image_grid(faint, axes[1], columns=2)
axes[1].set_title("filters for red, green, blue\n(contrast × 6)")
shown = np.clip(0.5 + centred_response / (6 * centred_response.std()), 0, 1)
plots.image_grid(shown, axes[2])
axes[2].set_title("ZCA-whitened")
correlations = neighbour_correlation(photo), neighbour_correlation(response)
print(
    f"correlation of neighbouring pixels: {correlations[0]:.2f} before, {correlations[1]:.2f} after"
)
print(
    f"rank correlation of |whitened| with the strength of edges {at_edges:.2f}, with being bright or dark {bright:.2f}"
)

# %% [markdown]
# **What to see.** Each filter is a bright dot with a dark surround in its own colour (a red dot amid cyan):
# "how do I differ from what my neighbours predict?" Hence the picture on the right: sky and water are flat
# grey, however bright they were, and edges and leaves stand out. In numbers: neighbouring pixels are correlated
# by 0.95 before and 0.12 after, and the size of the whitened value goes with the strength of edges (rank
# correlation 0.70), not with being bright or dark (−0.05). Such a filter, learned or whitened, in front of a
# network is not a museum piece: fast CIFAR-10 training scripts still begin with a fixed whitening convolution
# (Jordan 2024, for one).
#
# <!-- measured:
# 0.95 ± 0.01: correlations[0]
# 0.12 ± 0.02: correlations[1]
# 0.70 ± 0.02: at_edges
# -0.05 ± 0.03: bright
# given: 10
# -->

# %% [markdown]
# ## 5 · Images: three recipes
#
# For images of shape (C, H, W) the lecture lists, with CIFAR-10's [32, 32, 3] as the example:
#
# | recipe | mean | deviation | the lecture's example |
# |---|---|---|---|
# | `"pixel"` | one number for each pixel and channel: 3·32·32 = 3,072 | | AlexNet |
# | `"channel"` | one number a channel: 3 | | VGGNet |
# | `"channel-std"` | one number a channel: 3 | one number a channel: 3 | ResNet |
#
# **Check the slide.** AlexNet and VGG are described so in their papers (Krizhevsky et al. 2012, section 2;
# Simonyan and Zisserman 2014, section 2.1). The ResNet paper, however, subtracts the *per-pixel* mean, as
# AlexNet does, and divides by nothing (He et al. 2015, sections 3.4 and 4.2). Per-channel mean *and*
# deviation came with the Torch implementation that most people know ResNet by, and with its descendants.
#
# **Which deviation?** That of all the channel's pixels in all training images, around the channel's mean.
# It is *not* the average of each image's own deviation, which leaves out how much images differ from one
# another. For CIFAR-10 the right numbers are (0.2470, 0.2435, 0.2616); the triple (0.2023, 0.1994, 0.2010),
# found in many repositories, is the average over images.
#
# Here an image batch is (N, C, H, W), as everywhere in this course.
#
# ### Exercise 8 · `image_statistics` (15 minutes, ●●○, 3 points)


# %% nbgrader={"grade": false, "grade_id": "image_statistics", "locked": false, "schema_version": 3, "solution": true, "task": false}
def image_statistics(images, mode):
    """Return (mean, std) of the training images, ready for (images - mean) / std.

    images: (N, C, H, W), uint8 or float, on any scale; the statistics are on the same.
    mode: "pixel": mean (C, H, W) over the images, std (C, H, W) all ones.
    "channel": mean (C, 1, 1) over images and pixels, std (C, 1, 1) all ones.
    "channel-std": the same mean, and std (C, 1, 1), the deviation (1/N) of all of the
    channel's pixels in all images; 1 for a channel whose deviation is below 1e-8.
    Raises ValueError for another mode.
    """
    ### BEGIN SOLUTION
    if mode == "pixel":
        mean = images.mean(axis=0)
        return mean, np.ones_like(mean)
    if mode not in ("channel", "channel-std"):
        raise ValueError(f"mode should be pixel, channel or channel-std, got {mode!r}")
    mean = images.mean(axis=(0, 2, 3))[:, np.newaxis, np.newaxis]
    if mode == "channel":
        return mean, np.ones_like(mean)
    std = images.std(axis=(0, 2, 3))[:, np.newaxis, np.newaxis]
    return mean, np.where(std < 1e-8, 1.0, std)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "image_statistics_test", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
def check_statistics(images, mode, result):
    """Shapes and values for one mode."""
    what = f'image_statistics(images, "{mode}")'
    mean, std = results.unpack(result, ("mean", "std"), what)
    x = images.astype(np.float64)
    channel, over = x.mean(axis=(0, 2, 3)).reshape(-1, 1, 1), (0, 2, 3)
    deviation = x.std(axis=over).reshape(-1, 1, 1)
    overflown = (images * images).mean(axis=over).reshape(-1, 1, 1) - channel**2
    wanted_mean = x.mean(axis=0) if mode == "pixel" else channel
    checks.assert_close(
        mean,
        wanted_mean,
        f"mean of {what}",
        mistakes={
            "(C,) does not broadcast against (N, C, H, W): make it (C, 1, 1).": channel.ravel(),
            "this is one number for all channels; each has its own.": x.mean(),
            "this is the mean image; here one number a channel is wanted.": x.mean(axis=0),
            "this is one number a channel; here every pixel has its own.": channel,
            "this is one number a channel, spread over the image; here every pixel has its own.": np.broadcast_to(channel, x.shape[1:]),
            "channels are axis 1 here, not the last: shape (N, C, H, W).": x.mean(axis=(0, 1, 2)),
            "reshape(-1, C) mixes the channels, which are axis 1: move them to the end before it.": x.reshape(-1, x.shape[1]).mean(axis=0).reshape(-1, 1, 1),
            "the mean is on another scale than the images: do not divide by 255.": wanted_mean / 255,
            "the two are swapped: return (mean, std).": deviation,
            "the mean keeps the integers' dtype, which cuts fractions off; leave it float.": np.trunc(wanted_mean),
        },
        rtol=1e-4,
        atol=1e-5,
    )  # fmt: skip
    wanted_std = (
        np.where(deviation < 1e-8, 1, deviation)
        if mode == "channel-std"
        else np.ones(wanted_mean.shape)
    )
    rounded = {}
    if (deviation < 1e-8).any():
        rounded = {
            "the mean of x² minus mean² leaves 5e-6 where the deviation is 0; take the mean of (x - mean)², as np.std does.": np.sqrt(np.maximum((x**2).mean(axis=over).reshape(-1, 1, 1) - channel**2, 0)),
        }  # fmt: skip
    bytes_squared = {
        "squares of uint8 do not fit into uint8: make the images float before you square them.": np.where(overflown > 0, np.sqrt(np.maximum(overflown, 0)), 1),
    }  # fmt: skip
    checks.assert_close(
        std,
        wanted_std,
        f"std of {what}",
        mistakes=(bytes_squared if images.dtype == np.uint8 else {})
        | rounded
        | {
            "this is the average of the images' own deviations; take that of all pixels together.": x.std(axis=(2, 3)).mean(axis=0).reshape(-1, 1, 1),
            "this is the root of the average of the images' own variances; take the deviation of all pixels together.": np.sqrt(x.var(axis=(2, 3)).mean(axis=0)).reshape(-1, 1, 1),
            "this is the average of the pixels' deviations over images; take that of all together.": x.std(axis=0).mean(axis=(1, 2)).reshape(-1, 1, 1),
            "this is the deviation around the mean image; take it around the channel's mean.": np.sqrt(x.var(axis=0).mean(axis=(1, 2))).reshape(-1, 1, 1),
            "this is the variance; take the root.": deviation**2,
            "one deviation for all channels; each has its own.": np.broadcast_to(x.std(), deviation.shape),
            "a constant channel gets 1, so that dividing by it does no harm."
            if mode == "channel-std"
            else "this mode only subtracts: std is all ones.": deviation,
            "this mode only subtracts: std is all ones, not each pixel's deviation."
            if mode == "pixel"
            else "every pixel has its own deviation here; one a channel is wanted.": x.std(axis=0),
            "divide by N, not by N - 1: ddof=0.": x.std(axis=over, ddof=1).reshape(-1, 1, 1),
            "std has the shape of mean, (C, H, W) in this mode."
            if mode == "pixel"
            else "this mode divides, too: std is the channel's deviation.": np.ones_like(deviation),
            "(C,) does not broadcast against (N, C, H, W): make it (C, 1, 1).": deviation.ravel(),
            "this is a single number; std has the shape of mean.": 1.0,
        },
        rtol=1e-4,
        atol=1e-5,
    )  # fmt: skip


rng = np.random.default_rng(8)
images = rng.normal([[[1.0]], [[2.0]]], [[[0.5]], [[2.0]]], (5, 2, 3, 4)) + rng.normal(
    size=(5, 1, 1, 1)
)
given = images.copy()
for mode in ("pixel", "channel", "channel-std"):
    check_statistics(images, mode, image_statistics(given, mode))
checks.assert_untouched(given, images, "image_statistics", "images")
### BEGIN HIDDEN TESTS
photos = (rng.integers(0, 2, (12, 3, 4, 4)) * [[[200]], [[90]], [[30]]]).astype(
    np.uint8
)
photos += rng.integers(0, 50, photos.shape).astype(np.uint8)
for mode in ("pixel", "channel", "channel-std"):
    given = photos.copy()
    with checks.stays_finite(
        "image_statistics of uint8 images",
        "squares of uint8 do not fit into uint8: make the images float before you square them.",
    ):
        result = image_statistics(given, mode)
    check_statistics(photos, mode, result)
    checks.assert_untouched(given, photos, "image_statistics", "images")
    for narrow in (photos[:1], photos[:1, :1, :1], photos[..., :1]):
        check_statistics(narrow, mode, image_statistics(narrow, mode))
grey = rng.random((6, 1, 5, 3)).astype(np.float32)
for mode in ("channel", "pixel", "channel-std"):
    check_statistics(grey, mode, image_statistics(grey, mode))
blank = np.stack([rng.random((6, 2, 2)), np.full((6, 2, 2), 0.1)], axis=1)
check_statistics(blank, "channel-std", image_statistics(blank, "channel-std"))
level = 4096 + rng.integers(0, 2, (4, 1, 2, 2)) / 64
check_statistics(level, "channel-std", image_statistics(level, "channel-std"))
alike = np.full((3, 1, 1, 1), 372.4)
check_statistics(alike, "channel-std", image_statistics(alike, "channel-std"))
faint = 0.5 + 1e-5 * rng.normal(size=(6, 2, 3, 3))
_, std = results.unpack(
    image_statistics(faint, "channel-std"), ("mean", "std"), "image_statistics(faint)"
)
checks.assert_close(
    std,
    faint.std(axis=(0, 2, 3)).reshape(2, 1, 1),
    "std of images whose deviation is 1e-5",
    rtol=1e-2,
    atol=1e-9,
    mistakes={
        "1e-8 is meant for the deviation, not for the variance; 1e-5 is not constant.": np.ones(
            (2, 1, 1)
        )
    },
)
unit = rng.normal(size=(6, 3, 4, 2))
unit = (unit - unit.mean(axis=(0, 2, 3), keepdims=True)) / unit.std(axis=(0, 2, 3), keepdims=True)  # fmt: skip
sizes = np.array([2e-8, 5e-9, 1.0]).reshape(3, 1, 1)
_, std = results.unpack(
    image_statistics(unit * sizes, "channel-std"), ("mean", "std"), "the result"
)
scaled = np.array([2e-8, 1, 1]).reshape(3, 1, 1)
if std.shape == (3, 1, 1):
    std = std / scaled
checks.assert_close(
    std,
    np.ones((3, 1, 1)),
    "std over what it should be, for channels whose deviations are 2e-8, 5e-9 and 1,",
    rtol=1e-3,
    mistakes={
        "5e-9 is below 1e-8, so this channel counts as constant: its std is 1.": sizes / scaled,
        "2e-8 is not below 1e-8, so this channel is not constant.": 1 / scaled,
    }
    | {
        f"a small constant, {c:g}, is added to the deviation; the docstring adds none.": checks.AnyOf(
            [(np.where(sizes < 1e-8, 1, sizes) + c) / scaled, (sizes + c) / scaled]
        )
        for c in (1e-12, 1e-10, 1e-8, 1e-7, 1e-6, 1e-5)
    },
)  # fmt: skip
for unknown in ("image", "channels", "std", "pixels", ""):
    with results.raises(
        ValueError,
        f'image_statistics(images, "{unknown}")',
        "An unknown mode must not pass silently, even if it resembles a known one.",
    ):
        image_statistics(images, unknown)
### END HIDDEN TESTS

# %% [markdown]
# <details><summary>Hint 1: axes</summary>
#
# Axis 0 counts images, axis 1 channels, 2 and 3 are the place. Whatever is averaged away is listed in
# `axis=`.
# </details>
# <details><summary>Hint 2: shapes that broadcast</summary>
#
# `keepdims=True` keeps the averaged axes as 1; then drop the first with `[0]`. Or index with `[:,
# np.newaxis, np.newaxis]`.
# </details>

# %% [markdown]
# ### Experiment 5 · The three recipes on real tiles
#
# The photographs cut into 520 tiles of [32, 32, 3], CIFAR-10's size; 416 for training. **Predict:** does
# the mean image differ much from three constants? By how much is the "average deviation of the images" too
# small?

# %% tags=["experiment", "skip-execution"]
tiles = sources.patches(32).images
order = np.random.default_rng(0).permutation(len(tiles))
train_tiles, test_tiles = tiles[order[:416]] / 255, tiles[order[416:]] / 255
statistics = {
    mode: image_statistics(train_tiles, mode)
    for mode in ("pixel", "channel", "channel-std")
}
mean_image, channel_mean = statistics["pixel"][0], statistics["channel"][0]
clothes = data.load("fashion-mini", limit=2000).train
clothes_images = clothes.images.numpy() / 255
mean_clothes = np.asarray(image_statistics(clothes_images, "pixel")[0])
fig, axes = plt.subplots(1, 5, figsize=(12, 2.9), layout="constrained")
for ax, shown, title in zip(
    axes,
    (
        train_tiles[4:8],
        mean_image[np.newaxis],
        np.broadcast_to(channel_mean, (1, 3, 32, 32)),
        clothes_images[:4],
        mean_clothes[np.newaxis],
    ),
    (
        "four tiles",
        "their mean image\n(3,072 numbers)",
        "their channel means\n(3 numbers)",
        "four clothes",
        "their mean image\n(784 numbers)",
    ),
    strict=True,
):
    plots.image_grid(shown, ax, columns=2)
    ax.set_title(title)
for mode, (mean, std) in statistics.items():
    left = ((test_tiles - mean) / std).mean(axis=(0, 2, 3))
    print(
        f"{mode:12s} {mean.size:5d} means; mean of the test tiles afterwards: {np.round(left, 2)}"
    )
of_all = statistics["channel-std"][1].ravel()
of_images = train_tiles.std(axis=(2, 3)).mean(axis=0)
share = {
    "photographs": (mean_image - channel_mean).std() / of_all.mean(),
    "clothes": mean_clothes.std() / clothes_images.std(),
}
print(
    f"deviation of all pixels {np.round(of_all, 3)}, average over images {np.round(of_images, 3)}"
)
claims.record(
    "Images: subtract the mean image [32, 32, 3], or one mean a channel (3 numbers)",
    "holds" if max(share.values()) < 0.2 else "holds with care",
    "the mean image deviates from the channel means by "
    + " and by ".join(
        f"{part:.0%} of a pixel's deviation for {name}" for name, part in share.items()
    ),
)
print(f"the average is {1 - (of_images / of_all).mean():.0%} too small")

# %% [markdown]
# **What to see.** On the left, the photographs: their mean image is grey all over and differs from three
# constants by 3 % of a pixel's deviation, so 3 numbers do what 3,072 do. Tiles of photographs have no preferred
# place. On the right, clothes: they stand in the middle, on black, and their mean image is a ghost of a shirt;
# it differs from one number by 55 % of a pixel's deviation. So the recipe depends on whether the *place* in the
# image means something. Random crops, on which AlexNet already trained, and VGG and most later networks as
# well, take part of that meaning away.
#
# The average of the images' own deviations is 0.09, that of all pixels 0.30 to 0.37: too small by 73 %. Our
# tiles are unusually flat; for CIFAR-10 the same slip is 18 % to 23 % (0.2023 for 0.2470 in red, 0.2010 for
# 0.2616 in blue).
#
# <!-- measured:
# 3: 100 * share["photographs"]
# 55: 100 * share["clothes"]
# 0.09: of_images
# 0.30 to 0.37: np.round(of_all, 2)
# 73: 100 * (1 - (of_images / of_all).mean())
# true: mean_image.size == 3072
# given: 3,072, 18, 23, 0.2023, 0.2470, 0.2010, 0.2616
# -->
#
# ## 6 · The same function, more or less sensitive
#
# The slide draws two clouds far from the origin and a line between them: turn the line a little, and it
# misses the clouds ("very sensitive to changes in weight matrix; hard to optimize"). With the clouds around
# the origin, the same small turn hardly matters. To test that properly, compare *one and the same function*
# in two coordinate systems. A linear layer on standardised inputs is also a linear layer on raw ones:
#
# $$\frac{x - \mu}{\sigma}\, W + b \;=\; x\, W' + b' .$$
#
# That is worth having for its own sake: a model with its normalisation folded into the first layer can be
# given raw pixels, and nobody can forget or double the normalisation.
#
# ### Exercise 9 · `fold_into_layer` (10 minutes, ●●○, 3 points)


# %% nbgrader={"grade": false, "grade_id": "fold_into_layer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def fold_into_layer(weights, bias, mean, std):
    """Return (raw_weights, raw_bias) with x @ raw_weights + raw_bias = ((x - mean) / std) @ weights + bias.

    weights: (D, K), bias: (K,): a layer trained on standardised inputs. mean, std: (D,),
    std above 0. All are floats, and none of them is changed.
    Returns arrays of shapes (D, K) and (K,).
    """
    ### BEGIN SOLUTION
    raw_weights = weights / std[:, np.newaxis]
    return raw_weights, bias - mean @ raw_weights
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "fold_into_layer_test", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
def check_fold(weights, bias, mean, std, what):
    """Both parts, and that the two layers agree."""
    wanted = weights / std[:, None]
    before = [a.copy() for a in (weights, bias, mean, std)]
    given = [a.copy() for a in before]
    raw_weights, raw_bias = results.unpack(
        fold_into_layer(*given), ("raw_weights", "raw_bias"), what
    )
    slips = {
        "weights are divided by std, not multiplied.": weights * std[:, None],
        "the weights need a change, too: x is divided by std no longer.": weights,
        "this divides by the variance; divide by std.": weights / std[:, None] ** 2,
    }
    if weights.shape[0] == weights.shape[1]:
        slips["std belongs to inputs, the rows of weights: std[:, np.newaxis]."] = (
            weights / std
        )
    checks.assert_close(
        raw_weights,
        wanted,
        f"raw_weights of {what}",
        mistakes=slips,
        atol=min(1e-6, 1e-5 * float(abs(wanted).max())),
    )
    checks.assert_close(
        raw_bias,
        bias - mean @ wanted,
        f"raw_bias of {what}",
        mistakes={
            "the offset is subtracted, not added: bias - mean @ raw_weights.": bias
            + mean @ wanted,
            "the offset is that of raw weights: mean is not divided by std here.": bias
            - mean @ weights,
            "the bias needs a change, too: x is centred no longer.": bias,
            "the old bias is missing.": -mean @ wanted,
            "the offset must be added up over the inputs: mean @ raw_weights.": bias
            - (mean[:, None] * wanted).mean(axis=0),
            "std counts once, and it is in raw_weights already.": bias
            - (mean / std) @ wanted,
        },
        rtol=1e-4,
    )
    for name, now, then in zip(
        ("weights", "bias", "mean", "std"), given, before, strict=True
    ):
        checks.assert_untouched(now, then, "fold_into_layer", name)


rng = np.random.default_rng(9)
weights, bias = rng.normal(size=(3, 3)), np.array([1.0, -2.0, 0.5])
mean, std = np.array([4.0, -3.0, 10.0]), np.array([2.0, 0.5, 5.0])
check_fold(weights, bias, mean, std, "fold_into_layer(weights, bias, mean, std)")
x = rng.normal(mean, std, (4, 3))
wanted = ((x - mean) / std) @ weights + bias
raw_weights, raw_bias = results.unpack(
    fold_into_layer(weights, bias, mean, std), ("raw_weights", "raw_bias"), "the result"
)
checks.assert_close(x @ raw_weights + raw_bias, wanted, "x @ raw_weights + raw_bias")
### BEGIN HIDDEN TESTS
for d, k in ((5, 2), (2, 6), (1, 1)):
    check_fold(
        rng.normal(size=(d, k)),
        rng.normal(size=k),
        rng.normal(0, 5, d),
        rng.uniform(0.2, 4, d),
        f"fold_into_layer for {d} inputs and {k} outputs",
    )
weights, std = rng.normal(size=(3, 2)), np.array([1e-9, 50.0, 1e-6])
result = fold_into_layer(weights, np.zeros(2), np.zeros(3), std)
raw_weights, raw_bias = results.unpack(
    result, ("raw_weights", "raw_bias"), "the result"
)
if raw_weights.shape == (3, 2):
    raw_weights = raw_weights * std[:, None]
checks.assert_close(
    raw_weights,
    weights,
    "raw_weights times std, for std = [1e-9, 50, 1e-6],",
    mistakes={
        f"a small constant, {c:g}, is added to std; the formula has none.": weights
        * (std / (std + c))[:, None]
        for c in (1e-12, 1e-10, 1e-8, 1e-7, 1e-6, 1e-5)
    },
)
for mean in ([2e-9, 10, -3e-6], [2e-9, 0, -3e-9]):
    check_fold(
        weights,
        rng.normal(size=2),
        np.array(mean),
        std,
        f"fold_into_layer for mean = {mean}, std = [1e-9, 50, 1e-6]",
    )
check_fold(
    rng.normal(size=(3, 2)),
    rng.normal(size=2),
    np.array([1e7, 0, -4e6]),
    np.array([3e6, 2e7, 5e6]),
    "fold_into_layer for std = [3e6, 2e7, 5e6]",
)
checks.assert_close(raw_bias, np.zeros(2), "raw_bias where bias and mean are all 0")
### END HIDDEN TESTS

# %% [markdown]
# <details><summary>Hint</summary>
#
# Multiply out: $\sum_d \frac{x_d - \mu_d}{\sigma_d} W_{dk} + b_k$. What multiplies $x_d$? What is left over
# when all $x_d$ are 0?
# </details>

# %% [markdown]
# ### Exercise 10 · `loss_sensitivity` (15 minutes, ●●○, 3 points)
#
# Now measure: add small changes to the weights, many different ones, and see by how much the loss rises on
# average. `cross_entropy(scores, labels)` from the set-up cell returns (loss, gradient); you need the
# first.


# %% nbgrader={"grade": false, "grade_id": "loss_sensitivity", "locked": false, "schema_version": 3, "solution": true, "task": false}
def loss_sensitivity(weights, bias, x, labels, changes):
    """Return by how much the mean cross-entropy rises on average when the weights change, a float.

    The scores are x @ weights + bias. weights: (D, K), bias: (K,), x: (N, D), all floats;
    labels: (N,) integers.
    changes: (T, D, K); change t is added to weights, by itself, and the bias stays.
    Returns the mean over t of (loss with change t - loss without). May be negative.
    """
    ### BEGIN SOLUTION
    unchanged, _ = cross_entropy(x @ weights + bias, labels)
    losses = [
        cross_entropy(x @ (weights + change) + bias, labels)[0] for change in changes
    ]
    return float(np.mean(losses) - unchanged)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "loss_sensitivity_test", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
def losses_of(weights, bias, x, labels, changes):
    """The loss without a change, and with each."""

    def loss(w):
        scores = x @ w + bias
        top = scores.max(axis=1, keepdims=True)
        logs = scores - top - np.log(np.exp(scores - top).sum(axis=1, keepdims=True))
        return -logs[np.arange(len(labels)), labels].mean()

    return loss(weights), np.array([loss(weights + change) for change in changes])


rng = np.random.default_rng(27)
problem = {
    "weights": rng.normal(size=(3, 4)),
    "bias": rng.normal(size=4),
    "x": rng.normal(size=(20, 3)),
    "labels": rng.integers(0, 4, 20),
    "changes": rng.normal(0, 0.5, (5, 3, 4)),
}
before, after = losses_of(**problem)
piled_up = losses_of(**problem | {"changes": np.cumsum(problem["changes"], axis=0)})[1]
at_once = losses_of(**problem | {"changes": problem["changes"].sum(axis=0)[None]})[1]
averaged = losses_of(**problem | {"changes": problem["changes"].mean(axis=0)[None]})[1]
without_bias = losses_of(**problem | {"bias": np.zeros(4)})
given = {name: value.copy() for name, value in problem.items()}
checks.assert_close(
    loss_sensitivity(**given),
    after.mean() - before,
    "loss_sensitivity(weights, bias, x, labels, changes)",
    mistakes={
        "this is the mean loss after a change; subtract the loss before.": after.mean(),
        "the sign is turned round: loss with the change minus loss without.": before
        - after.mean(),
        "this is the ratio of the losses; return the difference.": after.mean()
        / before,
        "this is the relative rise; return the difference.": (after.mean() - before)
        / before,
        "these are the rises of all changes added up; take their mean.": (
            after - before
        ).sum(),
        "this is the rise for each change; return their mean.": after - before,
        "this is the greatest rise; return the mean.": after.max() - before,
        "this is the median rise; return the mean.": np.median(after) - before,
        "the changes pile up: each is added to the weights as they were, by itself.": piled_up.mean()
        - before,
        "all changes are added at once; try each by itself.": at_once[0] - before,
        "this is the loss at the mean change; take the mean of the losses.": averaged[0]
        - before,
        "only the first change is tried.": after[0] - before,
        "only the last change is tried.": after[-1] - before,
        "the bias is missing.": without_bias[1].mean() - without_bias[0],
        "the bias is missing from the loss without a change.": after.mean()
        - without_bias[0],
        "the bias is missing from the losses with a change.": without_bias[1].mean()
        - before,
        "every fall was cut off at 0; the result may be negative.": np.maximum(
            after - before, 0
        ).mean(),
        "the sizes of the rises were averaged; keep their signs.": np.abs(
            after - before
        ).mean(),
        "a change is to be added to the weights, not multiplied with them.": losses_of(
            **problem | {"changes": problem["weights"] * (problem["changes"] - 1)}
        )[1].mean()
        - before,
        "a change is to be added to the weights, not subtracted.": losses_of(
            **problem | {"changes": -problem["changes"]}
        )[1].mean()
        - before,
    },
)
for name, value in problem.items():
    checks.assert_untouched(given[name], value, "loss_sensitivity", name)


### BEGIN HIDDEN TESTS
def mean_rise(**settings):
    """What loss_sensitivity should return."""
    before, after = losses_of(**settings)
    return after.mean() - before


large = {
    "weights": rng.normal(size=(6, 3)),
    "bias": np.array([100.0, -50.0, 0.0]),
    "x": rng.normal(0, 400, (30, 6)),
    "labels": rng.integers(0, 3, 30),
    "changes": rng.normal(0, 0.01, (4, 6, 3)),
}
with checks.stays_finite(
    "loss_sensitivity with scores of a few thousand",
    "use cross_entropy from the set-up cell.",
):
    got = loss_sensitivity(**large)
large_losses = [
    cross_entropy(large["x"] @ w + large["bias"], large["labels"])[0]
    for w in (large["weights"], *(large["weights"] + large["changes"]))
]
by_set_up = (
    np.mean(large_losses[1:]) - large_losses[0]
)  # it cuts probabilities off at 1e-12
exact = mean_rise(**large)
checks.assert_close(
    got,
    exact if np.isclose(float(got), exact, rtol=1e-3) else by_set_up,
    "loss_sensitivity with scores of a few thousand",
    rtol=1e-3,
    mistakes={
        "the sizes of the rises were averaged; keep their signs.": abs(by_set_up)
    },
)
_, gradient = cross_entropy(
    problem["x"] @ problem["weights"] + problem["bias"], problem["labels"]
)
downhill = -problem["x"].T @ gradient
better = problem | {"changes": np.stack([downhill, -0.2 * downhill, 0.5 * downhill])}
before, after = losses_of(**better)
checks.assert_close(
    loss_sensitivity(**better),
    after.mean() - before,
    "loss_sensitivity where the changes make the loss smaller on average",
    mistakes={
        "a fall was cut off at 0; the result may be negative.": 0,
        "every fall was cut off at 0; the result may be negative.": np.maximum(
            after - before, 0
        ).mean(),
        "the sign was dropped; a fall is negative.": before - after.mean(),
        "the sizes of the rises were averaged; keep their signs.": np.abs(
            after - before
        ).mean(),
    },
)
single = {
    name: value[:1] if name in ("x", "labels", "changes") else value
    for name, value in problem.items()
}
checks.assert_close(
    loss_sensitivity(**single),
    mean_rise(**single),
    "loss_sensitivity with one example and one change",
)
many = {
    "weights": problem["weights"],
    "bias": problem["bias"],
    "x": rng.normal(size=(133, 3)),
    "labels": rng.integers(0, 4, 133),
    "changes": problem["changes"],
}
in_batches = []
for size in (10, 16, 20, 32, 50, 64, 100, 128):
    parts = [
        many | {name: many[name][i : i + size] for name in ("x", "labels")}
        for i in range(0, 133, size)
    ]
    in_batches.append(np.mean([mean_rise(**part) for part in parts]))
checks.assert_close(
    loss_sensitivity(**many),
    mean_rise(**many),
    "loss_sensitivity with 133 examples",
    mistakes={
        "this is the mean of the means of batches, of which the last is smaller; every example counts the same.": checks.AnyOf(
            in_batches
        )
    },
)
# Labels say which class; some classes may have no example.
few = many | {"labels": np.where(many["labels"] == 1, 3, many["labels"])}
_, numbers = np.unique(few["labels"], return_inverse=True)
checks.assert_close(
    loss_sensitivity(**few),
    mean_rise(**few),
    "loss_sensitivity with 4 classes, one of them without examples",
    mistakes={
        "the labels were numbered anew, without the class that has no example.": mean_rise(
            **few | {"labels": numbers}
        )
    },
)
still = {name: value for name, value in problem.items() if name != "changes"}
checks.assert_close(
    loss_sensitivity(**still, changes=np.zeros((2, 3, 4))),
    0,
    "loss_sensitivity with changes of 0",
)
### END HIDDEN TESTS

# %% [markdown]
# <details><summary>Hint</summary>
#
# One loss without a change, one loss for each change, `np.mean` of the latter minus the former. Write
# `weights + change`, not `weights += change`.
# </details>

# %% [markdown]
# ### Experiment 6 · The slide's claim, measured
#
# A linear classifier learns digits, and another clothes (28×28), both on standardised pixels. Each is then
# written in three more coordinate systems by your `fold_into_layer`: raw pixels, pixels minus the mean
# image, and one mean and one deviation for all. All four give *exactly* the same scores. Then their weights
# are changed at random, in two ways: by *equal amounts* (3 % of the weights' root mean square), or each
# weight *in proportion to itself* (by 3 % of it).
#
# Besides, the first kind of change is measured once more without the nearly constant pixels, and one step of
# gradient descent on raw pixels is looked at: does it move the weights of all pixels alike?
#
# **Predict:** which coordinates are the most sensitive, and does it matter in which way the weights are
# changed?


# %% tags=["experiment", "skip-execution"]
def flat_split(split):
    """Images (N, D) from 0 to 1 and labels."""
    images = split.images.numpy().reshape(len(split), -1).astype(np.float64)
    return images / images.max(), split.labels.numpy()


def train_linear(x, labels, steps=300, rate=0.1):
    """Softmax regression by gradient descent; returns weights and bias."""
    weights, bias = np.zeros((x.shape[1], 10)), np.zeros(10)
    for _ in range(steps):
        _, gradient = cross_entropy(x @ weights + bias, labels)
        weights -= rate * x.T @ gradient
        bias -= rate * gradient.sum(axis=0)
    return weights, bias


def coordinates(x, weights, bias, mean, std):
    """Name -> inputs, weights and bias of the same function in other coordinates."""
    zero, one, level, spread = np.zeros_like(mean), np.ones_like(std), x.mean(), x.std()
    raw_weights, raw_bias = fold_into_layer(weights, bias, mean, std)
    return {
        "raw": (x, raw_weights, raw_bias),
        "minus mean image": (x - mean, *fold_into_layer(weights, bias, zero, std)),
        "one mean and std": (
            (x - level) / spread,
            *fold_into_layer(
                raw_weights, raw_bias, np.full_like(mean, -level / spread), one / spread
            ),
        ),
        "standardised": ((x - mean) / std, weights, bias),
    }


sensitivities, slices, lively, without_dead, moved = {}, {}, {}, {}, {}
offsets = np.linspace(-0.3, 0.3, 41)
for name in ("digits", "fashion-mini"):
    x, labels = flat_split(data.load(name, limit=1500).train)
    standardizer = Standardizer().fit(x)
    standardised = standardizer.transform(x)
    mean = x.mean(axis=0)
    std = np.where(x.std(axis=0) < 1e-8, 1.0, x.std(axis=0))
    weights, bias = train_linear(standardised, labels)
    draws = np.random.default_rng(0).normal(size=(10, *weights.shape))
    systems = coordinates(x, weights, bias, mean, std)
    loss = cross_entropy(standardised @ weights + bias, labels)[0]
    lively[name] = std_of_pixels = x.std(axis=0) > 0.02
    some = standardised[:, std_of_pixels]
    fewer = coordinates(
        x[:, std_of_pixels],
        *train_linear(some, labels),
        mean[std_of_pixels],
        std[std_of_pixels],
    )
    rises = [
        loss_sensitivity(w, b, z, labels, 0.03 * np.sqrt((w**2).mean()) * draws[:, std_of_pixels])
        for z, w, b in (fewer["raw"], fewer["standardised"])
    ]  # fmt: skip
    without_dead[name] = rises[0] / rises[1]
    first_step = np.sqrt(
        ((x.T @ cross_entropy(np.zeros((len(x), 10)), labels)[1]) ** 2).mean(axis=1)
    )
    by_spread, tenth = first_step[np.argsort(x.std(axis=0))], len(first_step) // 10
    moved[name] = by_spread[:tenth].mean() / by_spread[-tenth:].mean()
    print(f"{name:13s} without the {(~std_of_pixels).sum()} nearly constant pixels: raw over standardised "
          f"{without_dead[name]:.1f}; a step moves the quietest tenth {moved[name]:.2g} times as much as the loudest")  # fmt: skip
    for system, (z, w, b) in systems.items():
        assert np.isclose(cross_entropy(z @ w + b, labels)[0], loss), (
            "not the same function"
        )
        equal = 0.03 * np.sqrt((w**2).mean()) * draws
        sensitivities[name, system] = (
            loss_sensitivity(w, b, z, labels, equal),
            loss_sensitivity(w, b, z, labels, 0.03 * w * draws),
        )
        print(f"{name:13s} {system:17s} loss rises by {sensitivities[name, system][0]:9.2g} (equal amounts), "
              f"{sensitivities[name, system][1]:9.2g} (in proportion)")  # fmt: skip
        if name == "digits":
            direction = draws[0] * np.sqrt((w**2).mean())
            slices[system] = [
                cross_entropy(z @ (w + t * direction) + b, labels)[0] for t in offsets
            ]
fig, axes = plt.subplots(1, 2, figsize=(10.5, 3.8), layout="constrained")
plots.loss_slices(
    slices,
    offsets,
    axes[0],
    xlabel="change of the weights, share of their size",
    log=True,
)
axes[0].set_title("digits: one function in four coordinate systems")
axes[0].legend(loc="upper center", framealpha=1, edgecolor="none")
systems = list(slices)
axes[0].set_yticks([0.2, 0.5, 1, 2, 5], ["0.2", "0.5", "1", "2", "5"])
axes[0].minorticks_off()
places = [
    "digits\nraw",
    "digits\nstandardised",
    "clothes\nraw",
    "clothes\nstandardised",
]
for i, way in enumerate(("equal amounts", "in proportion")):
    rises = [
        sensitivities[name, system][i]
        for name in ("digits", "fashion-mini")
        for system in ("raw", "standardised")
    ]
    axes[1].plot(places, rises, "os"[i], color=plots.COLOURS[i], markersize=9, label=f"weights changed {('by ', '')[i]}{way}")  # fmt: skip
axes[1].set_ylabel("rise of the loss")
axes[1].margins(x=0.15)
axes[1].grid(alpha=0.3)
axes[1].legend(frameon=False, loc="lower left", bbox_to_anchor=(0, 1))
axes[1].set_yscale("log")
times = {
    name: [a / b for a, b in zip(sensitivities[name, "raw"], sensitivities[name, "standardised"], strict=True)]
    for name in ("digits", "fashion-mini")
}  # fmt: skip
one_for_all = {
    name: sensitivities[name, "one mean and std"][1] / sensitivities[name, "raw"][1]
    for name in times
}
claims.record(
    "After normalisation the loss is less sensitive to small changes in the weights",
    "does not hold" if min(min(pair) for pair in times.values()) < 1.2
    else "holds with care" if max(one_for_all.values()) > 1 else "holds",
    f"raw over standardised, digits and clothes: {times['digits'][1]:.1f}× and {times['fashion-mini'][1]:.1f}× (changes in "
    f"proportion to each weight); {without_dead['digits']:.1f}× and {without_dead['fashion-mini']:.1f}× (equal changes, "
    f"without nearly constant pixels), {times['digits'][0]:.0f}× and {times['fashion-mini'][0]:.0f}× with them; with one "
    f"mean and std for all pixels {one_for_all['digits']:.0f} and {one_for_all['fashion-mini']:.0f} times *more* sensitive "
    "than raw to changes in proportion (linear classifier, 10 random changes)",
)  # fmt: skip

# %% [markdown]
# **What to see.** Left: four curves of *one* function, all weights changed by equal amounts. Where the pixels
# are raw, a change by a tenth of the weights' size already multiplies the loss; on standardised pixels the
# curve is nearly flat. Right: the rise of the loss on a logarithmic axis.
#
# | rise of the loss, raw over standardised | digits | clothes |
# |---|---|---|
# | weights changed in proportion | 2.4 times | 2.0 times |
# | by equal amounts, nearly constant pixels left out | about 15 times | about 10 times |
# | by equal amounts, all pixels | about 400 times | about 3,500 times |
#
# The honest headline is the first line: a factor of two. When every weight changes in proportion to itself,
# the pixels' units drop out ("minus mean image" and "standardised" agree exactly), and what remains is the
# slide's picture, the offset. The large numbers of the last line come from a few pixels. A pixel that is
# almost always 0 has a tiny deviation, so its raw weight is huge, and 3 % of the typical raw weight is then
# far too much for all other pixels. Without the pixels whose deviation is below 0.02 (54 of 64 digit pixels
# and 761 of 784 clothes pixels stay) most of it is gone.
#
# Which kind of change does training make? Neither. The gradient of a raw weight is proportional to its
# pixel's values, so the first step (from weights of 0) moves the weights of the quietest tenth of pixels far
# *less* than those of the loudest tenth: less than 0.001 times as much for digits, about 0.03 times for
# clothes. Yet those are the weights with the longest way to go, since a raw weight is $W/\sigma$.
#
# And beware of *one* mean for all pixels. It turns the black background, which was a harmless 0, into a
# value, and so under changes in proportion it is *more* sensitive than raw pixels.
#
# <!-- measured:
# 2.4 ± 0.2: times["digits"][1]
# 2.0 ± 0.2: times["fashion-mini"][1]
# 15 ± 3: without_dead["digits"]
# 10 ± 2: without_dead["fashion-mini"]
# 400 ± 40: times["digits"][0]
# 3,500 ± 400: times["fashion-mini"][0]
# 54: lively["digits"].sum()
# 64: lively["digits"].size
# 761: lively["fashion-mini"].sum()
# 784: lively["fashion-mini"].size
# 0 to 0.001: moved["digits"]
# 0.03 ± 0.01: moved["fashion-mini"]
# true: min(one_for_all.values()) > 2
# -->

# %% [markdown]
# ### Experiment 7 · Training speed, with and without
#
# A network with two hidden layers of 64 ReLUs learns 2,000 pieces of clothing (14×14) by SGD with momentum.
# Seven versions of the inputs, seven learning rates each, the best one counts (chosen with one seed; three
# seeds are drawn, as a median with a band from least to most).
#
# **Predict** the order in which they reach 15 % training error. Which is better: the mean image subtracted,
# or a mean for all pixels?


# %% tags=["experiment", "skip-execution"]
class Rectifier:
    """ReLU; notebook 05 has you write it."""

    def forward(self, x):
        """Keep where x is positive."""
        self.positive = x > 0
        return x * self.positive

    def backward(self, dy):
        """Pass the gradient on where x was positive."""
        return dy * self.positive


def training_errors(x, labels, rate, seed, steps=300, every=10):
    """Training error after 0, 10, … steps; chance level once a run has overflowed."""
    network = MLP([x.shape[1], 64, 64, 10], Rectifier, seed=seed)
    rng, errors = np.random.default_rng(seed), np.full(steps // every + 1, 0.9)
    try:
        for step in range(steps + 1):
            if step > 0:
                batch = rng.integers(0, len(x), 64)
                network.train_step(x[batch], labels[batch], rate=rate)
            if step % every == 0:
                errors[step // every] = network.error(x, labels)
    except FloatingPointError:
        errors[step // every :] = 0.9
    return errors


halved = (
    clothes.images.numpy().reshape(-1, 14, 2, 14, 2).mean(axis=(2, 4)).reshape(-1, 196)
)
labels = clothes.labels.numpy()
zca_mean, zca_matrix = (np.asarray(part) for part in zca(halved / 255, eps=0.005))
recipes = {
    "0 to 255": halved,
    "0 to 1": halved / 255,
    "one mean": (halved - halved.mean()) / 255,
    "mean image": (halved - halved.mean(axis=0)) / 255,
    "one mean and std": (halved - halved.mean()) / halved.std(),
    "standardised": Standardizer().fit(halved).transform(halved),
    "ZCA-whitened": (halved / 255 - zca_mean) @ zca_matrix,
}
rates = (1e-5, 1e-4, 1e-3, 0.01, 0.03, 0.1, 0.2)
fastest = {}
for name, x in tqdm(recipes.items(), desc="recipes"):
    x = np.asarray(x, dtype=np.float32)
    trials = {rate: training_errors(x, labels, rate, seed=0) for rate in rates}

    def steps_needed(errors):
        """Steps to 15 % error; where never, the run's length and what was left."""
        reached = np.flatnonzero(errors <= 0.15)
        return 10 * (reached[0] if len(reached) else len(errors) - 1 + errors[-1])

    rate = min(rates, key=lambda rate: steps_needed(trials[rate]))
    runs = np.stack(
        [trials[rate]] + [training_errors(x, labels, rate, seed) for seed in (1, 2)]
    )
    fastest[name] = (float(np.median([steps_needed(run) for run in runs])), rate, runs)
    print(f"{name:17s} best rate {rate:6g}: 15 % error after {min(fastest[name][0], 300):.0f}{'+' if fastest[name][0] > 300 else ''} steps, "
          f"error after 300 steps {100 * np.median(runs[:, -1]):.1f} %")  # fmt: skip
fig, axes = plt.subplots(1, 2, figsize=(10.5, 4), layout="constrained", sharey=True)
panels = {
    "what is subtracted": ("one mean", "mean image", "0 to 1", "0 to 255"),
    "what it is divided by": ("one mean", "one mean and std", "mean image", "standardised", "ZCA-whitened"),
}  # fmt: skip
for ax, (title, shown) in zip(axes, panels.items(), strict=True):
    plots.curves(
        {name: 100 * fastest[name][2] for name in shown},
        ax,
        x=10 * np.arange(31),
        xlabel="steps of SGD",
        ylabel="training error, %",
    )
    ax.axhline(15, color="0.4", linewidth=0.9)
    ax.text(4, 15, "15 %", va="bottom", fontsize="small", color="0.3")
    ax.set(title=title, ylim=(0, 70), xlim=(0, 300))
    ax.legend(frameon=False, loc="upper right")
claims.record(
    "Normalised inputs are easier to optimise",
    "holds" if fastest["standardised"][0] < 0.8 * fastest["0 to 1"][0] else "does not hold",
    "steps to 15 % training error of an MLP on 2,000 clothes, best of seven rates, median of 3 seeds: "
    + ", ".join(f"{name} {steps:.0f}" if steps <= 300 else f"{name} over 300" for name, (steps, *_) in fastest.items()),
)  # fmt: skip
with_std, without_std = (
    [min(steps_needed(run), 300) for run in fastest[name][2]]
    for name in ("one mean and std", "one mean")
)
claims.record(
    "Images: subtract the per-channel mean and divide by the per-channel std (e.g. ResNet)",
    "holds with care" if max(with_std) < min(without_std)
    else "does not hold" if min(with_std) > max(without_std)
    else "not tested here",  # the seeds overlap
    f"grey clothes have one channel, and one deviation for all pixels is much like another learning rate: {min(with_std):.0f} to "
    f"{max(with_std):.0f} steps with the division, {min(without_std):.0f} to {max(without_std):.0f} without (MLP, best of seven rates, 3 "
    "seeds); the ResNet paper itself (sections 3.4 and 4.2) subtracts the per-pixel mean and does not divide",
)  # fmt: skip

# %% [markdown]
# **What to see.** Left: pixels from 0 to 255 stay far above the grey line at 15 %, and pixels from 0 to 1 come
# within a few points of it (a single run may touch it towards the end); with one mean subtracted they cross it,
# and with the mean image sooner. Right, in pairs: one deviation for all pixels adds little to one mean. A deviation
# for each pixel ("standardised") adds more to the mean image, which it subtracts, too, and whitening, which subtracts
# the same mean image, adds most.
#
# | inputs | steps to 15 % training error |
# |---|---|
# | 0 to 255 | not in 300 |
# | 0 to 1 | about 300 at the best, or not in 300 |
# | one mean; one mean and std | about 200; about 170 |
# | mean image | about 150 |
# | standardised | about 110 |
# | ZCA-whitened | about 50 |
#
# Subtracting something helps a lot; *what* is subtracted matters less than that it is. For these clothes the
# mean image beats the single mean, as experiment 5 lets expect. One deviation for all pixels is the same for
# every input, and a learning rate can make up for most of it. Whitening is faster still, by a factor of about
# two. These are steps to fit the *training* data of one network, though, and the rates are far apart: a finer
# grid may change all these numbers a little, most of all those of 0 to 255, where the neighbours of the best
# rate are ten times as small and ten times as large.
#
# <!-- measured:
# true: fastest["0 to 255"][0] > 300 and np.median(fastest["0 to 255"][2][:, -1]) > 0.2
# true: fastest["0 to 1"][0] > 250 and fastest["0 to 255"][1] == 1e-4
# 200 ± 40: fastest["one mean"][0]
# 170 ± 40: fastest["one mean and std"][0]
# 150 ± 40: fastest["mean image"][0]
# 110 ± 30: fastest["standardised"][0]
# 50 ± 10: fastest["ZCA-whitened"][0]
# true: max(map(steps_needed, fastest["mean image"][2])) < min(map(steps_needed, fastest["one mean"][2]))
# 1.5 to 3.3: fastest["standardised"][0] / fastest["ZCA-whitened"][0]
# given: 300
# -->

# %% [markdown]
# ### Experiment 8 · So why not whiten everything?
#
# The slide says "in practice, you *could* also" do PCA and whitening. If it makes training so fast, why
# *could*? Whitening has D(D + 1)/2 numbers to learn from the training split (and D means), and it gives the
# directions of least variance, which are mostly noise, the same voice as the others. Below, a linear classifier
# learns from 200 digits, or from 1,200, whitened with more and with less ε, and is tested on others.
#
# The right panel looks at the refit of section 1: the variances of the test split along the whitened directions, once
# transformed with the training split's statistics (honest), and once with its own.
#
# **Predict:** at which ε is the test error least: tiny, or as large as the typical variance? What is the
# variance of the honestly whitened test split?

# %% tags=["experiment", "skip-execution"]
digits = data.load_digits()
pixels_train = (
    (digits.x_train * digits.std + digits.mean).reshape(-1, 64).astype(np.float64)
)
pixels_test = (
    (digits.x_test * digits.std + digits.mean).reshape(-1, 64).astype(np.float64)
)
amounts = np.logspace(-6, 2, 9)
few, many, seeds = 200, 1200, 3


def test_error(change, x, y):
    """Test error of a linear classifier that sees change(x)."""
    w, b = train_linear(change(x), y)
    return ((change(pixels_test) @ w + b).argmax(axis=1) != digits.y_test).mean()


def zca_transform(x, amount):
    """ZCA learned from x, with the overall scale made 1 so that one learning rate suits all."""
    mean, matrix = (
        np.asarray(part) for part in zca(x, eps=amount * x.var(axis=0).mean())
    )
    matrix = matrix / ((x - mean) @ matrix).std()
    return lambda new: (new - mean) @ matrix


whitened_errors = {size: np.empty((seeds, len(amounts))) for size in (few, many)}
standard_errors = {size: np.empty(seeds) for size in (few, many)}
for size, seed in tqdm(
    [(n, s) for n in (few, many) for s in range(seeds)], desc="whitening"
):
    which = np.random.default_rng(seed).choice(len(pixels_train), size, replace=False)
    x, y = pixels_train[which], digits.y_train[which]
    for j, amount in enumerate(amounts):
        whitened_errors[size][seed, j] = test_error(zca_transform(x, amount), x, y)
    standard_errors[size][seed] = test_error(Standardizer().fit(x).transform, x, y)
    if (size, seed) == (few, 0):
        mean, matrix = (np.asarray(part) for part in whiten(x, eps=1e-6))
        own_mean, own_matrix = (
            np.asarray(part) for part in whiten(pixels_test, eps=1e-6)
        )
        own = ((x - mean) @ matrix).var(axis=0)
        honest = ((pixels_test - mean) @ matrix).var(axis=0)
        refitted = ((pixels_test - own_mean) @ own_matrix).var(axis=0)
fig, axes = plt.subplots(1, 2, figsize=(10.5, 3.8), layout="constrained")
plots.curves(
    {
        f"whitened, {few} digits": 100 * whitened_errors[few],
        f"standardised, {few}": np.full(
            len(amounts), 100 * np.median(standard_errors[few])
        ),
        f"whitened, {many} digits": 100 * whitened_errors[many],
        f"standardised, {many}": np.full(
            len(amounts), 100 * np.median(standard_errors[many])
        ),
    },
    axes[0],
    x=amounts,
    xlabel="ε, in units of the mean variance of a pixel",
    ylabel="test error, %",
)
axes[0].set(xscale="log", ylim=(0, 20))
shown = np.flatnonzero(own > 0.5)
axes[1].plot(own[shown], color=plots.COLOURS[0], linewidth=5, alpha=0.4, label="training split")  # fmt: skip
axes[1].plot(honest[shown], color=plots.COLOURS[1], label="test split, honest")
axes[1].plot(refitted[shown], "k.", markersize=3, label="test split, refitted")
axes[1].set(
    xlabel="principal direction, largest variance first", ylabel="variance after whitening", yscale="log"
)  # fmt: skip
axes[1].legend(frameon=False)
axes[1].grid(alpha=0.3)
tiny, large = (
    {size: np.median(whitened_errors[size][:, j]) for size in (few, many)}
    for j in (0, -1)
)
claims.record(
    "In practice, you could also PCA and whiten the data",
    "holds with care" if tiny[few] > large[few] + 0.01 else "holds",
    f"linear classifier, one rate, median of 3 draws; {few} training digits: test error {tiny[few]:.1%} whitened with ε = 1e-6, {large[few]:.1%} with ε = 100 (hardly "
    f"whitened), {np.median(standard_errors[few]):.1%} standardised; {many} digits: {tiny[many]:.1%}, {large[many]:.1%}, "
    f"{np.median(standard_errors[many]):.1%}; variance of the whitened test split up to {honest[shown].max():.0f}",
)

# %% [markdown]
# **What to see.** Left: with 200 digits, full whitening (small ε, at the left) costs 13 % test error, against
# 9 % standardised and 7.5 % with so much ε that hardly anything is whitened. A tiny ε is the worst choice: the error
# falls once ε comes near the mean variance of a pixel (1 on the axis), where it is about 8 %, and above that it stays
# nearly level, so that ten times that variance and a hundred times cannot be told apart by three draws. With 1,200 digits all are better,
# and full whitening is still the worst: 4.7 %, 3.3 % and 3.3 %. Whitening says that every direction is equally
# important, and the classifier believes it. Right: the training split is white by construction. The test split
# is not: its variance is up to three times too large along the directions that had little variance in training,
# and forty times in the last one shown (nearly a single pixel, which hardly any of the 200 digits uses),
# because there the training split's estimate was worst. Refitted on itself it looks perfect, as perfect as the
# training split. That is the danger of a refit: it removes the very evidence that something does not generalise.
#
# Whether experiment 7's network pays this price, too, is not measured here: that was another model on other
# data. Wadia et al. (2021) give a reason why it can: a model that starts with a fully connected layer and is
# trained on whitened data learns from less information about the data, which can make it generalise worse, in
# the extreme not at all. It may be why the slide says *could*. For convolutional networks one mostly centres,
# perhaps scales, and leaves the rest to normalisation inside the network.
#
# <!-- measured:
# 13 ± 1.5: 100 * tiny[few]
# 9 ± 1: 100 * np.median(standard_errors[few])
# 7.5 ± 1: 100 * large[few]
# 8 ± 1: 100 * np.median(whitened_errors[few][:, 6])
# true: np.median(whitened_errors[few], axis=0)[:3].min() > 1.3 * np.median(whitened_errors[few], axis=0)[6:].max()
# true: np.ptp(np.median(whitened_errors[few], axis=0)[6:]) < 0.02
# true: np.isclose(amounts[6], 1)
# 4.7 ± 0.8: 100 * tiny[many]
# 3.3 ± 0.6: 100 * np.median(standard_errors[many])
# 3.3 ± 0.6: 100 * large[many]
# 2.5 to 4: np.sort(honest[shown])[-2]
# 40 ± 5: honest[shown].max()
# true: np.abs(refitted[shown] - 1).max() < 0.05
# true: (np.asarray(matrix)[:, shown[-1]] ** 2).max() > 0.75 * (np.asarray(matrix)[:, shown[-1]] ** 2).sum()
# -->

# %% [markdown] nbgrader={"grade": true, "grade_id": "question_leak", "locked": false, "points": 4, "schema_version": 3, "solution": true, "task": false}
# **Question A (4 points, in your own words).** A colleague standardises the whole data set, then splits it, and
# reports a test error. Another one splits first, but whitens the test split with its own covariance, "so that it is
# white, too". (a) For each of the two say what information flows where it should not, and in which situation it would
# change the reported error noticeably. (b) In use, photographs arrive one at a time. Which of the two procedures can
# still be carried out then, and what becomes of a single photograph under the other one? Name a result of this
# notebook that warns of the other one.
#
# === BEGIN MARK SCHEME ===
# (a) 1 point each. The first: the test split's mean and deviation enter the training inputs (and so the
# model); noticeable where there are few examples or many statistics (whitening, D² numbers) or where the
# test split lies elsewhere than the training split. The second: every test example is transformed with
# statistics of the other test examples, so that its prediction depends on them, and train and test live in
# different coordinates (signs and order of axes may even differ); it hides a shift (darker test images come
# out centred), and the error reported is not that of the function that was trained. No point for "it is
# cheating" without a mechanism.
#
# (b) 1 point: the first can (its mean and deviations are fixed numbers, kept with the model; only its reported
# error was at fault), the second cannot: the covariance of a single photograph is zero, and minus the mean over that
# one example it is all zeros, whatever it shows. 1 point for a result that warns of the second: a single example that
# becomes all zeros where `transform` refits (section 1, and the check of exercise 1), or the variances of experiment 8:
# refitted, the test split has variance 1 throughout, and what the honest transform shows (up to 40) is gone.
# === END MARK SCHEME ===

# %% [markdown]
# ## 7 · Other kinds of data
#
# The lecture closes with one line each on text, graphs, sound and rewards. The idea is always the same:
# find the *nuisance scale*, the number that varies for reasons unrelated to the question, and divide by it.
#
# **Words.** A word vector's length depends, among other things, on how often the word occurs. To compare what
# words mean, compare directions: $\hat v = v / |v|$, so that $\hat v \cdot \hat u$ is the cosine of their angle.
#
# ### Exercise 11 · `unit_rows` (5 minutes, ●○○, 2 points)


# %% nbgrader={"grade": false, "grade_id": "unit_rows", "locked": false, "schema_version": 3, "solution": true, "task": false}
def unit_rows(vectors):
    """Return the vectors with every row divided by its Euclidean length.

    vectors: (V, D), floats or integers (uint8, too), not changed. A row of zeros stays a row of zeros;
    every other row has length 1 afterwards, however short it was (1e-9, say).
    """
    ### BEGIN SOLUTION
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return vectors / np.where(lengths == 0, 1, lengths)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "unit_rows_test", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
def unit_slips(v):
    """What the usual mistakes give."""
    with np.errstate(all="ignore"):
        return {
            "every column was given length 1; a word is a row.": v / np.linalg.norm(v, axis=0),
            "this divides by the squared length; take the root.": v / (v**2).sum(axis=1, keepdims=True),
            "this divides by the sum of sizes; the Euclidean length is wanted.": v / np.abs(v).sum(axis=1, keepdims=True),
            "this divides by the sum of the row.": v / v.sum(axis=1, keepdims=True),
            "this divides by the largest entry; the Euclidean length is wanted.": v / np.abs(v).max(axis=1, keepdims=True),
            "one length for the whole matrix; every row has its own.": v / np.linalg.norm(v),
            "these are the lengths; divide the rows by them.": np.linalg.norm(v, axis=1),
            "the rows were centred first; only their length changes.": (v - v.mean(axis=1, keepdims=True)) / np.linalg.norm(v - v.mean(axis=1, keepdims=True), axis=1, keepdims=True),
        }  # fmt: skip


vectors = np.array([[3.0, 4.0], [-5.0, 12.0], [1.0, 0.0]])
given = vectors.copy()
checks.assert_close(
    unit_rows(given),
    [[0.6, 0.8], [-5 / 13, 12 / 13], [1, 0]],
    "unit_rows([[3, 4], [-5, 12], [1, 0]])",
    mistakes=unit_slips(vectors),
)
checks.assert_untouched(given, vectors, "unit_rows", "vectors")
with checks.stays_finite(
    "unit_rows with a row of zeros", "a row of zeros has length 0; divide it by 1."
):
    got = unit_rows(np.array([[0.0, 0.0], [0.0, 2.0]]))
checks.assert_close(
    got,
    [[0, 0], [0, 1]],
    "unit_rows([[0, 0], [0, 2]])",
    mistakes={"the row of zeros must stay, without NaN.": [[np.nan, np.nan], [0, 1]]},
)
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(31)
vectors = rng.normal(size=(7, 5))
vectors[2] *= 1000
lengths = np.sqrt((vectors**2).sum(axis=1, keepdims=True))
checks.assert_close(
    unit_rows(vectors),
    vectors / lengths,
    "unit_rows of 7 vectors",
    mistakes=unit_slips(vectors),
)
checks.assert_close(
    unit_rows(np.array([[3e-5, -4e-5], [3.0, 4.0]])),
    [[0.6, -0.8], [0.6, 0.8]],
    "unit_rows of a very short row",
    mistakes={
        "short rows are not zero rows: only a length of 0 is special.": checks.AnyOf(
            [[short, [0.6, 0.8]] for short in ([3e-5, -4e-5], [0, 0])]
        ),
    }
    | {
        f"a small constant, {c:g}, is added to the length; every row but zeros has length 1 afterwards.": np.array(
            [[3e-5, -4e-5], [3, 4]]
        )
        / [[5e-5 + c], [5 + c]]
        for c in (1e-9, 1e-8, 1e-7, 1e-6, 1e-5)
    },
)
shortest = np.array([[3e-9, 4e-9], [0.0, 0.0]])
checks.assert_close(
    unit_rows(shortest),
    [[0.6, 0.8], [0, 0]],
    "unit_rows([[3e-9, 4e-9], [0, 0]])",
    mistakes={
        "short rows are not zero rows: only a length of 0 is special.": checks.AnyOf(
            [shortest, np.zeros((2, 2))]
        ),
    }
    | {
        f"a small constant, {c:g}, is added to the length; every row but zeros has length 1 afterwards.": shortest
        / (5e-9 + c)
        for c in (1e-12, 1e-10, 1e-9, 1e-8, 1e-7, 1e-6)
    }
    | {
        f"only a length of 0 is special; this raises lengths below {c:g}.": shortest / c
        for c in (1e-8, 1e-7, 1e-6, 1e-5)
    },
)
opposed = np.array([[3.0, -3.0], [0.0, 0.0], [1.0, 0.0]])
checks.assert_close(
    unit_rows(opposed),
    [[0.5**0.5, -(0.5**0.5)], [0, 0], [1, 0]],
    "unit_rows([[3, -3], [0, 0], [1, 0]])",
    mistakes={
        "this takes a row for zeros whose entries add up to 0; look at its length.": checks.AnyOf(
            [[row, [0, 0], [1, 0]] for row in ([3, -3], [0, 0])]
        ),
        "this takes a row for zeros that has a 0 in it; look at its length.": [
            [0.5**0.5, -(0.5**0.5)],
            [0, 0],
            [0, 0],
        ],
    },
)
tiny = 1e-6 * shortest
checks.assert_close(
    unit_rows(tiny),
    [[0.6, 0.8], [0, 0]],
    "unit_rows([[3e-15, 4e-15], [0, 0]])",
    mistakes={
        f"only a length of 0 is special; this raises lengths below {c:g}, as torch's normalize does by default.": tiny
        / c
        for c in (1e-12, 1e-10)
    }
    | {
        f"a small constant, {c:g}, is added to the length; every row but zeros has length 1 afterwards.": tiny
        / (5e-15 + c)
        for c in (1e-16, 1e-15, 1e-14, 1e-12, 1e-10)
    }
    | {
        "short rows are not zero rows: only a length of 0 is special.": np.zeros((2, 2))
    },
)
for kind in (np.int64, np.uint8):
    given = np.array([[3, 4], [0, 3], [0, 0], [30, 40]], dtype=kind)
    before, squares = (
        given.copy(),
        (given * given).sum(axis=1, dtype=kind, keepdims=True),
    )
    checks.assert_close(
        unit_rows(given),
        [[0.6, 0.8], [0, 1], [0, 0], [0.6, 0.8]],
        f"unit_rows([[3, 4], [0, 3], [0, 0], [30, 40]]) of dtype {kind.__name__}",
        mistakes={
            "the result keeps the integers' dtype, which cuts fractions off; make it float.": [
                [0, 0],
                [0, 1],
                [0, 0],
                [0, 0],
            ],
            "squares of uint8 do not fit into uint8: make the vectors float first.": checks.AnyOf(
                [
                    given / np.where(squares == 0, 1, np.sqrt(one))
                    for one in (squares, (given * given).sum(axis=1, keepdims=True))
                ]
            ),
        },
    )
    checks.assert_untouched(given, before, "unit_rows", "vectors")
checks.assert_close(
    unit_rows(np.array([[-2.0], [0.0], [0.5]])),
    [[-1], [0], [1]],
    "unit_rows of vectors with one entry",
)
checks.assert_close(
    unit_rows(np.array([[2.0, -2.0, 1.0]])),
    [[2 / 3, -2 / 3, 1 / 3]],
    "unit_rows of a single row",
)
### END HIDDEN TESTS

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# A length for each row must have shape (V, 1), so that it divides its own row: look for `keepdims`.
# </details>
# <details><summary>Hint 2</summary>
#
# `np.linalg.norm` has an argument `axis`. Only lengths of exactly 0 need another divisor.
# </details>

# %% [markdown]
# ### Experiment 9 · Word vectors from NumPy's own documentation
#
# The docstrings of NumPy are a real, if narrow, body of text: about 130,000 words, on your disk. We count
# which words stand within four places of each other, take logarithms, and let an SVD make 50 numbers of
# each row of that table; GloVe does something akin on billions of words. **Predict**: which word is
# "nearest" to *minimum* by dot product, and which by cosine? (Counts make long vectors of frequent words: that
# much is built in. What it does to neighbours is to be seen.)

# %% tags=["experiment", "skip-execution"]
documents = {
    getattr(getattr(np, name), "__doc__", None) or "" for name in sorted(dir(np))
}
texts = [re.findall(r"[a-z]+", text.lower()) for text in sorted(documents)]
counts = Counter(word for text in texts for word in text)
vocabulary = [word for word, _ in counts.most_common(600) if len(word) > 2]
number = {word: i for i, word in enumerate(vocabulary)}
near = np.zeros((len(vocabulary), len(vocabulary)))
for text in texts:
    ids = [number.get(word, -1) for word in text]
    for gap in range(1, 5):
        for a, b in zip(ids, ids[gap:], strict=False):
            if a >= 0 and b >= 0:
                near[a, b] += 1
                near[b, a] += 1
u, s, _ = np.linalg.svd(np.log1p(near))
word_vectors = u[:, :50] * s[:50]
unit_vectors = unit_rows(word_vectors)
lengths = np.linalg.norm(word_vectors, axis=1)
often = np.array([counts[word] for word in vocabulary])
ranks = [np.argsort(np.argsort(values)) for values in (lengths, often)]
follows = np.corrcoef(*ranks)[0, 1]


def nearest(word, vectors, count=3):
    """The words with the largest dot product, without the word itself."""
    closeness = vectors @ vectors[number[word]]
    return [vocabulary[i] for i in closeness.argsort()[::-1] if i != number[word]][
        :count
    ]


asked = ("minimum", "row", "negative", "sum", "real", "first")
same = len({tuple(nearest(word, word_vectors, 2)) for word in asked})
for word in asked:
    print(
        f"{word:9s} by dot product: {', '.join(nearest(word, word_vectors)):22s} "
        f"by cosine: {', '.join(nearest(word, unit_vectors))}"
    )
frequent = set(vocabulary[:5])
dominated = np.mean(
    [nearest(word, word_vectors, 1)[0] in frequent for word in vocabulary]
)
after_unit = np.mean(
    [nearest(word, unit_vectors, 1)[0] in frequent for word in vocabulary]
)
fig, ax = plt.subplots(figsize=(6.4, 3.6), layout="constrained")
ax.scatter(often, lengths, s=10, color=plots.COLOURS[0], alpha=0.5)
for word in ("the", "array", "minimum"):
    place = (counts[word], lengths[number[word]])
    ax.annotate(
        word, place, (0, -26), textcoords="offset points", ha="center", arrowprops={"arrowstyle": "-"}
    )  # fmt: skip
    ax.plot(*place, "o", color=plots.COLOURS[1], markersize=5)
ax.set(xscale="log", xlabel="how often the word occurs", ylabel="length of its vector")
ax.grid(alpha=0.3)
claims.record(
    "Word vectors should be normalised to unit norm",
    "holds with care" if after_unit < 0.3 * dominated else "does not hold",
    "vectors from logarithms of counts, not Word2Vec or GloVe; length follows frequency by construction (rank "
    f"correlation {follows:.2f}); the nearest word is one of the five most frequent for "
    f"{dominated:.0%} of words by dot product, for {after_unit:.0%} after normalising",
)

# %% [markdown]
# **What to see.** A long vector is a frequent word: the points follow one curve (rank correlation 0.96). That
# is how these vectors were made, from logarithms of counts; how far it holds for Word2Vec or GloVe is not
# tested here. By dot product the nearest word to almost *anything* is one of the most frequent, mostly "the".
# By cosine, *minimum* is next to *maximum*, *negative* to *positive*, *row* to *column*, *first* to *second*:
# NumPy's docstrings and an SVD know that much. The length is not worthless (question B); it only answers
# another question.
#
# <!-- measured:
# 0.96 ± 0.02: follows
# true: np.mean([nearest(word, word_vectors, 1) == ["the"] for word in vocabulary]) > 0.8
# true: dominated > 0.9 and after_unit < 0.1 and 1e5 < sum(counts.values()) < 1.6e5
# true: nearest("minimum", unit_vectors, 1) == ["maximum"] and nearest("row", unit_vectors, 1) == ["column"]
# true: nearest("negative", unit_vectors, 1) == ["positive"] and nearest("first", unit_vectors, 1) == ["second"]
# -->

# %% [markdown]
# **Graphs.** A graph network lets every node add up what its neighbours say: $H \leftarrow A H$, with the
# adjacency matrix $A$. A node with 17 neighbours then hears seventeen times as much as a node with one. The
# slide: scale "by the inverse of its degree or the square root of its degree". That can be read in two ways; in
# graph networks one *divides* by the root. With $D$ the diagonal matrix of the degrees,
#
# $$D^{-1} A \;\;(\text{a mean over the neighbours}), \qquad D^{-1/2} A D^{-1/2} \;\;(\text{symmetric: both ends
# count}).$$
#
# Kipf and Welling (2016) use the symmetric form, but first give every node an edge to itself, so that it hears
# its own features, too: they put $A + I$ in place of $A$, and its degrees in place of $D$. Here self-loops are
# left to the caller, who can pass $A + I$.
#
# ### Exercise 12 · `normalize_adjacency` (15 minutes, ●●○, 3 points)


# %% nbgrader={"grade": false, "grade_id": "normalize_adjacency", "locked": false, "schema_version": 3, "solution": true, "task": false}
def normalize_adjacency(adjacency, mode):
    """Return the adjacency matrix scaled by the nodes' degrees.

    adjacency: (V, V), symmetric, floats or integers (uint8, too) of at least 0 (1 for an edge,
    or its weight). It is not changed, gets no self-loops, and keeps those it has (on its diagonal).
    The degree of node i is the sum of row i.
    mode: "mean": row i divided by degree i. "symmetric": entry (i, j) divided by
    sqrt(degree i · degree j). A node without edges keeps its row and column of zeros.
    Raises ValueError for another mode.
    """
    ### BEGIN SOLUTION
    degrees = adjacency.sum(axis=1)
    degrees = np.where(degrees == 0, 1, degrees)  # their rows are 0 anyway
    if mode == "mean":
        return adjacency / degrees[:, np.newaxis]
    if mode == "symmetric":
        return adjacency / np.sqrt(np.outer(degrees, degrees))
    raise ValueError(f"mode should be mean or symmetric, got {mode!r}")
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "normalize_adjacency_test", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
def check_graph(a, what):
    """Both modes on one graph."""
    with np.errstate(all="ignore"):
        degree = a.sum(axis=1)
        one_over = np.where(degree > 0, 1 / degree, 0)
        root, edges = np.sqrt(one_over), (a > 0).sum(axis=1)
        by_edges = np.where(edges > 0, 1 / edges, 0)
        loops = a + np.eye(len(a))
        looped = 1 / loops.sum(axis=1)
        cleared = a - np.diag(np.diag(a))
    wanted = {"mean": one_over[:, None] * a, "symmetric": root[:, None] * a * root}
    slips = {
        "degree j divides column j here; in this mode degree i divides row i.": a * one_over,
        "both ends are divided by their whole degree; here the roots.": one_over[:, None] * a * one_over,
        "the other mode's result.": checks.AnyOf([wanted["symmetric"], wanted["mean"]]),
        "only one end is divided by its root.": root[:, None] * a,
        "multiply by 1/sqrt(degree): the slide means dividing by the root.": np.sqrt(degree)[:, None] * a * np.sqrt(degree),
        "the degree is the sum of the weights, not the number of edges.": checks.AnyOf([by_edges[:, None] * a, np.sqrt(by_edges)[:, None] * a * np.sqrt(by_edges)]),
        "self-loops were added; the docstring wants none.": checks.AnyOf([looped[:, None] * loops, np.sqrt(looped)[:, None] * loops * np.sqrt(looped)]),
        "self-loops were counted in the degrees.": checks.AnyOf([looped[:, None] * a, np.sqrt(looped)[:, None] * a * np.sqrt(looped)]),
        "nothing was scaled.": a,
        "only a degree of 0 is special; np.maximum(degrees, 1) changes those below 1, too.": checks.AnyOf([a / np.maximum(degree, 1)[:, None], a / np.sqrt(np.outer(np.maximum(degree, 1), np.maximum(degree, 1)))]),
        "this divides by the largest degree; every node has its own.": a / max(degree.max(), 1e-300),
        "the result keeps the integers' dtype, which cuts fractions off; make it float.": checks.AnyOf([np.floor(wanted["mean"]), np.floor(wanted["symmetric"])]),
        "the self-loops that the matrix has must stay, and count.": checks.AnyOf([cleared / np.where(cleared.sum(axis=1) > 0, cleared.sum(axis=1), 1)[:, None], cleared / np.sqrt(np.outer(*2 * [np.where(cleared.sum(axis=1) > 0, cleared.sum(axis=1), 1)]))]),
        "the self-loops that the matrix has must stay.": checks.AnyOf([cleared / np.where(degree > 0, degree, 1)[:, None], cleared / np.sqrt(np.outer(*2 * [np.where(degree > 0, degree, 1)]))]),
        "this is the Laplacian; only the scaled adjacency is wanted.": np.eye(len(a)) - wanted["symmetric"],
        "a node without edges divides by 0: leave its zeros.": checks.AnyOf([np.where(degree[:, None] > 0, wanted["mean"], np.nan), np.where(np.outer(degree, degree) > 0, wanted["symmetric"], np.nan)]),
        "the degree is the sum of the row, not its mean.": checks.AnyOf([wanted["mean"] * len(a), wanted["symmetric"] * len(a)]),
    }  # fmt: skip
    twice = np.where(degree > 0, degree + np.diag(a), 1)
    slips |= {
        "a node without edges got a self-loop; it keeps its zeros.": checks.AnyOf([wanted["mean"] + np.diag(degree == 0), wanted["symmetric"] + np.diag(degree == 0)]),
        "the degree is the sum of the row, where a self-loop counts once.": checks.AnyOf([a / twice[:, None], a / np.sqrt(np.outer(twice, twice))]),
        "the mean of this matrix and its transpose is symmetric, too, but not what is wanted.": (wanted["mean"] + wanted["mean"].T) / 2,
    }  # fmt: skip
    if a.dtype == np.uint8:
        short = np.maximum(a.sum(axis=1, dtype=np.uint8), 1)
        slips |= {
            "the degrees do not fit into uint8: make the matrix float before you add.": checks.AnyOf([a / short[:, None], a / np.sqrt(np.outer(1.0 * short, short)), a / np.sqrt(np.maximum(np.outer(short, short), 1))]),
        }  # fmt: skip
    for c in (1e-12, 1e-10, 1e-9, 1e-8, 1e-6):
        for said, other in {
            f"a small constant, {c:g}, is added to the degrees; only a degree of 0 is special.": degree
            + c,
            f"only a degree of 0 is special; this raises degrees below {c:g}.": np.maximum(
                degree, c
            ),
        }.items():
            slips[said] = checks.AnyOf(
                [a / other[:, None], a / np.sqrt(np.outer(other, other))]
            )
    # Where all weights are tiny, many slips give next to 0, and none of them could be told from the others.
    slips = {
        text: checks.AnyOf([one for one in several if not np.abs(one).max() < 1e-6])
        for text, slip in slips.items()
        for several in [slip if isinstance(slip, checks.AnyOf) else [slip]]
    }
    slips[
        "only a degree of 0 is special; here a small one counts as 0, or as 1."
        if a.max() < 1e-3
        else "nothing is left: weights below 1 must not be made integers."
    ] = 0 * a
    for mode in ("mean", "symmetric"):
        given = a.copy()
        with checks.stays_finite(
            what,
            "the degrees do not fit into uint8: make the matrix float before you add."
            if a.dtype == np.uint8
            else "a node without edges has degree 0; leave its row of zeros.",
        ):
            got = normalize_adjacency(given, mode)
        checks.assert_close(
            got, wanted[mode], f'normalize_adjacency({what}, "{mode}")', mistakes=slips
        )
        checks.assert_untouched(given, a, "normalize_adjacency", "adjacency")


star = np.array([[0.0, 1, 1, 1], [1, 0, 0, 1], [1, 0, 0, 0], [1, 1, 0, 0]])
check_graph(star, "a graph of 4 nodes")
row_sums = np.sum(np.asarray(normalize_adjacency(star, "mean")), axis=1)
checks.assert_close(row_sums, np.ones(4), "the row sums in mode mean")
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(32)
upper = 0.4 * np.triu(rng.random((7, 7)) * (rng.random((7, 7)) < 0.6), 1)
check_graph(upper + upper.T, "a graph with weights")
lonely = np.zeros((5, 5))
lonely[:4, :4] = star
check_graph(lonely, "a graph with a lonely node")
check_graph(np.array([[0, 1, 0], [1, 0, 1], [0, 1, 0]]), "integers")
heavy = np.array([[0, 200, 100], [200, 0, 0], [100, 0, 0]], dtype=np.uint8)
check_graph(heavy, "a graph with weights of dtype uint8")
check_graph(1e-9 * lonely, "a graph whose weights are 1e-9")
check_graph(1e-15 * lonely, "a graph whose weights are 1e-15")
check_graph(1e6 * (upper + upper.T), "a graph with large weights")
check_graph(lonely + np.diag([2.0, 0, 1, 0, 3]), "a graph with self-loops")
check_graph(np.array([[4.0]]), "one node with a self-loop")
check_graph(np.zeros((2, 2)), "two nodes without an edge")
for unknown in ("row", "means", "symmetrical", "sym", ""):
    with results.raises(
        ValueError,
        f'normalize_adjacency(a, "{unknown}")',
        "An unknown mode must not pass silently, even if it resembles a known one.",
    ):
        normalize_adjacency(star, unknown)
### END HIDDEN TESTS

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# `adjacency / degrees[:, np.newaxis]` divides row i by degree i; without the new axis it divides columns.
# </details>
# <details><summary>Hint 2</summary>
#
# `np.outer(degrees, degrees)[i, j]` is degree i times degree j. Replace degrees of 0 by 1: what they divide
# is 0 already.
# </details>

# %% [markdown]
# ### Experiment 10 · A karate club
#
# Zachary's karate club (1977): 34 members, 78 friendships, the best known graph there is; networkx, which comes with
# PyTorch, ships it. Random features (sixteen a member, normal around 1, of deviation 1) are passed along the edges
# twelve times, as in a linear graph network of twelve layers without weights. **Predict:** by what factor do the
# features grow per layer, with each of the three matrices?

# %% tags=["experiment", "skip-execution"]
import networkx

club = networkx.to_numpy_array(networkx.karate_club_graph(), weight=None)
degrees = club.sum(axis=1)
passing = {
    "A": club,
    "mean, D⁻¹A": np.asarray(normalize_adjacency(club, "mean")),
    "symmetric, D⁻½AD⁻½": np.asarray(normalize_adjacency(club, "symmetric")),
}
sizes, growth, bias_to_hubs = {}, {}, {}
for name, matrix in passing.items():
    runs = []
    for seed in range(5):
        features = np.random.default_rng(seed).normal(size=(34, 16)) + 1
        sizes_of_run = [np.sqrt((features**2).mean())]
        for layer in range(12):
            features = matrix @ features
            sizes_of_run.append(np.sqrt((features**2).mean()))
            if layer == 0 and seed == 0:
                bias_to_hubs[name] = np.corrcoef(
                    np.abs(features).mean(axis=1), degrees
                )[0, 1]
        runs.append(sizes_of_run)
    sizes[name] = np.array(runs)
    growth[name] = float(np.median(sizes[name][:, -1] / sizes[name][:, -2]))
    print(f"{name:20s} factor per layer {growth[name]:.2f}; after one layer the features' size follows the degree with "
          f"correlation {bias_to_hubs[name]:.2f}")  # fmt: skip
fig, ax = plt.subplots(figsize=(6.4, 3.6), layout="constrained")
plots.curves(
    sizes, ax, x=np.arange(13), xlabel="layers of message passing", ylabel="size of the features", log=True
)  # fmt: skip
claims.record(
    "Graph networks: features are scaled by the inverse of the degree or of its root",
    "holds with care" if growth["A"] > 2 and max(growth["mean, D⁻¹A"], growth["symmetric, D⁻½AD⁻½"]) < 1.01 else "does not hold",
    "growth per layer on the karate club: " + ", ".join(f"{name} {factor:.2f}" for name, factor in growth.items())
    + " (one graph, random features around 1, no weights and no training)",
)  # fmt: skip

# %% [markdown]
# **What to see.** With A itself the features soon grow 6.73 times per layer, which is A's largest eigenvalue:
# to about $10^{10}$ after twelve layers. Both normalised matrices have 1 as their largest eigenvalue, and the
# two lower lines lie on each other. They differ in what they do to hubs: after one layer of the symmetric form
# the features' size still goes with the degree (its leading eigenvector is $\sqrt{d_i}$), with the mean it does
# not.
#
# | matrix | factor per layer | correlation with the degree after one layer |
# |---|---|---|
# | A | 6.73 | 1.00 |
# | mean | 1.00 | −0.15 |
# | symmetric | 1.00 | 0.96 |
#
# <!-- measured:
# 6.73: growth["A"]
# true: 1e9 < sizes["A"][:, -1].min() / sizes["A"][:, 0].max() < sizes["A"][:, -1].max() / sizes["A"][:, 0].min() < 1e11
# 1.00 ± 0.01: [growth["mean, D⁻¹A"], growth["symmetric, D⁻½AD⁻½"], bias_to_hubs["A"]]
# -0.15 ± 0.03: bias_to_hubs["mean, D⁻¹A"]
# 0.96 ± 0.02: bias_to_hubs["symmetric, D⁻½AD⁻½"]
# -->

# %% [markdown]
# **Sound.** "Spectral normalize waveforms to ensure that the frequency components are on a similar scale."
# Speech and music have far more power at low frequencies than at high ones. Cut a waveform into short
# frames and take each frame's Fourier transform: that is its spectrum, frames × frequencies, complex. Then
# divide every frequency by its root mean square over the *training* frames. (This has nothing to do with
# the "spectral normalization" of weight matrices, Miyato et al. 2018, which divides by a largest singular
# value.)
#
# ### Exercise 13 · `spectral_normalize` (15 minutes, ●●○, 3 points)


# %% nbgrader={"grade": false, "grade_id": "spectral_normalize", "locked": false, "schema_version": 3, "solution": true, "task": false}
def spectral_normalize(spectra, reference, eps=1e-8):
    """Return spectra with every frequency divided by its root mean square in reference.

    spectra: (T, F), complex or real floats, frames × frequencies. reference: (M, F), the
    training frames. Neither is changed. The root mean square of frequency f is
    sqrt(mean over frames of |reference[:, f]|²).
    A frequency whose root mean square is below eps is silent: it comes out as 0.
    Returns (T, F); phases stay as they are.
    """
    ### BEGIN SOLUTION
    rms = np.sqrt((np.abs(reference) ** 2).mean(axis=0))
    silent = rms < eps
    return np.where(silent, 0, spectra / np.where(silent, 1, rms))
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "spectral_normalize_test", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
def sound_slips(spectra, reference):
    """What the usual mistakes give; no frequency is silent."""
    size = np.abs(reference)
    rms = np.sqrt((size**2).mean(axis=0))
    own = np.sqrt((np.abs(spectra) ** 2).mean(axis=0))
    return {
        "a refit: every frequency was divided by its size in spectra; use reference, the training frames.": spectra / own,
        "a leak: spectra took part in the root mean square; use reference only.": spectra / np.sqrt((np.abs(np.concatenate([spectra, reference])) ** 2).mean(axis=0)),
        "this divides by the mean size; the root mean square is wanted.": spectra / size.mean(axis=0),
        "this divides by the mean square; take the root.": spectra / rms**2,
        "the 1/M is missing: take the mean over frames, not the sum.": spectra / np.sqrt((size**2).sum(axis=0)),
        "the mean is over the frames of reference; this divides their sum by the number of frames of spectra.": spectra / np.sqrt((size**2).sum(axis=0) / len(spectra)),
        "one number for all frequencies; every frequency has its own.": spectra / np.sqrt((size**2).mean()),
        "this divides by the largest size; the root mean square is wanted.": spectra / size.max(axis=0),
        "the deviation leaves the mean out; the root mean square is wanted.": spectra / np.maximum(reference.std(axis=0), 1e-12),
        "the phases are lost: np.abs belongs to the root mean square only.": np.abs(spectra) / rms,
        "the real parts only; phases stay as they are.": spectra.real / rms,
        "the mean was subtracted; only the scale changes.": (spectra - reference.mean(axis=0)) / rms,
        "the square of a complex number is complex; |reference|² is wanted.": checks.AnyOf([spectra / np.sqrt((reference.astype(complex) ** 2).mean(axis=0)), spectra / np.sqrt(np.abs((reference**2).mean(axis=0)))]),
        "|reference|² has an imaginary part as well.": spectra / np.sqrt((reference.real**2).mean(axis=0)),
        "this divides by the size of the mean, in which phases cancel; take the mean of the squared sizes.": spectra / np.abs(reference.mean(axis=0)),
        "the phases are turned round, as np.conj does; they stay as they are.": np.conj(spectra) / rms,
    }  # fmt: skip


rng = np.random.default_rng(12)


def noise(frames, scale):
    """Complex spectra whose frequencies have these sizes."""
    shape = (frames, len(scale))
    return (rng.normal(size=shape) + 1j * rng.normal(size=shape) + 0.5) * scale


reference, spectra = noise(9, [100.0, 3.0, 0.1]), noise(4, [50.0, 30.0, 0.2])
given, given_reference = spectra.copy(), reference.copy()
checks.assert_close(
    spectral_normalize(given, given_reference),
    spectra / np.sqrt((reference.real**2 + reference.imag**2).mean(axis=0)),
    "spectral_normalize(spectra, reference)",
    mistakes=sound_slips(spectra, reference),
)
checks.assert_untouched(given, spectra, "spectral_normalize", "spectra")
checks.assert_untouched(given_reference, reference, "spectral_normalize", "reference")
### BEGIN HIDDEN TESTS
reference, spectra = (
    noise(12, np.array([1e3, 5, 1, 0.2, 7])),
    noise(1, np.array([1.0, 1, 1, 1, 1])),
)
reference[:, 3] = 0
wanted = spectra / np.sqrt((np.abs(reference) ** 2).mean(axis=0) + (np.arange(5) == 3))
with checks.stays_finite(
    "spectral_normalize with a silent frequency", "its rms is 0: see the docstring."
):
    given, given_reference = spectra.copy(), reference.copy()
    got = spectral_normalize(given, given_reference)
checks.assert_untouched(given, spectra, "spectral_normalize", "spectra")
checks.assert_untouched(given_reference, reference, "spectral_normalize", "reference")
checks.assert_close(
    got,
    wanted * [1, 1, 1, 0, 1],
    "spectral_normalize where frequency 3 is silent in reference",
    mistakes={
        "a silent frequency comes out as 0, whatever is in spectra.": wanted,
        "a silent frequency comes out as 0, not as NaN or a huge number.": wanted
        * [1, 1, 1, 1e8, 1],
    },
)
quiet = noise(6, np.array([1.0, 0.14, 0.001]))
rms = np.sqrt((np.abs(quiet) ** 2).mean(axis=0))
checks.assert_close(
    spectral_normalize(quiet, quiet, eps=0.1),
    quiet / rms * [1, 1, 0],
    "spectral_normalize with eps=0.1 where only frequency 2 is below it",
    mistakes={
        "the argument eps is ignored.": quiet / rms,
        "eps decides which frequencies are silent; it is not added.": quiet
        / (rms + 0.1),
        "eps is compared with the root mean square, not with its square.": quiet
        / rms
        * [1, 0, 0],
    },
)
edge = np.array([[1.0, 2e-8, 5e-9, 1.0], [-1.0, -2e-8, 5e-9, 1.0]])
edge = np.concatenate([edge, edge])
wanted = np.sign(edge) * [1, 1, 0, 1]
checks.assert_close(
    spectral_normalize(edge, edge),
    wanted,
    "spectral_normalize with root mean squares of 1, 2e-8, 5e-9 and 1",
    rtol=1e-4,
    mistakes={
        "5e-9 is below 1e-8, eps by default, so this frequency is silent.": np.sign(
            edge
        ),
        "2e-8 is not below 1e-8, eps by default.": wanted * [1, 0, 0, 1],
    }
    | {
        f"a small constant, {c:g}, is added to the root mean square; the docstring adds none.": wanted
        * [1, 2e-8 / (2e-8 + c), 0, 1]
        for c in (1e-12, 1e-10, 1e-8, 1e-7, 1e-6)
    },
)
checks.assert_close(
    spectral_normalize(edge, edge, eps=1.0),
    wanted * [1, 0, 0, 1],
    "spectral_normalize with eps=1 where two root mean squares are exactly 1",
    mistakes={"silent is what lies below eps; what equals eps is not.": 0 * wanted},
)
wide = np.array([[1e4, 1e-6], [-1e4, 1e-6]])
checks.assert_close(
    spectral_normalize(wide, wide),
    np.sign(wide),
    "spectral_normalize with root mean squares of 1e4 and 1e-6",
    mistakes={
        "eps is compared with the root mean square itself, not with its share of the largest.": np.sign(
            wide
        )
        * [1, 0]
    },
)
checks.assert_close(
    spectral_normalize(np.array([[2.0, 3.0]]), np.array([[3 + 4j, 1j], [5j, -1]])),
    [[0.4, 3]],
    "spectral_normalize of real spectra with a complex reference",
)
checks.assert_close(
    spectral_normalize(np.array([[1 + 2j, 3j]]), np.array([[2.0, 1.0]])),
    [[0.5 + 1j, 3j]],
    "spectral_normalize of complex spectra with a real reference",
    mistakes={
        "the real parts only: the result has the dtype of reference, but belongs to spectra.": [
            [0.5, 0]
        ],
    },
)
click = np.zeros((100, 1))
click[7] = 0.5
checks.assert_close(
    spectral_normalize(np.ones((2, 1)), click, eps=0.1),
    np.zeros((2, 1)),
    "spectral_normalize with eps=0.1, where one frame of 100 is 0.5 and the rest 0, a root mean square of 0.05,",
    mistakes={
        "eps is compared with the loudest frame, or with one frame; compare the root mean square.": np.full(
            (2, 1), 20.0
        ),
    },
)
checks.assert_close(
    spectral_normalize(np.array([[1e-3]]), click, eps=0.01),
    [[0.02]],
    "spectral_normalize([[0.001]], reference, eps=0.01) with the same reference",
    mistakes={
        "eps is compared with the root mean square in reference; not with a mean size there, nor with spectra.": [
            [0.0]
        ]
    },
)
real = rng.normal(1, [4.0, 0.5], (8, 2))
checks.assert_close(
    spectral_normalize(real, real),
    real / np.sqrt((real**2).mean(axis=0)),
    "spectral_normalize of real magnitudes",
    mistakes=sound_slips(real, real + 1e-9),
)
### END HIDDEN TESTS

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# For complex numbers the square is not the squared size: `np.abs(reference) ** 2`, and `axis=0` is over
# frames.
# </details>
# <details><summary>Hint 2</summary>
#
# Which frequencies are silent? Give them a harmless divisor, and set them to 0 in the *result*, not in
# `spectra`.
# </details>

# %% [markdown]
# ### Experiment 11 · A whisper behind a hum
#
# An honest toy, made with NumPy: half a second of sound at 8 kHz has a loud hum with harmonics (as a mains
# supply has) and a faint hiss, which lies at 1.5 to 2.2 kHz for one class and at 2.3 to 3 kHz for the other.
# The hum's amplitude is a few hundred times that of the hiss. A linear classifier looks at the sizes of the
# frequencies, averaged over frames. **Predict** its test error with and without spectral normalisation, after
# 200 steps.


# %% tags=["experiment", "skip-execution"]
def recordings(count, seed):
    """Spectra (count, frames, frequencies) of half a second each, and labels 0 or 1."""
    rng = np.random.default_rng(seed)
    rate, n, frame = 8000, 4096, 256
    time_axis, labels = np.arange(n) / rate, rng.integers(0, 2, count)
    frequencies, spectra = np.fft.rfftfreq(n, 1 / rate), []
    for label in labels:
        low = 1500 + 800 * label
        hiss = rng.normal(size=len(frequencies)) + 1j * rng.normal(
            size=len(frequencies)
        )
        hiss *= (frequencies > low) & (frequencies < low + 700)
        sound = np.fft.irfft(hiss, n) * 3
        for k in range(1, 9):
            phase, loudness = rng.uniform(0, 2 * np.pi), rng.uniform(0.2, 2)
            sound += loudness / k * 10 * np.sin(2 * np.pi * 100 * k * time_axis + phase)
        sound += 0.02 * rng.normal(size=n)
        spectra.append(
            np.fft.rfft(sound.reshape(-1, frame) * np.hanning(frame), axis=1)
        )
    return np.array(spectra), labels


heard, labels_heard = recordings(60, seed=0)
unheard, labels_unheard = recordings(200, seed=1)
tuning, labels_tuning = recordings(60, seed=2)  # to choose the learning rate
training_frames = heard.reshape(-1, heard.shape[-1])


def loudness_of(spectra):
    """One number a frequency and recording: the mean size over frames."""
    return np.abs(spectra).mean(axis=1)


def normalised(spectra):
    """Every frequency on the training frames' scale."""
    frames = spectra.reshape(-1, spectra.shape[-1])
    return np.asarray(spectral_normalize(frames, training_frames)).reshape(
        spectra.shape
    )


sound_errors = {}
for name, change in (
    ("as recorded", lambda spectra: spectra),
    ("normalised", normalised),
):
    x, x_tuning, x_test = (
        loudness_of(change(part)) for part in (heard, tuning, unheard)
    )
    offset, size = (
        x.mean(axis=0),
        np.sqrt(((x - x.mean(axis=0)) ** 2).mean()),
    )  # one scale for all
    tried = []  # (error on the tuning recordings, rate, error on the test recordings)
    for rate in (0.01, 0.1, 0.3, 1.0, 3.0):
        w, b = train_linear((x - offset) / size, labels_heard, steps=200, rate=rate)
        wrong_tuning, wrong_test = (
            float((((part - offset) / size @ w + b).argmax(axis=1) != labels).mean())
            for part, labels in ((x_tuning, labels_tuning), (x_test, labels_unheard))
        )
        tried.append((wrong_tuning, rate, wrong_test))
    _, rate, sound_errors[name] = min(tried)
    print(
        f"{name:12s} test error {sound_errors[name]:.1%} at rate {rate}, the best of five on other recordings"
    )
span_before, span_after = (
    rms.max() / rms.min()
    for rms in (
        np.sqrt((np.abs(change(unheard)) ** 2).mean(axis=(0, 1)))
        for change in (lambda spectra: spectra, normalised)
    )
)
fig, axes = plt.subplots(1, 2, figsize=(10.5, 3.6), layout="constrained", sharey=True)
hertz = np.fft.rfftfreq(256, 1 / 8000) / 1000
first = [int(np.flatnonzero(labels_heard == label)[0]) for label in (0, 1)]
for ax, change, title in zip(
    axes,
    (lambda s: s, normalised),
    ("as recorded", "normalised by frequency"),
    strict=True,
):
    shown = loudness_of(change(heard))
    plots.curves(
        {f"class {label}": np.stack([shown[i] for i in np.flatnonzero(labels_heard == label)[:10]]) + 1e-6
         for label in (0, 1)},
        ax, x=hertz, xlabel="frequency, kHz", ylabel="size of the component", log=True,
    )  # fmt: skip
    ax.set_title(title)
claims.record(
    "Audio: frequency components should be brought to a similar scale",
    "holds with care"
    if sound_errors["normalised"] < 0.5 * sound_errors["as recorded"]
    else "does not hold",
    f"the test recordings' components span a factor {span_before:.0f} before and {span_after:.1f} after; test error "
    f"{sound_errors['as recorded']:.0%} → {sound_errors['normalised']:.0%} (on hum and hiss made to show it; no speech)",
)

# %% [markdown]
# **What to see.** Left, the hum's harmonics reach 1,000, the hiss that tells the classes apart is a step
# from 0.2 to 0.6: invisible to a classifier whose inputs share one scale (48 % error is guessing). Right,
# every frequency is around 1, and the two steps stand out; the error is 0. The toy is built to show the
# effect, so the verdict is "with care": it shows that the mechanism exists, not how much real speech gains.
# There the tilt is gentler, and logarithms of energies do part of the work.
#
# <!-- measured:
# 48 ± 8: 100 * sound_errors["as recorded"]
# 0 ± 1: 100 * sound_errors["normalised"]
# 500 to 2,500: loudness_of(heard).max()
# given: 1,000, 0.2, 0.6, 1
# -->

# %% [markdown]
# **Rewards.** In reinforcement learning the gradient of the expected reward is estimated as $\frac1T \sum_t
# R_t \nabla \log p(a_t)$ (notebook 04 derives it). Suppose that an episode has one step, or always the same
# number of steps. Add 100 to every reward, and the best policy is the same, but every action, good or bad, is
# pushed up with force 100: the noise drowns the signal. (Where the policy decides how long an episode lasts,
# adding 100 to every step's reward changes the task: longer episodes pay more.) So a batch's rewards are
# normalised. Here, for once, the statistics *are* those of the batch at hand: a reward
# is a training signal, and no test example depends on it.
#
# ### Exercise 14 · `normalize_rewards` (5 minutes, ●○○, 2 points)


# %% nbgrader={"grade": false, "grade_id": "normalize_rewards", "locked": false, "schema_version": 3, "solution": true, "task": false}
def normalize_rewards(rewards, eps=1e-8):
    """Return the rewards with mean 0 and variance 1 (1/T).

    rewards: (T,), floats or integers, not changed. Where their standard deviation is below
    eps, there is nothing to learn from their differences: return T zeros.
    """
    ### BEGIN SOLUTION
    centred = rewards - np.mean(rewards)
    std = np.std(rewards)
    return np.zeros(len(rewards)) if std < eps else centred / std
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "normalize_rewards_test", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
def reward_slips(r):
    """What the usual mistakes give."""
    centred = r - r.mean()
    return {
        "divide by T, not by T - 1: ddof=0 (torch.std has T - 1 as its default).": centred / r.std(ddof=1),
        "this is centred, but not divided by the deviation.": centred,
        "this is scaled, but not centred.": r / r.std(),
        "this is divided by the variance; divide by its root.": centred / r.var(),
        "this runs from 0 to 1; mean 0 and variance 1 are wanted.": (r - r.min()) / (r.max() - r.min()),
        "the median was subtracted; the mean is wanted.": (r - np.median(r)) / r.std(),
        "this divides by the largest size.": centred / np.abs(centred).max(),
    }  # fmt: skip


rewards = np.array([1.0, 4.0, 2.0, 9.0])
given = rewards.copy()
checks.assert_close(
    normalize_rewards(given),
    (rewards - 4) / np.sqrt((9 + 0 + 4 + 25) / 4),
    "normalize_rewards([1, 4, 2, 9])",
    mistakes=reward_slips(rewards),
)
checks.assert_untouched(given, rewards, "normalize_rewards", "rewards")
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(33)
rewards = rng.normal(-100, 3, 50)
checks.assert_close(
    normalize_rewards(rewards),
    (rewards - rewards.mean()) / rewards.std(),
    "normalize_rewards of 50 rewards around -100",
    mistakes=reward_slips(rewards),
    rtol=1e-4,
    atol=1e-5,
)
with checks.stays_finite(
    "normalize_rewards of equal rewards", "their deviation is 0: return zeros."
):
    same = normalize_rewards(np.full(6, 5.0))
    tenths = normalize_rewards(np.full(7, 0.1))
    single = normalize_rewards(np.array([7.0]))
slip = {
    "equal rewards give zeros, not NaN.": np.full(6, np.nan),
    "equal rewards give zeros.": np.full(6, 5.0),
}
checks.assert_close(same, np.zeros(6), "normalize_rewards([5] * 6)", mistakes=slip)
checks.assert_close(
    tenths,
    np.zeros(7),
    "normalize_rewards([0.1] * 7)",
    mistakes={
        "std == 0 misses a deviation of 1e-17, which is rounding: compare with eps.": (
            np.full(7, 0.1) - np.full(7, 0.1).mean()
        )
        / max(np.full(7, 0.1).std(), 1e-300)
    },
)
checks.assert_close(single, [0], "normalize_rewards([7])")
checks.assert_close(
    normalize_rewards(np.array([1.0, 1.2]), eps=0.5),
    [0, 0],
    "normalize_rewards([1, 1.2], eps=0.5)",
    mistakes={
        "the argument eps is ignored.": [-1, 1],
        "eps is a limit for the deviation, it is not added to it.": [-1 / 6, 1 / 6],
        "below eps return zeros; this divides by the larger of deviation and eps.": [
            -0.2,
            0.2,
        ],
        "below eps return zeros; these are the rewards minus their mean.": [-0.1, 0.1],
    },
)
checks.assert_close(
    normalize_rewards(np.array([1.0, 1.6]), eps=0.2),
    [-1, 1],
    "normalize_rewards([1, 1.6], eps=0.2)",
    mistakes={
        "eps is compared with the deviation, 0.3, not with the variance.": [0, 0]
    },
)
checks.assert_close(
    normalize_rewards(np.array([95.0, 105.0]), eps=0.1),
    [-1, 1],
    "normalize_rewards([95, 105], eps=0.1)",
    mistakes={
        "eps is compared with the deviation itself, not with its share of the mean.": [
            0,
            0,
        ]
    },
)
rewards = np.array([0.0] * 30 + [10.0])
wanted = (rewards - rewards.mean()) / rewards.std()
checks.assert_close(
    normalize_rewards(rewards),
    wanted,
    "normalize_rewards of thirty times 0 and one 10",
    mistakes=reward_slips(rewards)
    | {
        f"what is larger than {most} was cut off; the docstring has no limit.": np.minimum(
            wanted, most
        )
        for most in (1, 2, 3, 5)
    },
)
for eps, right in ((3.0, 0 * wanted), (1.0, wanted)):
    checks.assert_close(
        normalize_rewards(rewards.copy(), eps=eps),
        right,
        f"normalize_rewards of thirty times 0 and one 10, whose deviation is 1.77, for eps={eps:g}",
        mistakes={
            "eps is compared with the deviation; not with the largest size, the range or the mean size.": wanted
            - right
        },
    )
checks.assert_close(
    normalize_rewards(np.array([4096.0, 4096.015625])),
    [-1, 1],
    "normalize_rewards([4096, 4096 + 1/64])",
    mistakes={
        "what lies below eps are equal rewards; np.allclose allows for 1e-5 of their size, too.": [
            0,
            0,
        ]
    },
)
checks.assert_close(
    normalize_rewards(np.array([0, 1, 1, 0])),
    [-1, 1, 1, -1],
    "normalize_rewards of integers",
)
rewards = np.array([1, 4, 2, 9])
wanted = (rewards - 4) / np.sqrt(38 / 4)
checks.assert_close(
    normalize_rewards(rewards),
    wanted,
    "normalize_rewards of the integers [1, 4, 2, 9]",
    mistakes=reward_slips(rewards)
    | {
        "the result keeps the integers' dtype, which cuts fractions off; make it float.": np.trunc(
            wanted
        )
    },
)
for value in (5.0, 5):
    given, before = np.array([value] * 3), np.array([value] * 3)
    checks.assert_close(
        normalize_rewards(given), np.zeros(3), f"normalize_rewards({before.tolist()})"
    )
    checks.assert_untouched(given, before, "normalize_rewards", "rewards")
signs = np.array([1.0, -1.0, -1.0, 1.0])
for deviation, wanted in ((2e-8, signs), (1e-6, signs), (5e-9, 0 * signs)):
    checks.assert_close(
        normalize_rewards(deviation * signs),
        wanted,
        f"normalize_rewards of rewards whose deviation is {deviation:g}",
        rtol=1e-4,
        mistakes={
            "below eps, which is 1e-8 by default, the rewards count as equal.": signs,
            "eps is 1e-8 by default; this deviation is not below it.": 0 * signs,
        }
        | {
            f"a small constant, {c:g}, is added to the deviation; the docstring adds none.": signs
            * deviation
            / (deviation + c)
            for c in (1e-12, 1e-10, 1e-8, 1e-7, 1e-6, 1e-5)
        },
    )
checks.assert_close(
    normalize_rewards(np.array([0.0, 2.0]), eps=1.0),
    [-1, 1],
    "normalize_rewards([0, 2], eps=1), whose deviation is exactly 1",
    mistakes={"equal is what lies below eps; a deviation of eps is not.": [0, 0]},
)
large = np.asarray(normalize_rewards(np.full(3, 372.4)))
checks.assert_close(
    large,
    np.zeros(3),
    "normalize_rewards([372.4] * 3)",
    atol=1e-9,
    mistakes={
        "the mean of squares minus mean² leaves 5e-6 where the deviation is 0; take the mean of (rewards - mean)².": large
    }
    if 1e-9 < np.abs(large).max() < 1e-6
    else {},
)
### END HIDDEN TESTS

# %% [markdown]
# <details><summary>Hint</summary>
#
# Compute the deviation before you divide by it, and look at its size. The zeros must be new ones: writing
# them into `rewards` changes the caller's array.
# </details>

# %% [markdown]
# ### Experiment 12 · Learning digits from applause
#
# A policy sees a digit, names a class, and only hears a reward: 11 if it was right, 10 if not. It learns by
# REINFORCE from batches of 64, with the rewards as they are, centred, or normalised; each with the best of
# six learning rates on the *training* digits. **Predict** its accuracy on the test digits after 300 batches.


# %% tags=["experiment", "skip-execution"]
def learn_from_rewards(change, rate, seed, steps=300):
    """Accuracy on training and test digits after 0, 10, … batches, shape (2, steps // 10 + 1)."""
    rng = np.random.default_rng(seed)
    x_train, x_test = digits.x_train.reshape(-1, 64), digits.x_test.reshape(-1, 64)
    splits = ((x_train, digits.y_train), (x_test, digits.y_test))
    weights, accuracy = np.zeros((64, 10)), []
    for step in range(steps + 1):
        if step % 10 == 0:
            accuracy.append(
                [((x @ weights).argmax(axis=1) == y).mean() for x, y in splits]
            )
        batch = rng.integers(0, len(x_train), 64)
        scores = x_train[batch] @ weights
        chances = np.exp(scores - scores.max(axis=1, keepdims=True))
        chances /= chances.sum(axis=1, keepdims=True)
        actions = (chances.cumsum(axis=1) < rng.random((64, 1))).sum(axis=1).clip(0, 9)
        rewards = 10.0 + (actions == digits.y_train[batch])
        chosen = np.eye(10)[actions]
        weights += (
            rate
            * x_train[batch].T
            @ (change(rewards)[:, None] * (chosen - chances))
            / 64
        )
    return np.array(accuracy).T


changes = {
    "as they are": lambda rewards: rewards,
    "centred": lambda rewards: rewards - rewards.mean(),
    "normalised": lambda rewards: np.asarray(normalize_rewards(rewards)),
}
learned = {}
for name, change in changes.items():
    by_rate = {
        rate: np.stack([learn_from_rewards(change, rate, seed) for seed in range(5)])
        for rate in (0.001, 0.01, 0.03, 0.1, 0.3, 1.0)
    }
    # The rate is chosen by the training digits; what is shown is the test digits'.
    rate = max(by_rate, key=lambda rate: np.median(by_rate[rate][:, 0, -1]))
    learned[name] = 100 * by_rate[rate][:, 1]
    print(f"rewards {name:12s} best rate {rate:5g}: test accuracy {np.median(learned[name][:, -1]):.0f} % "
          f"({learned[name][:, -1].min():.0f} to {learned[name][:, -1].max():.0f} over 5 seeds)")  # fmt: skip
fig, ax = plt.subplots(figsize=(6.4, 3.6), layout="constrained")
plots.curves(
    learned, ax, x=10 * np.arange(31), xlabel="batches of 64", ylabel="test accuracy, %"
)
finals = {name: np.median(runs[:, -1]) for name, runs in learned.items()}
claims.record(
    "RL: rewards of zero mean and unit variance stabilise learning",
    "does not hold" if finals["normalised"] < finals["as they are"] + 10
    else "holds" if finals["normalised"] > finals["centred"] + 5 else "holds with care",
    "test accuracy after 300 batches: " + ", ".join(f"{name} {value:.0f} %" for name, value in finals.items())
    + " (rewards 10 or 11, best of six rates, 5 seeds)",
)  # fmt: skip

# %% [markdown]
# **What to see.** Rewards of 10 and 11 teach next to nothing even at the best of six rates: 10 to 20 %, where
# guessing gives 10 %. Subtract the mean, and the same policy reaches more than 90 %. Dividing by the deviation adds
# nothing *here*, where the two upper curves mingle, and so the verdict on "zero mean and unit variance" is "with
# care": the mean did it. What the deviation does follows from the formula: rewards in another unit give the same
# steps, so that a learning rate can be kept from task to task.
#
# <!-- measured:
# 10 to 20: finals["as they are"]
# 90 to 100: [finals["centred"], finals["normalised"]]
# true: abs(finals["centred"] - finals["normalised"]) < 5
# -->

# %% [markdown] nbgrader={"grade": true, "grade_id": "question_domains", "locked": false, "points": 4, "schema_version": 3, "solution": true, "task": false}
# **Question B (4 points, in your own words).** Normalisation throws something away. (a) Choose two of: word
# vectors' lengths, node degrees, the size of each frequency, the mean reward. For each say what information
# is lost, and name a task for which that very information would be needed. (b) For one of them describe how
# you would keep the information *and* have well-scaled inputs.
#
# === BEGIN MARK SCHEME ===
# (a) 1 point for each loss together with a fitting task. For instance: length ~ frequency of a word, needed
# to judge rarity or to weight words in a sentence; degree, needed to tell a hub from a leaf (the mean hides
# how many neighbours there were); relative loudness of frequencies, needed to identify a microphone, a room
# or a speaker's timbre; the mean reward, needed for estimating values or for comparing batches (whether
# things got better). No point for "information is lost" alone.
#
# (b) 2 points: gives the lost number as an input of its own, suitably scaled (log frequency, log degree,
# the log energy of a frame, a learned baseline or a running mean instead of the batch mean) (1), and says
# why that is better scaled than the original (1).
# === END MARK SCHEME ===

# %% [markdown]
# ## Summary: what the lecture says, and what you measured
#
# Run this cell last: it shows the verdicts that your own experiments recorded.

# %% tags=["experiment", "skip-execution"]
claims

# %% [markdown]
# The lecture's recipe holds up: centre, and scale when the units differ. Three footnotes from the measurements. For a
# linear neuron, what helps how much can be computed from the inputs alone, as a condition number; for a table in
# mixed units scaling mattered far more than centring. Whitening made the training error of a small network on clothes
# fall fastest; and in another experiment, with a linear classifier of digits, it gave the worst test error (with a
# tiny ε), above all where examples were few. And a statistic is part of the model: learned from the training split,
# stored, never refitted.
#
# Several verdicts are bounded by what was measured: word vectors, the graph, sound and rewards were toys, and
# sensitivity was measured for linear classifiers, where the factor that does not depend on units is two.
#
# Small print on the slides: the ResNet paper subtracts the per-pixel mean and does not divide; the mean
# image is [32, 32, 3] on the slide and [3, 32, 32] in PyTorch's order; the root of the degree is to be read as
# a divisor; audio's "spectral normalise" is not the spectral normalisation of weights.
#
# <!-- measured:
# given: 32, 3
# -->
#
# **References.** LeCun, Kanter, Solla 1991, *Eigenvalues of covariance matrices: application to
# neural-network learning*. Zachary 1977, *An information flow model for conflict and fission in small
# groups*. Bell, Sejnowski 1997, *The "independent components" of natural scenes are edge filters*.
# Krizhevsky, Sutskever, Hinton 2012, *ImageNet classification with deep convolutional neural networks*.
# Simonyan, Zisserman 2014, *Very deep convolutional networks for large-scale image recognition*.
# Pennington, Socher, Manning 2014, *GloVe: global vectors for word representation*. He, Zhang, Ren, Sun
# 2015, *Deep residual learning for image recognition*, sections 3.4 and 4.2. Kipf, Welling 2016,
# *Semi-supervised classification with graph convolutional networks*. Miyato et al. 2018, *Spectral
# normalization for generative adversarial networks*. Wadia, Duckworth, Schoenholz, Dyer, Sohl-Dickstein 2021,
# *Whitening and second order optimization both make information in the dataset unusable during training, and
# can reduce or prevent generalization*. Jordan 2024, *94% on CIFAR-10 in 3.29 seconds on a single GPU*.
#
# **Next:** 07 asks the same question of the weights: on which scale should they start?
