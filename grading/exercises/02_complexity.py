# ---
# jupyter:
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # 02 · What a network costs
#
# The lecture compares its case studies in one chart: accuracy upwards, operations to the right, parameters
# as the size of a bubble. Then it passes four verdicts: VGG has the most parameters and operations, GoogLeNet is the most
# efficient, AlexNet computes little but is heavy on memory, ResNet is moderately efficient and the most accurate. The
# costs are arithmetic on the architectures' definitions. Here you do the arithmetic, rebuild the chart from
# it and from published accuracies, and check the verdicts and the papers' own numbers. No weight is
# downloaded, and nothing is trained but a few tiny networks in section 8.
#
# **When you are through you can**
#
# - count parameters, multiplications and activations of any convolutional network on paper and in code;
# - say why two published counts of "the same" network differ by 10 % or by a factor of 2, and which is meant;
# - predict how much memory training takes, and whether weights or activations fill it;
# - explain what small kernels, 1×1 bottlenecks and ensembles buy, and what they cost;
# - read a chart of accuracy against cost, and say which networks on it nobody should choose.
#
# **How it works.** There are 11 exercises of 10 to 25 minutes, about three hours in all; the text, nine
# experiments and two written questions take another two. Difficulty is ●○○ to ●●●. Replace `raise
# NotImplementedError()` by your code, run the cell, then run the check cell below it: when something is
# off, it shows your value, the right value, and often the mistake. More checks run when you hand in; they
# test the same contract on other inputs. Counts must be exact. Each exercise is checked by itself, and none
# needs another one's answer. You may call what you wrote earlier, but then its mistakes cost points in both
# places, so get the earlier check through first. *Experiments* have nothing to fill in, though they run on
# your functions. Write your prediction down before you run them.

# %% [markdown]
# ## Set-up
#
# `architectures` holds the published networks as lists of layers, without any count: the counting is yours.

# %% nbgrader={"grade": false, "grade_id": "setup", "locked": true, "schema_version": 3, "solution": false, "task": false}
import math
import time

import matplotlib.pyplot as plt
import numpy as np
import torch
from matplotlib.patheffects import withStroke
from tqdm.auto import tqdm

from course_utils import checks, data, plots
from course_utils.checks import derivations
from course_utils.checks.results import numbers, raises, unpack
from course_utils.inspection.cost import model_cost
from course_utils.inspection.tables import as_text
from course_utils.models import architectures
from course_utils.records.claims import Claims

EXACT = {"rtol": 0, "atol": 0}  # counts are whole numbers
COSTS = ("params", "macs", "activations")
claims = Claims("02_complexity")


def as_table(answer, names, layers, what):
    """A list of one row a layer as an array (layers, names), or a failed check that says what it is."""
    wanted = f"a list of {layers} entries, one a layer, each ({', '.join(names)})"
    if answer is None:
        raise AssertionError(
            f"{what} is None, but should be {wanted}.\n"
            "Likely mistake: the function ends without `return`."
        )
    assert isinstance(answer, list | tuple | np.ndarray | torch.Tensor), (
        f"{what} should be {wanted}, but is a {answer.__class__.__name__}"
    )
    assert len(answer) == layers, (
        f"{what} should have one entry for each of the {layers} layers, but has {len(answer)}"
    )
    rows = (unpack(row, names, f"entry {i} of {what}") for i, row in enumerate(answer))
    return np.array(list(rows))


# %% [markdown]
# ## 1 · One convolution
#
# A convolution turns $C_{in}$ maps of size $H \times W$ into $C_{out}$ maps of size $H' \times W'$. With
# kernel $k$, stride $s$ and $p$ zeros added on each side,
#
# $$H' = \left\lfloor \frac{H + 2p - k}{s} \right\rfloor + 1 ,$$
#
# and the same for $W'$. In a *grouped* convolution the maps are dealt into $g$ groups, and each output map
# sees only the $C_{in}/g$ maps of its own group. Three numbers describe what such a layer costs for one
# image:
#
# - **parameters**: each of the $C_{out}$ filters has $k^2\,C_{in}/g$ weights and one bias;
# - **MACs** (multiply-accumulate operations): each of the $C_{out} H' W'$ outputs multiplies $k^2\,C_{in}/g$
#   pairs and adds them up. By the usual convention the biases count none;
# - **activations**: the $C_{out} H' W'$ output numbers themselves, which training has to keep.
#
# **Operations, FLOPs, MACs.** One MAC is one multiplication and one addition, so two floating point
# operations. Many papers, He et al. 2015 among them, nevertheless call MACs "FLOPs". A factor of 2 between
# two published counts is nearly always this.
#
# ### Exercise 1 · `conv_cost` (25 minutes, ●●○, 4 points)


# %% nbgrader={"grade": false, "grade_id": "conv_cost", "locked": false, "schema_version": 3, "solution": true, "task": false}
def conv_cost(
    in_channels,
    out_channels,
    kernel,
    size,
    stride=1,
    padding=0,
    groups=1,
    bias=True,
):
    """Return (params, macs, activations) of a convolution for one image, whole numbers.

    kernel: side of the square window. size: (height, width) of the input maps.
    stride, padding: the same in both directions; padding is added on every side.
    groups: how many groups the channels are dealt into.
    bias: whether each output channel has a bias. It counts as a parameter, not as a MAC.
    Raises ValueError if groups does not divide both channel counts, or if the window
    is larger than the padded input in either direction.
    """
    ### BEGIN SOLUTION
    if in_channels % groups or out_channels % groups:
        raise ValueError(
            f"{groups} groups do not divide {in_channels} and {out_channels} channels"
        )
    height, width = ((side + 2 * padding - kernel) // stride + 1 for side in size)
    if height < 1 or width < 1:
        raise ValueError(f"a window of {kernel} does not fit {size}, padding {padding}")
    weights = kernel**2 * (in_channels // groups) * out_channels
    activations = out_channels * height * width
    return (
        weights + (out_channels if bias else 0),
        weights * height * width,
        activations,
    )
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "conv_cost_test", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false}
call = "conv_cost(7, 6, kernel=5, size=(9, 14), stride=3, padding=1)"
params, macs, activations = unpack(
    conv_cost(7, 6, kernel=5, size=(9, 14), stride=3, padding=1), COSTS, call
)
checks.assert_close(
    activations,
    6 * 3 * 4,
    f"activations of {call}",
    **EXACT,
    mistakes={
        "the padding is missing, or added on one side only: both sides get it.": 6
        * 2
        * 4,
        "the stride is missing: the window moves that many places at a time.": 6
        * 7
        * 12,
        "the window itself takes room: (size + 2·padding - kernel) // stride + 1.": 6
        * 4
        * 6,
        "the + 1 is missing: the first place of the window counts, too.": 6 * 2 * 3,
        "a window that would hang over the edge is left out: round down.": 6 * 3 * 5,
        "this is one map; there are out_channels of them.": 3 * 4,
        "this counts the input's channels; the output has out_channels.": 7 * 3 * 4,
        "the output is as wide as it is high only if the input is.": 6 * 3 * 3,
    },
)
checks.assert_close(
    params,
    6 * 7 * 25 + 6,
    f"params of {call}",
    **EXACT,
    mistakes={
        "the biases are missing: one for each output channel.": 6 * 7 * 25,
        "a window has kernel² places, not kernel.": 6 * 7 * 5 + 6,
        "every filter sees all the input channels of its group.": 6 * 25 + 6,
        "there is one bias for each output channel, not one for all.": 6 * 7 * 25 + 1,
        "there is one bias for each output channel, not each input channel.": 6 * 7 * 25
        + 7,
        "these are the MACs: return (params, macs, activations).": 6 * 7 * 25 * 12,
    },
)
checks.assert_close(
    macs,
    6 * 7 * 25 * 12,
    f"macs of {call}",
    **EXACT,
    mistakes={
        "this counts a MAC as two operations; it is one.": 2 * 6 * 7 * 25 * 12,
        "the biases count no MAC.": (6 * 7 * 25 + 6) * 12,
        "this is the work for every place of the input; there is one window for each place of the output.": 6
        * 7
        * 25
        * 9
        * 14,
        "every output is a sum over all the input channels of its group.": 6 * 25 * 12,
        "every output map needs its own multiplications.": 7 * 25 * 12,
    },
)
call = "conv_cost(4, 6, kernel=3, size=(5, 5), groups=2, bias=False)"
checks.assert_close(
    unpack(conv_cost(4, 6, kernel=3, size=(5, 5), groups=2, bias=False), COSTS, call),
    [6 * 2 * 9, 6 * 2 * 9 * 9, 54],
    call,
    **EXACT,
    mistakes={
        "the groups are ignored: a filter sees in_channels / groups maps.": [
            216,
            1944,
            54,
        ],
        "bias=False is ignored.": [6 * 2 * 9 + 6, 972, 54],
        "the groups divide twice: only a filter's input maps become fewer, not the filters.": [
            54,
            486,
            54,
        ],
        "the output still has out_channels maps, whatever the groups.": [108, 972, 27],
        "the groups save MACs as well as weights.": [108, 1944, 54],
    },
)
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(21)
for _ in range(8):
    groups = int(rng.integers(1, 4))
    kernel, stride, padding = (int(rng.integers(1, high)) for high in (6, 4, 4))
    came, went = (groups * int(rng.integers(1, 5)) for _ in range(2))
    size = tuple(int(side) for side in rng.integers(6, 17, 2))
    bias = bool(rng.integers(2))
    with torch.device("meta"):
        layer = torch.nn.Conv2d(
            came, went, kernel, stride, padding, groups=groups, bias=bias
        )
    cost = model_cost(layer, (1, came, *size))
    given = {"kernel": kernel, "size": size, "stride": stride, "padding": padding}
    given |= {"groups": groups, "bias": bias}
    shown = ", ".join(f"{name}={value}" for name, value in given.items())
    call = f"conv_cost({came}, {went}, {shown})"
    checks.assert_close(
        unpack(conv_cost(came, went, **given), COSTS, call),
        [cost.params, cost.macs, cost.activations],
        call,
        **EXACT,
    )
for came, went, kernel, size, settings in (
    (3, 4, 3, (8, 8), {"groups": 2}),
    (4, 3, 3, (8, 8), {"groups": 2}),
    (2, 4, 3, (8, 8), {"groups": 4}),
):
    call = f"conv_cost({came}, {went}, {kernel}, {size}, groups={settings['groups']})"
    with raises(
        ValueError, call, "groups has to divide in_channels and out_channels, both."
    ):
        conv_cost(came, went, kernel, size, **settings)
for kernel, size, stride, padding in (
    (5, (8, 4), 1, 0),
    (5, (4, 8), 1, 0),
    (7, (4, 8), 3, 1),
    (7, (8, 4), 3, 1),
    (7, (4, 4), 1, 0),
):
    call = f"conv_cost(3, 4, {kernel}, {size}, {stride}, {padding})"
    with raises(
        ValueError,
        call,
        "The window has to fit the padded input in height and in width, whatever the stride.",
    ):
        conv_cost(3, 4, kernel, size, stride, padding)
for kernel, size, padding, room, mistake, want in (
    (3, (4, 3), 0, "a side of 3", ">= in place of >: equal sizes fit.", [112, 216, 8]),
    (
        7,
        (5, 5),
        1,
        "5 + 2·1",
        "the window was compared with the input without its padding.",
        [592, 588, 4],
    ),
):
    call = f"conv_cost(3, 4, {kernel}, {size}, padding={padding})"
    try:
        cost = conv_cost(3, 4, kernel, size, padding=padding)
    except ValueError as error:
        raise AssertionError(
            f"{call} raises ValueError ({error}), but a window of {kernel} just fits {room}.\n"
            f"Likely mistake: {mistake}"
        ) from None
    checks.assert_close(unpack(cost, COSTS, call), want, call, **EXACT)
call = "conv_cost(63, 65, 3, (601, 503), padding=1)"
checks.assert_close(
    unpack(conv_cost(63, 65, 3, (601, 503), padding=1), COSTS, call),
    [36_920, 11_141_377_065, 19_649_695],
    f"{call}, numbers too large to be exact in float32 or int32,",
    **EXACT,
)
call = "conv_cost(6, 6, 3, (4, 5), padding=1, groups=6)"
checks.assert_close(
    unpack(conv_cost(6, 6, 3, (4, 5), padding=1, groups=6), COSTS, call),
    [60, 1080, 120],
    call,
    **EXACT,
)
call = "conv_cost(4, 8, 1, (1, 1), groups=4, bias=False)"
checks.assert_close(
    unpack(conv_cost(4, 8, 1, (1, 1), groups=4, bias=False), COSTS, call),
    [8, 8, 8],
    call,
    **EXACT,
)
### END HIDDEN TESTS

# %% [markdown]
# <details><summary>Hint 1: where to start</summary>
#
# Three intermediate numbers do it all: the weights of the whole layer, the output's height, its width.
# </details>
# <details><summary>Hint 2: from weights to MACs</summary>
#
# Each weight is used once for each place of the output map.
# </details>
# <details><summary>Hint 3: groups</summary>
#
# How many of the input's maps does one filter see? Put that number where all of them stood. The number of
# filters stays what it was.
# </details>

# %% [markdown]
# ## 2 · How far a unit sees
#
# Why did VGG replace large kernels by stacks of 3×3? The **receptive field** of a unit is the side of the
# square of input pixels that can influence it. Walk forward and keep two numbers: the field $r$, and the
# **jump** $j$, the distance in input pixels between neighbouring units. The image itself has $r = 1$, $j =
# 1$. A layer with kernel $k$ and stride $s$, convolution or pooling, gives
#
# $$r \leftarrow r + (k - 1)\,j, \qquad j \leftarrow j\,s .$$
#
# The order matters: the window of a layer reaches over units that are as far apart as the layers *before*
# it have put them.
#
# ### Exercise 2 · `receptive_field` (15 minutes, ●●○, 3 points)


# %% nbgrader={"grade": false, "grade_id": "receptive_field", "locked": false, "schema_version": 3, "solution": true, "task": false}
def receptive_field(layers):
    """Return (field, jump) of a unit in the last layer's output, two whole numbers.

    layers: a list of (kernel, stride), one for each convolution or pooling, first to
    last; it may be empty, which leaves the image: (1, 1). It is not changed.
    field: side of the square of input pixels that can reach the unit, far from the
    border. jump: distance in input pixels between the squares of neighbouring units.
    """
    ### BEGIN SOLUTION
    field, jump = 1, 1
    for kernel, stride in layers:
        field += (kernel - 1) * jump
        jump *= stride
    return field, jump
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "receptive_field_test", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
SIGHT = ("field", "jump")
call = "receptive_field([(3, 1), (3, 1), (3, 1)])"
checks.assert_close(
    unpack(receptive_field([(3, 1), (3, 1), (3, 1)]), SIGHT, call),
    [7, 1],
    call,
    **EXACT,
    mistakes={
        "fields do not multiply, they grow by kernel - 1 a layer.": [27, 1],
        "a window of k adds k - 1: its first place was there already.": [9, 1],
        "a window of k adds k - 1: its first place was there already (counted from 1).": [
            10,
            1,
        ],
        "begin with the image itself, whose field is 1.": [6, 1],
        "this looks at the last layer only.": [3, 1],
    },
)
call = "receptive_field([(5, 2), (3, 2), (3, 1)])"
checks.assert_close(
    unpack(receptive_field([(5, 2), (3, 2), (3, 1)]), SIGHT, call),
    [17, 4],
    call,
    **EXACT,
    mistakes={
        "the strides are ignored in the field: a later window reaches over units that are `jump` apart.": [
            9,
            4,
        ],
        "the strides are ignored in the field, and in the jump.": [9, 1],
        "the jump is updated too early: a layer's own stride spreads only later layers.": [
            25,
            4,
        ],
        "strides multiply, they do not add up.": [17, 5],
        "only the layer just before counts here; the jump is the product of all strides before. (Or the layers were walked from last to first.)": [
            13,
            4,
        ],
        "the two are swapped: return field first.": [4, 17],
        "the jump is updated one layer too late: a stride spreads the very next layer.": [
            11,
            4,
        ],
    },
)


### BEGIN HIDDEN TESTS
def sight(layers):
    """Brute force: which input pixels have a gradient to the middle unit, and to its neighbour."""
    x = torch.zeros(1, 1, 400, dtype=torch.float64, requires_grad=True)
    out = x
    for kernel, stride in layers:
        out = torch.nn.functional.conv1d(
            out, torch.ones(1, 1, kernel, dtype=torch.float64), stride=stride
        )
    middle = out.shape[-1] // 2
    seen = [
        torch.autograd.grad(out[0, 0, middle + i], x, retain_graph=True)[0].nonzero()
        for i in range(2)
    ]
    first, second = (pixels[:, -1] for pixels in seen)
    return [int(first[-1] - first[0]) + 1, int(second[0] - first[0])]


rng = np.random.default_rng(22)
for depth in (1, 2, 3, 4, 4):
    layers = [
        (int(kernel), int(rng.integers(1, kernel + 1)))
        for kernel in rng.integers(2, 5, depth)
    ]
    want = sight(layers)
    call = f"receptive_field({layers})"
    given = list(layers)
    checks.assert_close(
        unpack(receptive_field(given), SIGHT, call), want, call, **EXACT
    )
    assert given == layers, (
        f"receptive_field changed its list of layers from {layers} to {given}; "
        "the caller still needs it"
    )
checks.assert_close(
    unpack(receptive_field([]), SIGHT, "receptive_field([])"),
    [1, 1],
    "receptive_field([])",
    **EXACT,
    mistakes={"no layer: the unit is the pixel, and sees itself.": [0, 1]},
)
checks.assert_close(
    unpack(receptive_field([(1, 1), (1, 2), (3, 1)]), SIGHT, "receptive_field(…)"),
    [5, 2],
    "receptive_field([(1, 1), (1, 2), (3, 1)])",
    **EXACT,
    mistakes={
        "a kernel of 1 leaves the field, but its stride still widens the jump.": [3, 1],
    },
)
call = "receptive_field([(3, 2)] * 33)"
checks.assert_close(
    unpack(receptive_field([(3, 2)] * 33), SIGHT, call),
    [2**34 - 1, 2**33],
    f"{call}, numbers too large to be exact in float32 or int32,",
    **EXACT,
)
call = "receptive_field([(2, 3), (1, 4), (2, 1), (1, 2)])"
checks.assert_close(
    unpack(receptive_field([(2, 3), (1, 4), (2, 1), (1, 2)]), SIGHT, call),
    [14, 24],
    call,
    **EXACT,
)
### END HIDDEN TESTS

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# One loop over the layers, two variables, both 1 at first.
# </details>
# <details><summary>Hint 2: order</summary>
#
# Does a layer's own stride change how far apart the units are that its window reaches over? What follows
# from that for the order of the two lines in the loop?
# </details>

# %% [markdown]
# ### Experiment 1 · Three 3×3 against one 7×7
#
# Stack $n$ convolutions of 3×3 with 64 channels, and take one large kernel with the same receptive field.
#
# **Predict:** what share of the 7×7's weights do three 3×3 need? Which of the two must keep more
# activations for training? And on the right: does the last pooled map of AlexNet see the whole image of 227
# pixels?

# %% tags=["experiment", "skip-execution"]
depths = range(1, 7)
stacks = {n: receptive_field([(3, 1)] * n)[0] for n in depths}
small = {n: np.multiply(n, conv_cost(64, 64, 3, (56, 56), padding=1)) for n in depths}
large = {
    n: conv_cost(64, 64, field, (56, 56), padding=field // 2)
    for n, field in stacks.items()
}
print(
    as_text(
        [
            "field",
            "stack of 3×3: params",
            "one kernel: params",
            "share",
            "kept by the stack",
            "kept by one",
        ],
        [
            [
                f"{stacks[n]}×{stacks[n]}",
                int(small[n][0]),
                large[n][0],
                small[n][0] / large[n][0],
                int(small[n][2]),
                large[n][2],
            ]
            for n in depths
        ],
    )
)
vgg16 = [(2, 2) if entry == "M" else (3, 1) for entry in architectures.VGG[16]]
chains = {
    name: [(layer["kernel"], layer["stride"]) for layer in chain if "kernel" in layer]
    for name, chain in (
        ("AlexNet", architectures.alexnet()),
        ("ZFNet", architectures.zfnet()),
    )
} | {"VGG-16": vgg16}
fig, (left, right) = plt.subplots(1, 2, figsize=(9.1, 3.6), layout="constrained")
plots.curves(
    {
        "one large kernel": [large[n][0] / 1e3 for n in depths],
        "stack of 3×3": [small[n][0] / 1e3 for n in depths],
    },
    left,
    x=list(stacks.values()),
    xlabel="receptive field, pixels",
    ylabel="thousand parameters",
    markers=True,
)
left.axvline(7, color="0.6", linewidth=0.8, linestyle=":", zorder=0)
left.set(title="64 to 64 channels", xticks=list(stacks.values()))
for (name, layers), colour, style in zip(
    chains.items(), plots.COLOURS, ("-", "--", "-."), strict=False
):
    seen = [receptive_field(layers[:n])[0] for n in range(len(layers) + 1)]
    right.plot(
        seen, style, color=colour, marker="o", markersize=3, label=f"{name}: {seen[-1]}"
    )
right.axhline(224, color="0.6", linewidth=0.8)
right.text(0, 227, "the whole image: 224", va="bottom", fontsize="small")
right.set(
    title="Field after each convolution or pooling",
    xlabel="layer",
    ylabel="pixels",
    ylim=(0, 250),
    xticks=range(0, 19, 3),
)
_ = right.legend(frameon=False, loc="lower right")

# %% [markdown]
# **What to see.** Left: the single kernel's weights grow with the square of the field, the stack's in
# proportion to it. At 7×7, the dotted line, the stack needs $27\,C^2$ weights against $49\,C^2$, 55 %. It
# applies three nonlinearities where the large kernel has one. The table's last columns show the price: the
# stack keeps three maps for the backward pass, not one. Right: no line reaches 224. A unit of the last
# pooled map sees 195 pixels of AlexNet's 227, 212 of VGG-16's 224, 171 of ZFNet's 224; only the fully
# connected layers see the whole image.
#
# <!-- measured:
# 55: 100 * small[3][0] / large[3][0]
# true: small[3][2] == 3 * large[3][2]
# 195: receptive_field(chains["AlexNet"])[0]
# 212: receptive_field(chains["VGG-16"])[0]
# 171: receptive_field(chains["ZFNet"])[0]
# given: 224, 227
# -->

# %% [markdown]
# ## 3 · A whole network: AlexNet, ZFNet, VGG
#
# Before 2014 the winners were chains: convolutions and poolings one after the other, then fully connected
# layers. A chain is a list of dictionaries:
#
# | kind | keys | output | parameters and MACs |
# |---|---|---|---|
# | `"conv"` | `channels`, `kernel`, `stride`, `padding`, `groups` | `channels` maps | as in exercise 1, with biases |
# | `"pool"` | `kernel`, `stride`, `padding` | as many maps as before, size as in section 1 | none |
# | `"linear"` | `units` | `units` numbers | one weight for each input and unit, one bias a unit; one MAC a weight |
#
# The first linear layer takes all numbers of the maps before it as one long vector. Here is AlexNet as the
# paper has it (Krizhevsky et al. 2012, section 3.5). It was split over two GPUs with 3 GB each, and layers
# 2, 4 and 5 saw only the maps of their own GPU: that is a convolution in 2 groups.

# %%
architectures.alexnet()

# %% [markdown]
# The paper says that images have 224×224 pixels, which does not give its 55×55 maps: (224 − 11)/4 is no
# whole number. With 227×227 all its sizes come out, so that is what everyone uses.
#
# ### Exercise 3 · `alexnet_cost` (25 minutes, ●●○, 4 points)


# %% nbgrader={"grade": false, "grade_id": "alexnet_cost", "locked": false, "schema_version": 3, "solution": true, "task": false}
def alexnet_cost(layers, shape=(3, 227, 227)):
    """Return the cost of each layer of a chain: a list of (params, macs, activations).

    layers: a list of dictionaries as described above, first to last; any chain, also
    one without convolutions or without linear layers. It must not be changed.
    shape: (channels, height, width) of one image. It need not be square.
    The list has one entry for each layer, in order. A pooling's is (0, 0, its output
    numbers).
    """
    ### BEGIN SOLUTION
    channels, height, width = shape
    rows = []
    for layer in layers:
        inputs, weights, biases = channels, 0, 0
        if layer["kind"] == "linear":
            inputs, channels = channels * height * width, layer["units"]
            height = width = 1
            weights, biases = inputs * channels, channels
        else:
            kernel, stride, around = (
                layer["kernel"],
                layer["stride"],
                2 * layer["padding"],
            )
            height = (height + around - kernel) // stride + 1
            width = (width + around - kernel) // stride + 1
        if layer["kind"] == "conv":
            channels = biases = layer["channels"]
            weights = kernel**2 * inputs // layer["groups"] * channels
        places = height * width
        rows.append((weights + biases, weights * places, channels * places))
    return rows
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "alexnet_cost_test", "locked": true, "points": 4, "schema_version": 3, "solution": false, "task": false}
import copy

little = [
    {
        "kind": "conv",
        "channels": 4,
        "kernel": 5,
        "stride": 1,
        "padding": 0,
        "groups": 1,
    },
    {"kind": "pool", "kernel": 3, "stride": 2, "padding": 0},
    {
        "kind": "conv",
        "channels": 6,
        "kernel": 3,
        "stride": 1,
        "padding": 1,
        "groups": 2,
    },
    {"kind": "linear", "units": 10},
    {"kind": "linear", "units": 5},
]
before = copy.deepcopy(little)
call = "alexnet_cost(little, (3, 12, 16))"
rows = as_table(alexnet_cost(little, (3, 12, 16)), COSTS, 5, call)
right_rows = np.array(
    [[304, 28800, 384], [0, 0, 60], [114, 1620, 90], [910, 900, 10], [55, 50, 5]]
)


def changed(**rows):
    """The right answer with some rows replaced: what a mistake gives."""
    table = right_rows.copy()
    for name, row in rows.items():
        table[int(name[1:])] = row
    return table


checks.assert_close(
    rows,
    right_rows,
    f"{call}, one row a layer of (params, macs, activations),",
    **EXACT,
    mistakes={
        "a row is (params, macs, activations), in this order.": right_rows[
            :, [1, 0, 2]
        ],
        "a pooling's output is what it hands on: channels × height × width after it.": changed(
            r1=[0, 0, 0]
        ),
        "a pooling makes the maps smaller, also for the layers after it.": changed(
            r1=[0, 0, 60], r2=[114, 10368, 576], r3=[5770, 5760, 10]
        ),
        "the groups are ignored.": changed(r2=[222, 3240, 90]),
        "the biases of the linear layers are missing.": changed(
            r3=[900, 900, 10], r4=[50, 50, 5]
        ),
        "the first linear layer takes every number of the maps, not one a channel.": changed(
            r3=[70, 60, 10]
        ),
        "a linear layer's inputs are the units of the layer before, not those of the maps.": changed(
            r4=[455, 450, 5]
        ),
        "a linear layer's biases count no MAC.": changed(
            r3=[910, 910, 10], r4=[55, 55, 5]
        ),
        "height and width differ here; the maps are not square.": changed(
            r0=[304, 19200, 256], r1=[0, 0, 36], r2=[114, 972, 54], r3=[550, 540, 10]
        ),
        "a pooling has no parameters.": changed(r1=[9, 0, 60]),
        "a pooling multiplies nothing, it compares.": changed(r1=[0, 540, 60]),
    },
)
whole = as_table(
    alexnet_cost(architectures.alexnet()), COSTS, 11, "alexnet_cost(alexnet())"
)
checks.assert_close(
    whole.sum(axis=0)[0],
    60_965_224,
    "AlexNet's parameters (the paper says 60 million)",
    **EXACT,
    mistakes={
        "the groups are ignored: this is AlexNet without its split over two GPUs.": 62_378_344,
        "the biases are missing.": 60_965_224 - 10_568,
    },
)
### BEGIN HIDDEN TESTS
assert little == before, (
    "alexnet_cost changed the list of layers; the caller still needs it"
)
rng = np.random.default_rng(23)


def by_torch(layers, shape):
    """The rows by torch: each layer is built, and asked for its output's size, on the meta device."""
    x, rows = torch.empty(1, *shape, device="meta"), []
    for layer in layers:
        window = [layer.get(key) for key in ("kernel", "stride", "padding")]
        with torch.device("meta"):
            if layer["kind"] == "conv":
                part = torch.nn.Conv2d(
                    x.shape[1], layer["channels"], *window, groups=layer["groups"]
                )
            elif layer["kind"] == "pool":
                part = torch.nn.MaxPool2d(*window)
            else:
                x = x.flatten(1)
                part = torch.nn.Linear(x.shape[1], layer["units"])
        cost = model_cost(part, tuple(x.shape))
        x = part(x)
        rows.append([cost.params, cost.macs, x.numel()])
    return rows


for name, chain, shape in (
    ("alexnet()", architectures.alexnet(), (3, 227, 227)),
    ("zfnet()", architectures.zfnet(), (3, 224, 224)),
    ("alexnet(one_tower=True)", architectures.alexnet(one_tower=True), (1, 180, 260)),
):
    want, call = by_torch(chain, shape), f"alexnet_cost({name}, {shape})"
    checks.assert_close(
        as_table(alexnet_cost(chain, shape), COSTS, len(chain), call),
        want,
        call,
        **EXACT,
    )
odd = [
    {"kind": "pool", "kernel": 2, "stride": 3, "padding": 1},
    {"kind": "linear", "units": 7},
]
call = "alexnet_cost(a pooling with padding 1 and a linear layer, (2, 7, 5))"
checks.assert_close(
    as_table(alexnet_cost(odd, (2, 7, 5)), COSTS, 2, call),
    [[0, 0, 12], [91, 84, 7]],
    call,
    **EXACT,
    mistakes={"a pooling can have padding, too.": [[0, 0, 8], [63, 56, 7]]},
)
same = [{"kind": "pool", "kernel": 1, "stride": 1, "padding": 0}]
call = "alexnet_cost(a pooling of 1×1), without a shape,"
checks.assert_close(
    as_table(alexnet_cost(same), COSTS, 1, call),
    [[0, 0, 3 * 227 * 227]],
    call,
    **EXACT,
    mistakes={"the default shape is (3, 227, 227).": [[0, 0, 3 * 224 * 224]]},
)
window = {"kernel": 3, "stride": 2, "padding": 1}
short = [
    {"kind": "conv", "channels": 4, "groups": 4, **window},
    {"kind": "pool", **window},
]
call = "alexnet_cost(a convolution in 4 groups and a pooling, (4, 9, 6))"
checks.assert_close(
    as_table(alexnet_cost(short, (4, 9, 6)), COSTS, 2, call),
    [[40, 540, 60], [0, 0, 24]],
    call,
    **EXACT,
)
large = [
    {
        "kind": "conv",
        "channels": 65,
        "kernel": 3,
        "stride": 1,
        "padding": 1,
        "groups": 1,
    },
    {"kind": "pool", "kernel": 1, "stride": 1, "padding": 0},
    {"kind": "linear", "units": 1},
]
call = (
    "alexnet_cost(a convolution, a pooling of 1×1 and a linear layer, (63, 601, 503))"
)
checks.assert_close(
    as_table(alexnet_cost(large, (63, 601, 503)), COSTS, 3, call),
    [
        [36_920, 11_141_377_065, 19_649_695],
        [0, 0, 19_649_695],
        [19_649_696, 19_649_695, 1],
    ],
    f"{call}, numbers too large to be exact in float32 or int32,",
    **EXACT,
)
call = "alexnet_cost(one linear layer, (2, 3, 4))"
checks.assert_close(
    as_table(alexnet_cost([{"kind": "linear", "units": 5}], (2, 3, 4)), COSTS, 1, call),
    [[125, 120, 5]],
    call,
    **EXACT,
)
### END HIDDEN TESTS

# %% [markdown]
# <details><summary>Hint 1: what to carry along</summary>
#
# Keep `channels, height, width` of what the next layer will get, and update them after every layer.
# </details>
# <details><summary>Hint 2: linear layers</summary>
#
# Treat a vector of n numbers as n maps of 1×1. Then "all numbers of the maps before" is always channels ×
# height × width, for the first linear layer and for the later ones.
# </details>
# <details><summary>Hint 3: sizes</summary>
#
# Convolutions and poolings change height and width by the same formula, that of section 1. That section
# also says what the three numbers of a convolution's row are.
# </details>

# %% [markdown]
# ### Exercise 4 · `vgg_cost` (10 minutes, ●○○, 2 points)
#
# VGG (Simonyan and Zisserman 2014) has one design rule, and its spec is one line: numbers are the channels
# of 3×3 convolutions with stride 1 and padding 1, `"M"` is a 2×2 max pooling with stride 2. Two linear
# layers of 4,096 units and one for the classes follow. `architectures.VGG[16]` is

# %%
print(architectures.VGG[16])


# %% nbgrader={"grade": false, "grade_id": "vgg_cost", "locked": false, "schema_version": 3, "solution": true, "task": false}
def vgg_cost(spec, size=224, units=4096, classes=1000):
    """Return the cost of each layer of a VGG: a list of (params, macs, activations).

    spec: a list or tuple of numbers and "M", as above; not changed. size: side of the
    square image of 3 channels. A pooling of an odd side leaves the last row
    and column out.
    units: of the first two linear layers. classes: units of the last.
    The list has one entry for each entry of spec, and then three for the linear layers.
    """
    ### BEGIN SOLUTION
    rows, channels = [], 3
    for entry in spec:
        if entry == "M":
            size //= 2
            rows.append((0, 0, channels * size**2))
        else:
            weights, channels = 9 * channels * entry, entry
            rows.append((weights + entry, weights * size**2, entry * size**2))
    inputs = channels * size**2
    for outputs in (units, units, classes):
        rows.append(((inputs + 1) * outputs, inputs * outputs, outputs))
        inputs = outputs
    return rows
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "vgg_cost_test", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
call = "vgg_cost([8, 'M', 16], size=8, units=20, classes=10)"
rows = as_table(vgg_cost([8, "M", 16], size=8, units=20, classes=10), COSTS, 6, call)
right_rows = [
    [224, 13824, 512],
    [0, 0, 128],
    [1168, 18432, 256],
    [5140, 5120, 20],
    [420, 400, 20],
    [210, 200, 10],
]
checks.assert_close(
    rows,
    right_rows,
    f"{call}, one row a layer of (params, macs, activations),",
    **EXACT,
    mistakes={
        "a row is (params, macs, activations), in this order.": [
            [row[1], row[0], row[2]] for row in right_rows
        ],
        "the convolutions' padding is missing: they keep height and width.": [
            [224, 7776, 288],
            [0, 0, 72],
            [1168, 1152, 16],
            [340, 320, 20],
            [420, 400, 20],
            [210, 200, 10],
        ],
        "the argument units is ignored.": [
            *right_rows[:3],
            [257 * 4096, 256 * 4096, 4096],
            [4097 * 4096, 4096 * 4096, 4096],
            [4097 * 10, 40960, 10],
        ],
        "the arguments units and classes are ignored.": [
            *right_rows[:3],
            [257 * 4096, 256 * 4096, 4096],
            [4097 * 4096, 4096 * 4096, 4096],
            [4097 * 1000, 4096000, 1000],
        ],
        "the argument classes is ignored.": [*right_rows[:5], [21000, 20000, 1000]],
    },
)
whole = as_table(vgg_cost(architectures.VGG[16]), COSTS, 21, "vgg_cost(VGG[16])")
checks.assert_close(
    whole.sum(axis=0)[:2],
    [138_357_544, 15_470_264_320],
    "VGG-16's parameters and MACs (Table 2 of the paper says 138 million parameters)",
    **EXACT,
)
### BEGIN HIDDEN TESTS
for depth, params, macs in (
    (11, 132_863_336, 7_609_090_048),
    (19, 143_667_240, 19_632_062_464),
):
    spec = list(architectures.VGG[depth])
    given, call = list(spec), f"vgg_cost(VGG[{depth}])"
    whole = as_table(vgg_cost(given), COSTS, len(spec) + 3, call)
    checks.assert_close(
        whole.sum(axis=0)[:2],
        [params, macs],
        f"VGG-{depth}'s parameters and MACs",
        **EXACT,
    )
    assert given == spec, (
        f"vgg_cost changed its list spec from {spec} to {given}; the caller still needs it"
    )
call = "vgg_cost([], size=2, units=3, classes=5)"
checks.assert_close(
    as_table(vgg_cost([], size=2, units=3, classes=5), COSTS, 3, call),
    [[39, 36, 3], [12, 9, 3], [20, 15, 5]],
    call,
    **EXACT,
)
call = "vgg_cost(['M', 5], size=9, units=6, classes=4)"
checks.assert_close(
    as_table(vgg_cost(["M", 5], size=9, units=6, classes=4), COSTS, 5, call),
    [[0, 0, 48], [140, 2160, 80], [486, 480, 6], [42, 36, 6], [28, 24, 4]],
    call,
    **EXACT,
    mistakes={
        "an odd side is halved and rounded down: 9 becomes 4.": [
            [0, 0, 75],
            [140, 3375, 125],
            [756, 750, 6],
            [42, 36, 6],
            [28, 24, 4],
        ]
    },
)
for spec, size, units, classes, want, about in (
    (
        [4, "M", 6],
        40,
        3,
        2,
        [
            [112, 172_800, 6_400],
            [0, 0, 1_600],
            [222, 86_400, 2_400],
            [7_203, 7_200, 3],
            [12, 9, 3],
            [8, 6, 2],
        ],
        "where one pooling halves the side, not five",
    ),
    (
        [2] + ["M"] * 5,
        256,
        3,
        2,
        [
            [56, 3_538_944, 131_072],
            *([0, 0, 2 * side**2] for side in (128, 64, 32, 16, 8)),
            [387, 384, 3],
            [12, 9, 3],
            [8, 6, 2],
        ],
        "where 8×8 pixels are left, not 7×7",
    ),
    (
        [63, 65],
        601,
        3,
        2,
        [
            [1_764, 614_402_901, 22_755_663],
            [36_920, 13_312_062_855, 23_478_065],
            [70_434_198, 70_434_195, 3],
            [12, 9, 3],
            [8, 6, 2],
        ],
        "numbers too large to be exact in float32 or int32",
    ),
):
    call = f"vgg_cost({spec}, size={size}, units={units}, classes={classes})"
    checks.assert_close(
        as_table(
            vgg_cost(list(spec), size=size, units=units, classes=classes),
            COSTS,
            len(want),
            call,
        ),
        want,
        f"{call}, {about},",
        **EXACT,
    )
call = "vgg_cost(['M'], size=7, units=2, classes=3)"
checks.assert_close(
    as_table(vgg_cost(["M"], size=7, units=2, classes=3), COSTS, 4, call),
    [[0, 0, 27], [56, 54, 2], [6, 4, 2], [9, 6, 3]],
    call,
    **EXACT,
    mistakes={
        "an odd side is halved and rounded down, not to the nearest: 7 becomes 3.": [
            [0, 0, 48],
            [98, 96, 2],
            [6, 4, 2],
            [9, 6, 3],
        ]
    },
)
### END HIDDEN TESTS

# %% [markdown]
# <details><summary>Hint</summary>
#
# Two numbers describe what the next layer gets: how many maps, and how large. Which of them does a
# convolution change here, which a pooling? (Translating the spec into the dictionaries of exercise 3 is
# another way.)
# </details>

# %% [markdown]
# ### Experiment 2 · Where is everything?
#
# Parameters, MACs and activations of the three chains, layer by layer.
#
# **Predict:** which share of AlexNet's parameters sits in its fully connected layers, and which share of
# its MACs? And where do VGG-16's activations sit: early, in the middle, or late?

# %% tags=["experiment", "skip-execution"]
early_nets = {
    "AlexNet": (architectures.alexnet(), alexnet_cost(architectures.alexnet())),
    "ZFNet": (
        architectures.zfnet(),
        alexnet_cost(architectures.zfnet(), (3, 224, 224)),
    ),
    "VGG-16": (
        [{"kind": "pool" if e == "M" else "conv"} for e in architectures.VGG[16]]
        + [{"kind": "linear"}] * 3,
        vgg_cost(architectures.VGG[16]),
    ),
}
fig, axes = plt.subplots(
    1,
    3,
    figsize=(9.1, 3.4),
    layout="constrained",
    sharey=True,
    width_ratios=(1, 1, 1.8),
)
where = {}
for ax, (name, (layers, rows)) in zip(axes, early_nets.items(), strict=True):
    table = np.array(rows, dtype=float)
    shares = 100 * table / table.sum(axis=0)
    at = [i for i, layer in enumerate(layers) if layer["kind"] != "pool"]
    linear = np.array([layer["kind"] == "linear" for layer in layers])
    where[name] = shares[linear].sum(axis=0)
    for column, (what, colour, hatch) in enumerate(
        zip(
            ("parameters", "MACs", "activations"),
            plots.COLOURS,
            ("", "//", ".."),
            strict=False,
        )
    ):
        ax.bar(
            np.arange(len(at)) + 0.27 * (column - 1),
            shares[at, column],
            0.27,
            color=colour,
            hatch=hatch,
            edgecolor="white",
            label=what,
        )
    ax.axvspan(len(at) - 3.5, len(at) - 0.5, color="0.93", zorder=0)
    ax.set(title=name, xlabel="layer with weights", xticks=range(0, len(at), 2))
    ax.set_xticklabels(range(1, len(at) + 1, 2))
axes[0].set_ylabel("% of the network's")
axes[2].text(12.2, 60, "grey: fully connected", fontsize="small", ha="right")
axes[2].legend(frameon=False, loc="upper left", fontsize="small")
print(
    as_text(
        ["in the 3 fully connected layers", "params, %", "MACs, %", "activations, %"],
        [[name, *map(float, shares)] for name, shares in where.items()],
    )
)
totals = {name: np.sum(rows, axis=0) for name, (_, rows) in early_nets.items()}
ungrouped = np.sum(alexnet_cost(architectures.alexnet(groups=1)), axis=0)
tower = np.sum(
    alexnet_cost(architectures.alexnet(one_tower=True), (3, 224, 224)), axis=0
)
vgg19 = np.sum(vgg_cost(architectures.VGG[19]), axis=0)
published = {
    "AlexNet, 2 groups": (totals["AlexNet"], "60 M (abstract)", ""),
    "AlexNet, no groups": (ungrouped, "", ""),
    "AlexNet, one tower": (tower, "61.1 M (torchvision)", "0.71 G (torchvision)"),
    "ZFNet": (totals["ZFNet"], "", ""),
    "VGG-16": (totals["VGG-16"], "138 M (Table 2)", "15.3 G (He 2015, 4.1)"),
    "VGG-19": (vgg19, "144 M (Table 2)", "19.6 G (He 2015, 4.1)"),
}
print(
    as_text(
        ["", "params, M", "published", "MACs, G", "published"],
        [
            [name, f"{ours[0] / 1e6:.2f}", params, f"{ours[1] / 1e9:.2f}", macs]
            for name, (ours, params, macs) in published.items()
        ],
    )
)
neurons = sum(
    row[2]
    for layer, row in zip(*early_nets["AlexNet"], strict=True)
    if layer["kind"] != "pool"
)
print(f"AlexNet's units, poolings aside: {neurons:,} (its abstract: 650,000 neurons)")

# %% [markdown]
# **What to see.** The grey bands are the fully connected layers: tall solid bars and hardly any other.
# AlexNet has 96 % of its parameters there and 8 % of its MACs; in VGG-16 it is 89 % and 1 %. One layer
# stands out in each chain, the first fully connected one, because it multiplies a whole stack of maps by
# 4,096 units. Activations (dotted) sit at the other end, in the first convolutions, where maps are large.
#
# The counts agree with the papers. "60 million" is AlexNet *with* its groups, 61.0 M. Without groups the
# same widths give 62.4 M. The 61.1 M of today's libraries is a third network, with 64, 192, 384, 256
# and 256 channels in its convolutions and no groups (Krizhevsky 2014). ZFNet changes the first two layers of AlexNet and
# drops the groups: 1.6 times the MACs and nearly the same parameters, because the fully connected part
# stays. One oddity: He et al. 2015 give 15.3 billion for VGG-16. Its convolutions alone have 15.35, all
# layers 15.47; but their 19.6 billion for VGG-19 is the count with the fully connected layers.
#
# <!-- measured:
# 96: where["AlexNet"][0]
# 8: where["AlexNet"][1]
# 89: where["VGG-16"][0]
# 1: where["VGG-16"][1]
# true: all(max(rows)[0] == rows[-3][0] for _, rows in early_nets.values())
# 4,096: early_nets["AlexNet"][1][-3][2]
# 61.0: totals["AlexNet"][0] / 1e6
# 62.4: ungrouped[0] / 1e6
# 61.1: tower[0] / 1e6
# 1.6: totals["ZFNet"][1] / totals["AlexNet"][1]
# true: abs(totals["ZFNet"][0] / totals["AlexNet"][0] - 1) < 0.03
# 15.35: sum(row[1] for row in early_nets["VGG-16"][1][:-3]) / 1e9
# 15.47: totals["VGG-16"][1] / 1e9
# 19.6: vgg19[1] / 1e9
# 64: architectures.alexnet(one_tower=True)[0]["channels"]
# 192: architectures.alexnet(one_tower=True)[2]["channels"]
# 384: architectures.alexnet(one_tower=True)[4]["channels"]
# 256: architectures.alexnet(one_tower=True)[6]["channels"]
# given: 60, 15.3
# -->

# %% [markdown]
# ## 4 · Memory for training
#
# Training with stochastic gradient descent keeps in memory, at the least,
#
# - the **parameters**, and a **gradient** of the same size;
# - what the **optimiser** keeps for each parameter: nothing for plain SGD, one number with momentum, two for
#   Adam;
# - the **activations** of every layer, for every image of the batch, until the backward pass has used them.
#
# Parameters, gradients and optimiser do not depend on the batch, the activations are proportional to it. A float32 number takes 4 bytes.
#
# ### Exercise 5 · `training_memory` (15 minutes, ●●○, 3 points)


# %% nbgrader={"grade": false, "grade_id": "training_memory", "locked": false, "schema_version": 3, "solution": true, "task": false}
def training_memory(layers, batch, states=1, bytes_each=4):
    """Return what one training step keeps, in bytes, as a dictionary.

    layers: (params, macs, activations) of each layer for one image, as `alexnet_cost`
    returns them; not changed. batch: number of images.
    states: numbers that the optimiser keeps for each parameter. bytes_each: size of
    every number.
    The keys are "parameters", "gradients", "optimizer", "activations" and "total", the
    sum of the four. Every layer's output is kept once for each image; the images
    themselves are not counted.
    """
    ### BEGIN SOLUTION
    params = bytes_each * sum(row[0] for row in layers)
    kept = {
        "parameters": params,
        "gradients": params,
        "optimizer": states * params,
        "activations": bytes_each * batch * sum(row[2] for row in layers),
    }
    return kept | {"total": sum(kept.values())}
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "training_memory_test", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
KEPT = ("parameters", "gradients", "optimizer", "activations", "total")


def kept(answer, what):
    """The five values in order, or a failed check that says which are missing."""
    assert answer is not None, (
        f"{what} is None.\nLikely mistake: the function ends without `return`."
    )
    assert isinstance(answer, dict), (
        f"{what} should be a dictionary with the keys {', '.join(KEPT)}, "
        f"but is a {answer.__class__.__name__}"
    )
    missing = [name for name in KEPT if name not in answer]
    more = [name for name in answer if name not in KEPT]
    assert not missing, f"{what} lacks the keys {missing}; its keys are {list(answer)}"
    assert not more, f"{what} has keys that nobody asked for: {more}"
    return [answer[name] for name in KEPT]


rows = [(100, 7000, 50), (0, 0, 12), (20, 9000, 10)]
call = "training_memory([(100, 7000, 50), (0, 0, 12), (20, 9000, 10)], batch=8)"
checks.assert_close(
    kept(training_memory(rows, batch=8), call),
    [480, 480, 480, 2304, 3744],
    f"{', '.join(KEPT)} of {call}",
    **EXACT,
    mistakes={
        "these are numbers; a float32 takes 4 bytes.": [120, 120, 120, 576, 936],
        "the batch is ignored: each image has its own activations.": [
            480,
            480,
            480,
            288,
            1728,
        ],
        "the batch multiplies the activations only; weights are shared by all images.": [
            3840,
            3840,
            3840,
            2304,
            13824,
        ],
        "a batch has one gradient for each parameter, the mean over its images.": [
            480,
            3840,
            480,
            2304,
            7104,
        ],
        "only the last layer's activations are here; each layer's are kept.": [
            480,
            480,
            480,
            320,
            1760,
        ],
        "only the largest activations are here; training keeps each layer's.": [
            480,
            480,
            480,
            1600,
            3040,
        ],
        "these are the MACs; activations are the third number of a row.": [
            480,
            480,
            480,
            512000,
            513440,
        ],
        "layers without parameters have activations, too.": [480, 480, 480, 1920, 3360],
    },
)
call = "training_memory(rows, batch=1, states=2, bytes_each=2)"
checks.assert_close(
    kept(training_memory(rows, batch=1, states=2, bytes_each=2), call),
    [240, 240, 480, 144, 1104],
    f"{', '.join(KEPT)} of {call}",
    **EXACT,
    mistakes={
        "the argument states is ignored: Adam keeps two numbers a parameter.": [
            240,
            240,
            240,
            144,
            864,
        ],
        "the argument bytes_each is ignored.": [480, 480, 960, 288, 2208],
        "the arguments states and bytes_each are ignored.": [480, 480, 480, 288, 1728],
    },
)
### BEGIN HIDDEN TESTS
# In no column do these numbers rise or fall all the way: sorting them, either way round, shows.
shuffled = [(7, 1, 5), (2, 9, 3), (5, 4, 8), (3, 6, 4)]
given = list(shuffled)
training_memory(given, 2)
for got, want in (
    (given, shuffled),
    (rows, [(100, 7000, 50), (0, 0, 12), (20, 9000, 10)]),
):
    assert got == want, (
        f"training_memory changed its argument layers from {want} to {got}; the caller still needs it"
    )
call = "training_memory([(7, 1, 5), (2, 1, 3)], 10, 0, 8)"
checks.assert_close(
    kept(training_memory([(7, 1, 5), (2, 1, 3)], 10, 0, 8), call),
    [72, 72, 0, 640, 784],
    f"{', '.join(KEPT)} of {call}",
    **EXACT,
    mistakes={
        "bytes_each is the size of every number, the activations' too.": [
            72,
            72,
            0,
            320,
            464,
        ],
        "plain SGD keeps no state: states=0 gives 0.": [72, 72, 72, 640, 856],
    },
)
rng = np.random.default_rng(24)
for states in (0, 1, 2):
    rows = [tuple(int(v) for v in row) for row in rng.integers(0, 900, (5, 3))]
    batch = int(rng.integers(2, 70))
    params, _, activations = map(sum, zip(*rows, strict=True))
    want = [4 * params, 4 * params, 4 * states * params, 4 * batch * activations]
    call = f"training_memory(…, batch={batch}, states={states})"
    checks.assert_close(
        kept(training_memory(rows, batch, states), call),
        [*want, sum(want)],
        f"{', '.join(KEPT)} of {call}",
        **EXACT,
        mistakes={
            "plain SGD keeps no state: states=0 gives 0.": [
                *want[:2],
                4 * params,
                want[3],
                sum(want) + 4 * params,
            ]
        },
    )
call = "training_memory([(20_000_001, 1, 7_000_001)], 3, states=1, bytes_each=1)"
checks.assert_close(
    kept(
        training_memory([(20_000_001, 1, 7_000_001)], 3, states=1, bytes_each=1), call
    ),
    [20_000_001] * 3 + [21_000_003, 81_000_006],
    f"{', '.join(KEPT)} of {call}, numbers too large to be exact in float32,",
    **EXACT,
)
call = "training_memory([(2_000_000, 1, 700_000), (2_000_000, 1, 700_000)], 1000)"
checks.assert_close(
    kept(training_memory([(2_000_000, 1, 700_000)] * 2, 1000), call),
    [16_000_000] * 3 + [5_600_000_000, 5_648_000_000],
    f"{', '.join(KEPT)} of {call}",
    **EXACT,
    mistakes={
        "layers may be alike; each of them counts.": [8_000_000] * 3
        + [2_800_000_000, 2_824_000_000],
        "layers may have equally many activations; those of each are kept.": [
            16_000_000
        ]
        * 3
        + [2_800_000_000, 2_848_000_000],
    },
)
### END HIDDEN TESTS

# %% [markdown]
# <details><summary>Hint</summary>
#
# Two sums over the rows, of the first and of the third number. All five values follow from them.
# </details>

# %% [markdown]
# ### Experiment 3 · "AlexNet: smaller compute, still memory heavy"
#
# Weights, gradients and momentum take the same room whatever the batch; activations grow with it. Where the
# two meet, a network turns from heavy in weights to heavy in activations.
#
# **Predict:** at which batch size do the activations of AlexNet outgrow its weights, gradients and
# momentum? Of VGG-16? Of ResNet-50? (ResNet-50 and GoogLeNet come as lists of convolutions with their
# sizes, made for your `conv_cost`. Only outputs of convolutions are counted for them, not those of
# normalisations and poolings.)


# %% tags=["experiment", "skip-execution"]
def conv_rows(layers):
    """Your `conv_cost` of each convolution in a list."""
    return [conv_cost(**layer) for layer in layers]


trained = {
    "AlexNet": early_nets["AlexNet"][1],
    "VGG-16": early_nets["VGG-16"][1],
    "GoogLeNet": conv_rows(architectures.googlenet()),
    "ResNet-50": conv_rows(architectures.resnet(50)),
}
batches = 2 ** np.arange(0, 11)
fig, (left, right) = plt.subplots(1, 2, figsize=(9.1, 3.6), layout="constrained")
crossing, lines = {}, {}
for (name, rows), colour, style in zip(
    trained.items(), plots.COLOURS, ("-", "--", "-.", ":"), strict=False
):
    memory = [training_memory(rows, int(batch)) for batch in batches]
    fixed = memory[0]["total"] - memory[0]["activations"]
    crossing[name] = fixed / memory[0]["activations"]
    share = [100 * m["activations"] / m["total"] for m in memory]
    left.plot(batches, share, style, color=colour, linewidth=1.8)
    left.plot(crossing[name], 50, "o", color=colour)
    lines[name] = left.lines[-2]
    lines[name].set_label(f"{name}: half at {crossing[name]:.0f}")
left.axhline(50, color="0.6", linewidth=0.8, zorder=0)
left.set(
    xscale="log",
    xlabel="batch size",
    ylabel="% of memory that is activations",
    title="Who fills the memory?",
)
left.xaxis.set_major_formatter("{x:g}")
left.legend(frameon=False, fontsize="small")
bars = {name: training_memory(rows, 128) for name, rows in trained.items()}
bottom = np.zeros(len(bars))
for key, colour, hatch in zip(
    KEPT[:4], plots.COLOURS, ("", "//", "..", "xx"), strict=False
):
    height = np.array([memory[key] for memory in bars.values()]) / 2**30
    right.bar(
        list(bars),
        height,
        bottom=bottom,
        color=colour,
        hatch=hatch,
        edgecolor="white",
        label=key,
    )
    bottom += height
right.set(title="128 images, with momentum", ylabel="GiB")
right.legend(frameon=False, fontsize="small")
print(
    as_text(
        ["", "weights, MiB", "activations of one image, MiB", "equal at a batch of"],
        [
            [
                name,
                training_memory(rows, 1)["parameters"] / 2**20,
                training_memory(rows, 1)["activations"] / 2**20,
                float(crossing[name]),
            ]
            for name, rows in trained.items()
        ],
    )
)


def torch_chain(layers, channels=3):
    """The chain as a torch model, with a ReLU after each layer with weights but the last."""
    parts = []
    for layer in layers:
        window = [layer.get(key) for key in ("kernel", "stride", "padding")]
        if layer["kind"] == "conv":
            parts.append(
                torch.nn.Conv2d(
                    channels, layer["channels"], *window, groups=layer["groups"]
                )
            )
            channels = layer["channels"]
        elif layer["kind"] == "pool":
            parts.append(torch.nn.MaxPool2d(*window))
        else:
            if not any(isinstance(part, torch.nn.Linear) for part in parts):
                parts.append(torch.nn.Flatten())
            parts.append(torch.nn.LazyLinear(layer["units"]))
        if layer["kind"] != "pool":
            parts.append(torch.nn.ReLU(inplace=True))
    return torch.nn.Sequential(*parts[:-1])


with torch.device("meta"):
    alexnet = torch_chain(architectures.alexnet())
    alexnet(torch.empty(1, 3, 227, 227))  # sizes of the lazy layers
saved = model_cost(alexnet, (64, 3, 227, 227)).saved / 2**20
ours = training_memory(early_nets["AlexNet"][1], 64)["activations"] / 2**20
print(
    f"\nAlexNet, 64 images: {ours:.0f} MiB by the rule, {saved:.0f} MiB kept by autograd"
)

# %% [markdown]
# **What to see.** Left: AlexNet's solid curve lies far to the right of the others. Its weights, gradients
# and momentum outweigh the activations up to a batch of 234; for VGG-16 that ends at 28, for GoogLeNet and
# ResNet-50 at 7. Right, with 128 images, AlexNet's bar is the shortest of all, and about two thirds of it
# are weights, gradients and momentum. So "memory heavy" must say which memory: AlexNet's *weights* are heavy, more
# than twice those of ResNet-50; its *activations* are the lightest of the four. VGG-16 has the most of both.
#
# The last line compares the rule "each layer's output once" with what torch's autograd really keeps.
# Autograd also keeps the input images (38 MiB) and the positions of the poolings' maxima (60 MiB, at 8
# bytes each); it drops the last layer's output (0.2 MiB), which no backward pass needs. With these the rule
# is exact here, thanks to ReLUs that work in place.
#
# <!-- measured:
# 234: crossing["AlexNet"]
# 28: crossing["VGG-16"]
# 7: crossing["GoogLeNet"]
# 7: crossing["ResNet-50"]
# true: min(bars, key=lambda name: bars[name]["total"]) == "AlexNet"
# 0.66 ± 0.04: 1 - bars["AlexNet"]["activations"] / bars["AlexNet"]["total"]
# true: bars["AlexNet"]["parameters"] > 2 * bars["ResNet-50"]["parameters"]
# true: min(bars, key=lambda name: bars[name]["activations"]) == "AlexNet"
# true: all(max(bars, key=lambda name: bars[name][part]) == "VGG-16" for part in ("parameters", "activations"))
# 38: 64 * 3 * 227**2 * 4 / 2**20
# 60: 64 * 8 * sum(early_nets["AlexNet"][1][i][2] for i in (1, 3, 7)) / 2**20
# 0.2: 64 * 1000 * 4 / 2**20
# true: abs(saved - ours - 64 * (12 * 227**2 - 4000 + 8 * sum(early_nets["AlexNet"][1][i][2] for i in (1, 3, 7))) / 2**20) < 0.001
# given: 8
# -->

# %% [markdown]
# ## 5 · GoogLeNet: the inception module
#
# An inception module applies a 1×1, a 3×3 and a 5×5 convolution and a pooling to the same input, side by
# side, and lines their output channels up. Done naively, this is expensive, and the pooling hands all its
# channels on, so that the output can only get wider. GoogLeNet puts a 1×1 convolution *before* the 3×3 and
# the 5×5, to reduce the channels they see, and one *after* the pooling:
#
# | way | layers | output channels |
# |---|---|---|
# | 1 | 1×1 | `one` |
# | 2 | 1×1 to `reduce3`, then 3×3 | `three` |
# | 3 | 1×1 to `reduce5`, then 5×5 | `five` |
# | 4 | 3×3 max pooling with stride 1, then 1×1 | `project` |
#
# `architectures.INCEPTION` has the nine modules in the order of the columns of Table 1 in the paper
# (Szegedy et al. 2014), the input's channels in front. Module 3a is

# %%
print(architectures.INCEPTION["3a"])

# %% [markdown]
# ### Exercise 6 · `inception_params` (20 minutes, ●●○, 3 points)


# %% nbgrader={"grade": false, "grade_id": "inception_params", "locked": false, "schema_version": 3, "solution": true, "task": false}
def inception_params(spec):
    """Return (params, out_channels) of an inception module, two whole numbers.

    spec: (in_channels, one, reduce3, three, reduce5, five, project), as above.
    params: weights and biases of its six convolutions. out_channels: channels of the
    four ways' outputs, one after the other.
    """
    ### BEGIN SOLUTION
    came, one, reduce3, three, reduce5, five, project = spec
    ways = [
        (came, one, 1),
        (came, reduce3, 1),
        (reduce3, three, 3),
        (came, reduce5, 1),
        (reduce5, five, 5),
        (came, project, 1),
    ]
    params = sum((kernel**2 * inputs + 1) * outputs for inputs, outputs, kernel in ways)
    return params, one + three + five + project
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "inception_params_test", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
MODULE = ("params", "out_channels")
call = "inception_params((10, 2, 3, 4, 5, 6, 7))"
params, out_channels = unpack(inception_params((10, 2, 3, 4, 5, 6, 7)), MODULE, call)
checks.assert_close(
    params,
    1_055,
    f"params of {call}",
    **EXACT,
    mistakes={
        "the biases are missing: one for each output channel of each convolution.": 1_028,
        "the biases of the 1×1 reductions are missing.": 1_055 - 8,
        "the 3×3 and the 5×5 see the reduced channels, not the input's.": (
            10 * 2 + 10 * 3 + 90 * 4 + 10 * 5 + 250 * 6 + 10 * 7 + 27
        ),
        "a 5×5 has 25 places; libraries' GoogLeNet takes 3×3 there, the paper does not.": 1_055
        - 16 * 30,
        "the projection after the pooling is missing.": 1_055 - 77,
        "the 1×1 reductions have weights of their own.": 1_055 - 30 - 3 - 50 - 5,
        "the pooling changes no channels: the projection sees all of the input's.": (
            1_055 - 70 + 7 * 6
        ),
        "the two are swapped: return params first.": 19,
    },
)
checks.assert_close(
    out_channels,
    19,
    f"out_channels of {call}",
    **EXACT,
    mistakes={
        "the reductions lie inside of their ways; only the four ways' ends count.": 27,
        "the pooling way ends in the projection, which has `project` channels.": 22,
        "the pooling way has an output, too.": 12,
    },
)
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(25)
specs = [tuple(int(n) for n in rng.integers(1, 60, 7)) for _ in range(3)]
specs += [architectures.INCEPTION[name] for name in ("4e", "3b")]
specs += [(5_001, 1_001, 2_001, 20_001, 2_001, 41_001, 1)]
for spec in specs:
    came, one, reduce3, three, reduce5, five, project = spec
    with torch.device("meta"):
        layers = [
            torch.nn.Conv2d(came, one, 1),
            torch.nn.Conv2d(came, reduce3, 1),
            torch.nn.Conv2d(reduce3, three, 3),
            torch.nn.Conv2d(came, reduce5, 1),
            torch.nn.Conv2d(reduce5, five, 5),
            torch.nn.Conv2d(came, project, 1),
        ]
    want = sum(p.numel() for layer in layers for p in layer.parameters())
    checks.assert_close(
        unpack(inception_params(spec), MODULE, f"inception_params({spec})"),
        [want, one + three + five + project],
        f"inception_params({spec})"
        + ", a number too large to be exact in float32 or int32," * (want > 2**31),
        **EXACT,
        mistakes={
            "two convolutions may be alike; each of them counts.": [
                want - (came + 1) * one,
                one + three + five + project,
            ]
        },
    )
### END HIDDEN TESTS

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# Write down the six convolutions as (input channels, output channels, kernel).
# </details>
# <details><summary>Hint 2</summary>
#
# How many weights and biases has a convolution, given these three numbers? The size of the maps does not
# matter for that. Then think of where in its way each of the six stands, to see what goes in.
# </details>

# %% [markdown]
# ### Experiment 4 · Before and after the 1×1
#
# A slide that many courses have copied (CS231n 2017, lecture 9) puts an input of 28×28×256 through ways of
# 128 (1×1), 192 (3×3) and 96 (5×5) channels. Then it adds reductions to 64 channels before the 3×3 and the
# 5×5, and a projection to 64 after the pooling. It counts the operations without and with them. So do you.
#
# **Predict:** how many times fewer MACs has the whole module with the 1×1 convolutions? And each of its four ways (1×1, 3×3,
# 5×5, pooling): does it need fewer MACs with them, more, or as many as before?

# %% tags=["experiment", "skip-execution"]
before = {
    "1×1": [(256, 128, 1)],
    "3×3": [(256, 192, 3)],
    "5×5": [(256, 96, 5)],
    "pool": [],
}
after = {
    "1×1": [(256, 128, 1)],
    "3×3": [(256, 64, 1), (64, 192, 3)],
    "5×5": [(256, 64, 1), (64, 96, 5)],
    "pool": [(256, 64, 1)],
}


def mega_macs(way):
    """MACs of the convolutions of a way, in millions."""
    return sum(
        conv_cost(came, went, kernel, (28, 28), padding=kernel // 2)[1] / 1e6
        for came, went, kernel in way
    )


naive, reduced = (
    {way: mega_macs(convs) for way, convs in ways.items()} for ways in (before, after)
)
total_naive, total_reduced = sum(naive.values()), sum(reduced.values())
twice = total_reduced + mega_macs([(64, 192, 3)])
print(
    f"naive {total_naive:.1f} M, with reductions {total_reduced:.1f} M; with the 3×3 counted twice {twice:.1f} M"
)
first, second = architectures.googlenet()[0], architectures.googlenet()[1:3]
rows = {"7×7": conv_cost(**first), "3×3": np.sum(conv_rows(second), axis=0)}
for i, name in enumerate(architectures.INCEPTION):
    rows[name] = np.sum(
        conv_rows(architectures.googlenet()[3 + 6 * i : 9 + 6 * i]), axis=0
    )
rows["linear"] = conv_cost(**architectures.googlenet()[-1])
print(
    as_text(
        ["GoogLeNet", "params, K", "Table 1", "MACs, M", "Table 1"],
        [
            [
                name,
                f"{row[0] / 1024:.1f}",
                str(paper[0]),
                f"{row[1] / 1e6:.0f}",
                str(paper[1]),
            ]
            for (name, row), paper in zip(
                rows.items(), architectures.GOOGLENET_ROWS.values(), strict=True
            )
        ]
        + [
            [
                "total",
                f"{sum(row[0] for row in rows.values()) / 1024:.0f}",
                f"{sum(paper[0] for paper in architectures.GOOGLENET_ROWS.values()):.0f}",
                f"{sum(row[1] for row in rows.values()) / 1e6:.0f}",
                f"{sum(paper[1] for paper in architectures.GOOGLENET_ROWS.values()):.0f}",
            ]
        ],
    )
)
library = architectures.googlenet(as_published=False)
norm = sum(2 * layer["out_channels"] for layer in library if not layer["bias"])
print(
    f"as libraries build it: {(sum(r[0] for r in conv_rows(library)) + norm) / 1e6:.2f} M parameters"
)
fig, (left, right) = plt.subplots(1, 2, figsize=(9.1, 3.6), layout="constrained")
plots.grouped_bars(
    {
        f"naive, {total_naive:.0f} M": [list(naive.values())],
        f"with 1×1 reductions, {total_reduced:.0f} M": [list(reduced.values())],
    },
    list(naive),
    left,
    ylabel="million MACs",
)
left.set(title="The slide's module, way by way", ylim=(0, 640))
names = list(architectures.INCEPTION)
plots.grouped_bars(
    {
        "counted": [[rows[name][0] / 1024 for name in names]],
        "paper's Table 1": [[architectures.GOOGLENET_ROWS[name][0] for name in names]],
    },
    names,
    right,
    ylabel="thousand (1,024) parameters",
)
_ = right.set(title="GoogLeNet's nine modules")

# %% [markdown]
# **What to see.** Left: nearly everything was in the 5×5 and the 3×3, and there the reductions save a
# factor of about 3.5 each; they cost little themselves. Only the pooling's way becomes dearer, as it had no
# convolution. The slide counts 854 million without the reductions, and so do we. With them it has 358
# million, but its own six terms add up to 271 M. Its number comes out when the 3×3 is counted twice. The
# saving is larger than the slide claims, a factor of 3.1 instead of 2.4.
#
# Right: our count and the paper's table agree to within about 5 % for eight modules (if its K is 1,024).
# Module 4c is 7 % off: 498 K counted, 463 K in the table, although the table's own 100 M operations agree
# with our count and not with 463 K. For the first layer the table has 2.7 K parameters and 34 M operations.
# A 7×7 with 3 input and 64 output channels has 9.2 K and 118 M; the table's numbers are those of $2 \cdot 7
# \cdot 3 \cdot 64$ weights, as if the filter were one row and one column. Two lessons: published tables
# contain slips, and a count that takes a minute is worth redoing.
#
# The paper speaks of 12 times fewer parameters than AlexNet. Its own table adds up to 6,798 K, or 7
# million, and AlexNet's 61 million are 9 times as many. Libraries' GoogLeNet has 6.62 M: 3×3 kernels where
# the paper has 5×5, and normalisations in place of biases.
#
# <!-- measured:
# 3.5 ± 0.15: np.array([naive[way] / reduced[way] for way in ("3×3", "5×5")])
# true: (naive["3×3"] + naive["5×5"]) / total_naive > 0.95 and reduced["pool"] > naive["pool"] == 0
# 854: total_naive
# 271: total_reduced
# 358: twice
# 3.1: total_naive / total_reduced
# 2.4: total_naive / 358
# 0 ± 0.05: np.array([rows[name][0] / 1024 / architectures.GOOGLENET_ROWS[name][0] - 1 for name in names if name != "4c"])
# 7: 100 * (1 - 463 / (rows["4c"][0] / 1024))
# 498: rows["4c"][0] / 1024
# 463: architectures.GOOGLENET_ROWS["4c"][0]
# 100: rows["4c"][1] / 1e6
# 9.2: rows["7×7"][0] / 1024
# 118: rows["7×7"][1] / 1e6
# 2.7: architectures.GOOGLENET_ROWS["7×7"][0]
# 34: architectures.GOOGLENET_ROWS["7×7"][1]
# 6,798 ± 1: sum(paper[0] for paper in architectures.GOOGLENET_ROWS.values())
# 61: totals["AlexNet"][0] / 1e6
# 9: totals["AlexNet"][0] / 1024 / sum(paper[0] for paper in architectures.GOOGLENET_ROWS.values())
# 6.62: (sum(r[0] for r in conv_rows(library)) + norm) / 1e6
# given: 1,024, 3, 64, 12, 7, 5
# -->

# %% [markdown]
# ## 6 · ResNet: bottlenecks
#
# From 50 layers on, a ResNet's block does not apply two 3×3 convolutions to all its $C$ channels. It
# reduces them by a 1×1 to $C/r$, applies one 3×3 there, and restores $C$ by another 1×1. The lecture: "to
# improve efficiency (similar to GoogLeNet)".
#
# ### Exercise 7 · `bottleneck_saving` (10 minutes, ●○○, 2 points)


# %% nbgrader={"grade": false, "grade_id": "bottleneck_saving", "locked": false, "schema_version": 3, "solution": true, "task": false}
def bottleneck_saving(channels, reduction=4):
    """Return (plain, bottleneck, saving) of a block that keeps its number of channels.

    plain: weights of two 3×3 convolutions, channels to channels.
    bottleneck: weights of a 1×1 to channels / reduction, a 3×3 that keeps these, and a
    1×1 back to channels. saving: plain / bottleneck, a float.
    No biases are counted. Raises ValueError if reduction does not divide channels.
    """
    ### BEGIN SOLUTION
    if channels % reduction:
        raise ValueError(f"{reduction} does not divide {channels} channels")
    narrow = channels // reduction
    plain = 2 * 9 * channels**2
    bottleneck = 2 * channels * narrow + 9 * narrow**2
    return plain, bottleneck, plain / bottleneck
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "bottleneck_saving_test", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
SAVING = ("plain", "bottleneck", "saving")
plain, bottleneck, saving = unpack(
    bottleneck_saving(256), SAVING, "bottleneck_saving(256)"
)
checks.assert_close(
    bottleneck,
    69_632,
    "bottleneck of bottleneck_saving(256)",
    **EXACT,
    mistakes={
        "the last 1×1, which restores the channels, is missing.": 69_632 - 256 * 64,
        "the 3×3 works on the reduced channels.": 2 * 256 * 64 + 9 * 256**2,
        "the 3×3 has 9 weights a pair of channels.": 2 * 256 * 64 + 64**2,
        "the 1×1 convolutions lead from channels to channels / reduction and back.": 2
        * 64**2
        + 9 * 64**2,
        "no biases are counted.": 69_632 + 64 + 64 + 256,
        "the two are swapped: return plain first.": 1_179_648,
    },
)
checks.assert_close(
    plain,
    1_179_648,
    "plain of bottleneck_saving(256)",
    **EXACT,
    mistakes={
        "there are two 3×3 convolutions.": 589_824,
        "the plain block has all the channels; 73,728 is that of 64 channels (Figure 5, left).": 73_728,
        "no biases are counted.": 1_179_648 + 512,
    },
)
checks.assert_close(
    saving,
    1_179_648 / 69_632,
    "saving of bottleneck_saving(256)",
    mistakes={
        "this is bottleneck / plain; a saving is larger than 1.": 69_632 / 1_179_648,
        "this is the difference; the ratio is wanted.": 1_179_648 - 69_632,
        "saving is a float: do not round it.": 16,
    },
)
### BEGIN HIDDEN TESTS
for channels, reduction in ((64, 4), (96, 2), (120, 8), (7, 1), (6, 6), (30_003, 3)):
    narrow = channels // reduction
    want = [18 * channels**2, 2 * channels * narrow + 9 * narrow**2]
    want.append(want[0] / want[1])
    call = f"bottleneck_saving({channels}, reduction={reduction})"
    try:
        answer = bottleneck_saving(channels, reduction=reduction)
    except ValueError as error:
        raise AssertionError(
            f"{call} raises ValueError ({error}), but {reduction} divides {channels}.\n"
            "Likely mistake: a condition that the docstring does not have; one channel in the middle is enough."
        ) from None
    checks.assert_close(
        unpack(answer, SAVING, call),
        want,
        call
        + ", numbers too large to be exact in float32 or int32," * (channels > 10_000),
        rtol=1e-9,
        atol=1e-9,
        mistakes={
            "the argument reduction is ignored.": [
                want[0],
                channels**2 / 2 + 9 * channels**2 / 16,
                288 / 17,
            ]
        },
    )
for channels, reduction in ((100, 8), (4, 8), (6, 4), (65, 4)):
    call = f"bottleneck_saving({channels}, reduction={reduction})"
    with raises(ValueError, call, f"{reduction} does not divide {channels}."):
        bottleneck_saving(channels, reduction=reduction)
### END HIDDEN TESTS

# %% [markdown]
# The saving does not depend on the channels: $\dfrac{18\,C^2}{2C^2/r + 9C^2/r^2} = \dfrac{18\,r^2}{2r +
# 9}$, which is 16.9 for $r = 4$. Figure 5 of He et al. 2015 shows the same fact from another side: a
# bottleneck of 256 channels, 69,632 weights, is cheaper than a plain block of 64, 73,728. Four times the
# channels, for less.

# %% [markdown]
# ## 7 · The chart
#
# One more tool before the chart. A point with a cost and an accuracy is **dominated** by another that is no
# worse in both and better in at least one. The points that no other dominates are the **Pareto front**: who has one of them
# gets more accuracy only at a higher cost.
#
# ### Exercise 8 · `pareto_front` (15 minutes, ●●○, 3 points)


# %% nbgrader={"grade": false, "grade_id": "pareto_front", "locked": false, "schema_version": 3, "solution": true, "task": false}
def pareto_front(points):
    """Return for each point whether it is on the Pareto front: N truth values, in order.

    points: array (N, 2) of floats, N at least 1, one (cost, accuracy) a row, in any order;
    not changed. A smaller cost and a larger accuracy are better, by however little.
    A point is off the front if another has a cost at most as large and an accuracy at
    least as large, and is not equal to it. Equal points stand or fall together.
    """
    ### BEGIN SOLUTION
    return [
        not any(
            other[0] <= point[0]
            and other[1] >= point[1]
            and tuple(other) != tuple(point)
            for other in points
        )
        for point in points
    ]
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "pareto_front_test", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
points = np.array(
    [[2.0, 60.0], [4.0, 70.0], [3.0, 55.0], [1.0, 50.0], [2.0, 58.0], [6.0, 70.0]]
)


def truths(front, count, what):
    """1 for true and 0 for false, one a point, or a failed check that says what there is instead."""
    found = numbers(front, what, f"{count} truth values")
    assert found.shape == (count,), (
        f"{what} should have one truth value for each of the {count} points, "
        f"but has the shape {found.shape}"
    )
    odd = [value for value in found.tolist() if value not in (0, 1)]
    assert not odd, f"{what} should hold truth values, but holds {odd[0]}"
    return found.astype(float)


checks.assert_close(
    truths(pareto_front(points.copy()), 6, "pareto_front(points)"),
    [1, 1, 0, 1, 0, 0],
    "pareto_front(points), as 1 and 0",
    mistakes={
        "this marks the dominated points; True means on the front.": [0, 0, 1, 0, 1, 1],
        "points of equal cost: the less accurate one is dominated.": [1, 1, 0, 1, 1, 0],
        "points of equal accuracy: the dearer one is dominated.": [1, 1, 0, 1, 0, 1],
        "of equal values in one number, the other number decides: only one of the two must be better.": [
            1,
            1,
            0,
            1,
            1,
            1,
        ],
        "a large cost is bad: smaller is better.": [0, 0, 0, 0, 0, 1],
        "only the most accurate point is here; cheaper ones that nothing beats belong, too.": [
            0,
            1,
            0,
            0,
            0,
            0,
        ],
        "no point dominates itself: leave it out of the comparison.": [0] * 6,
        "the points come in any order: compare each with all, not with the ones before.": [
            1,
            1,
            0,
            1,
            0,
            1,
        ],
    },
)
### BEGIN HIDDEN TESTS
CLOSE = {
    "compare the numbers as they are: any difference counts.": [1, 1, 0],
    "compare the numbers as they are: close ones are not equal.": [1, 1, 1],
    "compare the numbers as they are: any difference counts, also a tiny one.": [1] * 4,
}
for name, points, want, mistakes in (
    (
        "[[3, 0], [1, 0], [2, 5]]",
        [[3, 0], [1, 0], [2, 5]],
        [0, 1, 1],
        {
            "the cheapest point is on the front, even if its accuracy is 0.": [0, 0, 1],
            "the points come in any order: compare each with all, not with the ones before.": [
                1
            ]
            * 3,
        },
    ),
    (
        "[[1, 1], [2, 2], [3, 9]]",
        [[1, 1], [2, 2], [3, 9]],
        [1, 1, 1],
        {
            "this is the hull; a point below the line between two others is on the front, too.": [
                1,
                0,
                1,
            ]
        },
    ),
    (
        "costs that differ by 1 in 15 billion",
        [[15_470_264_321, 71], [15_470_264_320, 71], [15_470_264_319, 70]],
        [0, 1, 1],
        CLOSE,
    ),
    (
        "costs and accuracies of about 1e-9",
        [[2e-9, 3e-9], [1e-9, 3e-9], [2e-9, 4e-9], [1e-9, 2e-9]],
        [0, 1, 1, 0],
        CLOSE,
    ),
    (
        "three points of one cost",
        [[5, 1], [5, 3], [5, 3]],
        [0, 1, 1],
        {
            "equal points do not dominate each other: both are on the front, or both off.": [
                0
            ]
            * 3,
            "in a walk by cost, points of one cost come from the most accurate down.": [
                1,
                1,
                0,
            ],
        },
    ),
    ("three points of one accuracy", [[4, 9], [2, 9], [3, 9]], [0, 1, 0], {}),
    ("two points that cost nothing", [[0, 1], [0, 2]], [0, 1], {}),
    (
        "[[1, -3], [2, -2], [-1, -4], [0, -5]]",
        [[1, -3], [2, -2], [-1, -4], [0, -5]],
        [1, 1, 1, 0],
        {
            "the best accuracy so far starts with a number that accuracies may lie below; start with minus infinity.": checks.AnyOf(
                ([0, 0, 0, 0], [0, 0, 1, 0])
            ),
            "costs may lie below 0: these points count like any others.": [1] * 4,
        },
    ),
    (
        "accuracies that differ in the last place of a float",
        [[1, 0.7], [1, np.nextafter(0.7, 1)], [2, 0.5]],
        [0, 1, 0],
        CLOSE,
    ),
):
    given, what = np.array(points, dtype=float), f"pareto_front of {name}, as 1 and 0"
    front = truths(pareto_front(given), len(points), what)
    checks.assert_close(front, want, what, mistakes=mistakes)
rng = np.random.default_rng(26)
for count in (1, 2, 12, 40):
    points = rng.integers(0, 9, (count, 2)).astype(float)
    points = np.concatenate([points, points[: count // 3]])
    better = (points[:, None, 0] <= points[None, :, 0]) & (
        points[:, None, 1] >= points[None, :, 1]
    )
    strictly = better & ~better.T
    want = ~strictly.any(axis=0)
    given = points.copy()
    what = f"pareto_front of {len(points)} points, some of them equal, as 1 and 0"
    checks.assert_close(
        truths(pareto_front(given), len(points), what),
        want.astype(float),
        what,
        mistakes={
            "equal points do not dominate each other: both are on the front, or both off.": (
                ~(better & ~np.eye(len(points), dtype=bool)).any(axis=0)
            ).astype(float)
        },
    )
    checks.assert_untouched(given, points, "pareto_front", "points")
### END HIDDEN TESTS

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# Two loops are fine: for each point, look for one that dominates it.
# </details>
# <details><summary>Hint 2: ties</summary>
#
# "No worse in both" is `<=` for the cost and `>=` for the accuracy. A point that passes this and is not equal
# is better in at least one.
# </details>

# %% [markdown]
# ### Experiment 5 · The lecture's chart, from your counts
#
# The lecture shows Canziani, Paszke and Culurciello's chart ("An analysis of deep neural network models for
# practical applications", 2016; Figure 2 there). Ours has the same quantities on its axes, with operations on a logarithmic one. The counts are yours. The accuracies
# are those that torchvision documents for its first weights (IMAGENET1K_V1), so the networks here are built
# as in that library: AlexNet with one tower, GoogLeNet with 3×3 for the 5×5, ResNet's stride on the 3×3, VGG
# without normalisation as in the paper. All were evaluated alike, on one central crop, but they were not
# trained alike; GoogLeNet's weights, for one, were ported, not trained by the library. "Top-1" counts an
# image as right where the network's first guess of the 1,000 classes is; "top-5", below, where one of its
# first five is. A GMAC is a billion MACs.
#
# **Predict:** which of the nine networks are on the front of MACs against accuracy? And which has the most
# accuracy per parameter, and per MAC?

# %% tags=["experiment", "skip-execution"]
library = {
    "AlexNet": alexnet_cost(architectures.alexnet(one_tower=True), (3, 224, 224)),
    "VGG-16": vgg_cost(architectures.VGG[16]),
    "VGG-19": vgg_cost(architectures.VGG[19]),
}
branched = {"GoogLeNet": architectures.googlenet(as_published=False)} | {
    f"ResNet-{depth}": architectures.resnet(depth, as_published=False)
    for depth in (18, 34, 50, 101, 152)
}
norms = {
    name: sum(2 * layer["out_channels"] for layer in layers if not layer["bias"])
    for name, layers in branched.items()
}
library |= {name: conv_rows(layers) for name, layers in branched.items()}
chart = {}  # name -> GMAC, million parameters, million activations, top-1 %
for name, rows in library.items():
    params, macs, activations = np.sum(rows, axis=0)
    millions = (params + norms.get(name, 0)) / 1e6
    top1 = architectures.ACCURACY[name][0]
    chart[name] = (macs / 1e9, millions, activations / 1e6, top1)
by_macs = pareto_front(np.array([(macs, top1) for macs, _, _, top1 in chart.values()]))
by_params = pareto_front(
    np.array([(params, top1) for _, params, _, top1 in chart.values()])
)
print(
    as_text(
        [
            "",
            "GMAC",
            "params, M",
            "activations, M",
            "top-1, %",
            "% per GMAC",
            "% per M params",
            "front of MACs",
            "front of params",
        ],
        [
            [
                name,
                f"{macs:.2f}",
                f"{params:.2f}",
                f"{kept:.1f}",
                f"{top1:.1f}",
                f"{top1 / macs:.1f}",
                f"{top1 / params:.2f}",
            ]
            + ["yes" if on else "" for on in (front, other)]
            for (name, (macs, params, kept, top1)), front, other in zip(
                chart.items(), by_macs, by_params, strict=True
            )
        ],
    )
)
fig, ax = plt.subplots(figsize=(8.5, 5), layout="constrained")
plots.bubbles(
    {name: (macs, top1, params) for name, (macs, params, _, top1) in chart.items()},
    ax,
    xlabel="GMAC for one image (logarithmic)",
    ylabel="top-1 accuracy, %",
    size_label="million parameters",
    families={name: name.split("-")[0] for name in chart},
    log=True,
)
on_front = sorted(
    (macs, top1)
    for (macs, _, _, top1), on in zip(chart.values(), by_macs, strict=True)
    if on
)
ax.plot(
    *zip(*on_front, strict=True),
    "--",
    color="0.4",
    linewidth=1,
    zorder=0,
    label="Pareto front",
)
ax.legend(frameon=False, loc="lower right")
ax.set_xlim(0.4, 45)
ax.xaxis.set_major_formatter("{x:g}")
for text in ax.texts:  # names stay legible where the line crosses them
    text.set_path_effects([withStroke(linewidth=3, foreground="white")])


def extreme(column, best=max):
    """The network with the largest (or least) value."""
    return best(chart, key=lambda name: column(*chart[name]))


most_params = extreme(lambda macs, params, kept, top1: params)
most_macs = extreme(lambda macs, params, kept, top1: macs)
claims.record(
    "VGG: most parameters, most operations",
    "holds" if {most_params, most_macs} <= {"VGG-16", "VGG-19"} else "does not hold",
    f"most parameters: {most_params}, {chart[most_params][1]:.1f} M; most MACs: {most_macs}, "
    f"{chart[most_macs][0]:.1f} G; of nine networks",
)
per_param = extreme(lambda macs, params, kept, top1: top1 / params)
per_mac = extreme(lambda macs, params, kept, top1: top1 / macs)
efficient = [per_param == "GoogLeNet", per_mac == "GoogLeNet"]
claims.record(
    "GoogLeNet: most efficient",
    "holds"
    if all(efficient)
    else "holds with care"
    if any(efficient)
    else "does not hold",
    f"most top-1 per parameter: {per_param}, {chart[per_param][3] / chart[per_param][1]:.1f} % per million; "
    f"most per GMAC: {per_mac}, {chart[per_mac][3] / chart[per_mac][0]:.0f} % (GoogLeNet "
    f"{chart['GoogLeNet'][3] / chart['GoogLeNet'][0]:.0f} %)",
)
least_macs = extreme(lambda macs, params, kept, top1: macs, min)
least_kept = extreme(lambda macs, params, kept, top1: kept, min)
least_top1 = extreme(lambda macs, params, kept, top1: top1, min)
heavier = sum(chart[name][1] > chart["AlexNet"][1] for name in chart)
light = least_macs == least_top1 == "AlexNet" and heavier <= len(chart) / 3
claims.record(
    "AlexNet: smaller compute, still memory heavy, lower accuracy",
    "does not hold"
    if not light
    else "holds with care"
    if least_kept == "AlexNet"
    else "holds",
    f"least MACs ({chart['AlexNet'][0]:.2f} G) and least accuracy; parameters {chart['AlexNet'][1]:.1f} M, "
    f"{heavier} of 9 have more; but activations {chart['AlexNet'][2]:.2f} M an image, the least being {least_kept}'s",
)
best_top1 = extreme(lambda macs, params, kept, top1: top1)
family = [name for name in chart if name.startswith("ResNet")]
ratios = {name: (row[3] / row[0], row[3] / row[1]) for name, row in chart.items()}
vggs = [max(ratios[name][i] for name in ("VGG-16", "VGG-19")) for i in (0, 1)]
moderate = all(
    vggs[i] < ratios[name][i] < ratios["GoogLeNet"][i]
    for name in family
    for i in (0, 1)
)
unbeaten = sum(
    name in family and of_macs and of_params
    for name, of_macs, of_params in zip(chart, by_macs, by_params, strict=True)
)
claims.record(
    "ResNet: moderate efficiency depending on model",
    "does not hold"
    if not moderate
    else "holds with care"
    if unbeaten > len(family) / 2
    else "holds",
    "top-1 per "
    + ", per ".join(
        f"{what} {min(ratios[n][i] for n in family):.1f} to {max(ratios[n][i] for n in family):.1f} % (VGGs at most "
        f"{vggs[i]:.1f}, GoogLeNet {ratios['GoogLeNet'][i]:.1f})"
        for i, what in enumerate(("GMAC", "million parameters"))
    )
    + f"; but {unbeaten} of the {len(family)} ResNets are on both Pareto fronts",
)
claims.record(
    "ResNet: highest accuracy",
    "not tested here" if best_top1 in family else "does not hold",
    f"of these nine {best_top1} is the most accurate, {chart[best_top1][3]:.1f} % top-1; but the lecture's "
    "chart also has Inception-v3 and Inception-v4, which are not among them",
)
saved = bottleneck_saving(256)[2]
cheaper = saved > 1 and total_naive > total_reduced
basic, narrow = chart["ResNet-34"], chart["ResNet-50"]
at_no_loss = narrow[0] <= basic[0] and narrow[3] >= basic[3]
claims.record(
    "Bottleneck layers improve efficiency, similar to GoogLeNet",
    "does not hold" if not cheaper else "holds" if at_no_loss else "holds with care",
    f"{saved:.1f} times fewer weights in a block of equal channels; {total_naive / total_reduced:.1f} times "
    f"fewer MACs in an inception module ({total_naive:.0f} M, {total_reduced:.0f} M). What that does to the "
    f"accuracy is not separated: with bottlenecks and 16 layers more, ResNet-50 takes "
    f"{100 * (narrow[0] / basic[0] - 1):.0f} % more MACs than ResNet-34 and has {narrow[3] - basic[3]:+.1f} "
    "points of top-1",
)

# %% [markdown]
# **What to see.** The two large bubbles on the right, below the dashed line, are the VGGs. They have more operations and
# more parameters than any ResNet, and are less accurate than ResNet-34: they are not on the front. They do not have the
# most of everything, though: ResNet-152 keeps more activations (22.6 M, VGG-19 16.4 M), even without counting its
# normalisations and poolings. GoogLeNet is the small bubble at 1.5 GMAC. It is as accurate as ResNet-18, with
# fewer MACs and little more than half the parameters. To the right of it the front is made of ResNets. AlexNet is on the
# front, too, since no network here is cheaper; a network on the front can still have a low accuracy.
#
# Which network is the most efficient depends on the cost that one divides by. Per parameter GoogLeNet is far ahead. Per MAC
# AlexNet comes first. That shows what is wrong with such ratios: 57 % accuracy is cheap to have. The fronts do
# not divide. They ask only whether another network is as accurate for less. For GoogLeNet there is none, neither for fewer MACs
# nor for fewer parameters.
#
# So the verdict on ResNet, too, is "holds with care". By both ratios each ResNet lies between the VGGs and GoogLeNet,
# and the deeper it is the lower its ratio: "moderate, depending on model". But four of the five are on
# both fronts: nothing here is as accurate for less.
#
# The most accurate network here is ResNet-152. That is no verdict on "highest accuracy", for the lecture's chart also has
# Inception-v3 and Inception-v4, and in Canziani's it is Inception-v4 that stands on top. The slide calls it
# "ResNet + Inception". That is a slip: Szegedy et al. 2016 call the networks with residual connections
# Inception-*ResNet*, and Inception-v4 is their pure variant, without any.
#
# The ResNets of this table have their stride on the 3×3, as in libraries. The next cell sets both ways to count beside
# the paper's numbers.
#
# <!-- measured:
# true: {name for name, on in zip(chart, by_macs) if not on} == {"VGG-16", "VGG-19", "ResNet-18"}
# true: all(chart[vgg][i] > chart[res][i] for vgg in ("VGG-16", "VGG-19") for res in family for i in (0, 1))
# true: max(chart["VGG-16"][3], chart["VGG-19"][3]) < chart["ResNet-34"][3]
# 1.5: chart["GoogLeNet"][0]
# true: abs(chart["GoogLeNet"][3] - chart["ResNet-18"][3]) < 0.1
# 0.5 to 0.6: chart["GoogLeNet"][1] / chart["ResNet-18"][1]
# true: per_param == "GoogLeNet" and per_mac == "AlexNet" and by_params[list(chart).index("GoogLeNet")]
# 57: chart["AlexNet"][3]
# 22.6: chart["ResNet-152"][2]
# 16.4: chart["VGG-19"][2]
# true: chart["VGG-16"][2] < chart["VGG-19"][2]
# true: moderate and unbeaten == 4 and by_macs[list(chart).index("GoogLeNet")]
# true: all((np.diff([ratios[name][i] for name in family]) < 0).all() for i in (0, 1))
# true: extreme(lambda macs, params, kept, top1: top1) == "ResNet-152"
# -->

# %% tags=["experiment", "skip-execution"]
paper = {18: 1.8, 34: 3.6, 50: 3.8, 101: 7.6, 152: 11.3}  # He et al. 2015, Table 1
print(
    as_text(
        [
            "ResNet",
            "GMAC, stride on the 1×1",
            "He 2015, Table 1",
            "GMAC, stride on the 3×3",
            "params, M",
        ],
        [
            [
                str(depth),
                f"{sum(row[1] for row in conv_rows(architectures.resnet(depth))) / 1e9:.2f}",
                f"{published} “FLOPs”",
                f"{chart[f'ResNet-{depth}'][0]:.2f}",
                f"{chart[f'ResNet-{depth}'][1]:.2f}",
            ]
            for depth, published in paper.items()
        ],
    )
)

# %% [markdown]
# **What to see.** The paper's "FLOPs" are MACs. With the stride where the paper has it, counts and Table 1
# agree to within 0.1 G. Moving the stride to the 3×3 costs 6 % more for ResNet-50, and all three numbers,
# 3.8, 4.1 and 8.2 (FLOPs counted as two a MAC), are in print as "ResNet-50's".
#
# <!-- measured:
# 0 ± 0.1: np.array([sum(row[1] for row in conv_rows(architectures.resnet(depth))) / 1e9 - published for depth, published in paper.items()])
# 6: 100 * (chart["ResNet-50"][0] * 1e9 / sum(row[1] for row in conv_rows(architectures.resnet(50))) - 1)
# 4.1: chart["ResNet-50"][0]
# 8.2: 2 * chart["ResNet-50"][0]
# given: 0.1, 3.8
# -->

# %% [markdown] nbgrader={"grade": true, "grade_id": "question_counts", "locked": false, "points": 4, "schema_version": 3, "solution": true, "task": false}
# **Question A (4 points, in your own words).** A colleague wants to put an image classifier on a phone. Its
# app store allows 100 MB for weights in float32, and its processor sustains 20 GMAC a second. She reads in
# three places that ResNet-50 needs 3.8, 4.1 and 8.2 "GFLOPs". (a) Explain each of the three numbers. (b)
# Which of the chart's networks fit into 100 MB, and which of those would you choose if an answer must come
# within a tenth of a second? Give your numbers. (c) Name one cost that neither MACs nor parameters show,
# and say when it would matter.
#
# === BEGIN MARK SCHEME ===
# (a) 1.5 points, half each: 3.8 is MACs with the stride on the 1×1 (as published); 4.1 is MACs with the
# stride on the 3×3 (as in libraries); 8.2 is the same counted as two operations a MAC.
#
# (b) 1.5 points: 100 MB are 25 million float32 numbers (0.5), so AlexNet (61 M), the VGGs, ResNet-101 and
# -152 do not fit, GoogLeNet (6.6 M), ResNet-18 (11.7 M) and ResNet-34 (21.8 M) do, ResNet-50 (25.6 M, 102
# MB) just does not (accept "just fits" with 100 MiB, 26.2 M numbers). A tenth of a second allows 2 GMAC,
# which leaves GoogLeNet (1.5) and ResNet-18 (1.8) (0.5); a choice with a reason, e.g. GoogLeNet: as
# accurate, fewer MACs, half the weights (0.5).
#
# (c) 1 point for one cost with a situation: activation memory (large images or batches), memory traffic of
# weights at a batch of one (experiment 6), many small layers that use the processor badly, energy.
# === END MARK SCHEME ===

# %% [markdown]
# ### Experiment 6 · Is a MAC a MAC?
#
# One finding of Canziani and co-authors is that the number of operations is a reliable estimate of the time
# for inference. Below, the convolutions and the fully connected layers of seven networks run one by one on your processor:
# one thread, one image, weights without a meaning. Each runs three times, and the fastest run counts. In
# GoogLeNet and the ResNets, layers of the same shape are timed once and counted as often as they occur. Poolings,
# normalisations, ReLUs and additions are not timed. For AlexNet and VGG-16 the times of convolutions and of fully connected
# layers are also added up separately.
#
# **Predict:** per GMAC, which takes longer, AlexNet's convolutions or its fully connected layers? By what
# factor?

# %% tags=["experiment", "skip-execution"]


def clock(part, x, repeats=3):
    """Fastest of a few runs, in seconds."""
    times = []
    for _ in range(repeats):
        begin = time.perf_counter()
        part(x)
        times.append(time.perf_counter() - begin)
    return min(times)


def timed_chain(layers, shape):
    """Seconds in convolutions and in linear layers of a chain with constant weights."""
    seconds = {"conv": 0.0, "linear": 0.0}
    x = torch.rand(1, *shape)
    for layer in layers:
        window = [layer.get(key) for key in ("kernel", "stride", "padding")]
        if layer["kind"] == "pool":
            x = torch.nn.functional.max_pool2d(x, *window)
            continue
        if layer["kind"] == "conv":
            settings = {"groups": layer["groups"]}
            part = torch.nn.utils.skip_init(
                torch.nn.Conv2d, x.shape[1], layer["channels"], *window, **settings
            )
        else:
            x = x.flatten(1)
            part = torch.nn.utils.skip_init(torch.nn.Linear, x.shape[1], layer["units"])
        for weight in part.parameters():
            torch.nn.init.constant_(weight, 1e-3)
        seconds[layer["kind"]] += clock(part, x)
        x = part(x)
        x = x / x.abs().max()  # keep the numbers ordinary
    return seconds


def timed_convs(layers):
    """Seconds of a list of convolutions; equal ones are timed once."""
    known, total = {}, 0.0
    for layer in layers:
        key = tuple(sorted(layer.items()))
        if key not in known:
            settings = {k: layer[k] for k in ("stride", "padding", "groups", "bias")}
            part = torch.nn.Conv2d(
                layer["in_channels"], layer["out_channels"], layer["kernel"], **settings
            )
            known[key] = clock(
                part, torch.rand(1, layer["in_channels"], *layer["size"])
            )
        total += known[key]
    return total


vgg_chain = [
    {"kind": "pool", "kernel": 2, "stride": 2, "padding": 0}
    if entry == "M"
    else {
        "kind": "conv",
        "channels": entry,
        "kernel": 3,
        "stride": 1,
        "padding": 1,
        "groups": 1,
    }
    for entry in architectures.VGG[16]
] + [{"kind": "linear", "units": units} for units in (4096, 4096, 1000)]
threads = torch.get_num_threads()
torch.set_num_threads(1)
with torch.inference_mode():
    split = {
        "AlexNet": timed_chain(architectures.alexnet(one_tower=True), (3, 224, 224)),
        "VGG-16": timed_chain(vgg_chain, (3, 224, 224)),
    }
    spent = {name: sum(seconds.values()) for name, seconds in split.items()}
    for name in tqdm(
        ("GoogLeNet", "ResNet-18", "ResNet-34", "ResNet-50", "ResNet-101")
    ):
        spent[name] = timed_convs(branched[name])
torch.set_num_threads(threads)
linear_macs = {name: sum(row[1] for row in library[name][-3:]) / 1e9 for name in split}
rates = {}  # name -> seconds a GMAC in convolutions, in fully connected layers
for name, seconds in split.items():
    conv_rate = seconds["conv"] / (chart[name][0] - linear_macs[name])
    linear_rate = seconds["linear"] / linear_macs[name]
    rates[name] = conv_rate, linear_rate
    print(
        f"{name}: convolutions {1e3 * conv_rate:.0f} ms a GMAC, fully connected {1e3 * linear_rate:.0f} ms, "
        f"which is {linear_rate / conv_rate:.1f} times as much"
    )
order = np.corrcoef(
    *(
        np.argsort(np.argsort(values))
        for values in ([chart[n][0] for n in spent], list(spent.values()))
    )
)[0, 1]
print(f"rank correlation of MACs and time: {order:.2f}")
fig, ax = plt.subplots(figsize=(7, 4), layout="constrained")
for (name, seconds), colour, marker in zip(
    spent.items(), plots.COLOURS, ("o", "s", "^", "D", "v", "P", "X"), strict=False
):
    ax.plot(
        chart[name][0], 1e3 * seconds, marker, color=colour, markersize=9, label=name
    )
line = np.array([0.5, 20])
middle = np.median([spent[name] / chart[name][0] for name in spent])
ax.plot(
    line,
    1e3 * middle * line,
    "--",
    color="0.5",
    linewidth=1,
    label="in proportion to MACs",
)
ax.set(xscale="log", yscale="log", xlabel="GMAC", ylabel="ms in layers with weights")
ax.xaxis.set_major_formatter("{x:g}")
ax.yaxis.set_major_formatter("{x:g}")
ax.grid(alpha=0.3)
_ = ax.legend(frameon=False, fontsize="small")

# %% [markdown]
# **What to see.** These times depend on your machine, and on what else runs on it. On the dashed line the time is
# proportional to the MACs. Where this was written, most points lay near it: for these layers the operations
# predict the time roughly. The printed rank correlation says how it is on your machine; it is 1 if of any two networks the one with more MACs
# takes longer. What a whole network takes was not timed.
#
# AlexNet lay above the line. The printed rates show where its time went: a MAC in a fully connected layer took several
# times as long as one in a convolution. A likely reason: a convolution uses each weight at many places of the
# image. A fully connected layer uses each weight *once* for an image, so that 235 MB of weights have to
# come from memory for 0.06 GMAC. We did not measure how much comes from memory.
#
# <!-- measured:
# 235 ± 1: 4e-6 * sum(row[0] for row in library["AlexNet"][-3:])
# 0.06: linear_macs["AlexNet"]
# -->

# %% [markdown]
# ## 8 · The challenge, year by year, and why winners are ensembles
#
# ### Experiment 7 · ILSVRC 2010 to 2017
#
# The ImageNet Large Scale Visual Recognition Challenge (ILSVRC) was held once a year: classify photographs into
# 1,000 classes, judged by the top-5 error on a secret test set.
#
# **Predict:** in which year did the error fall most, in points? And by the largest *factor*?

# %% tags=["experiment", "skip-execution"]
winners = architectures.ILSVRC
errors = np.array([winner.top5 for winner in winners])
fig, ax = plt.subplots(figsize=(9.1, 4), layout="constrained")
bars = ax.bar(
    [winner.year for winner in winners],
    errors,
    color=[
        plots.COLOURS[1] if not winner.layers else plots.COLOURS[0]
        for winner in winners
    ],
)
for bar, winner in zip(bars, winners, strict=True):
    if not winner.layers:
        bar.set_hatch("//")
    depth = f"{winner.layers} layers" if winner.layers else "shallow"
    ax.text(
        winner.year,
        max(winner.top5, 5.1) + 0.5,
        f"{winner.top5:g} %\n{depth}",
        ha="center",
        fontsize="small",
    )
ax.axhline(5.1, color="0.3", linestyle="--", linewidth=1, zorder=0)
ax.text(2017.6, 5.1, " one trained\n person: 5.1 %", fontsize="small", va="center")
ax.set(ylabel="top-5 error of the best entry, %", ylim=(0, 33), xlim=(2009.4, 2017.55))
ax.set_xticks(
    [winner.year for winner in winners],
    [
        f"{w.year}\n{w.entry.replace(' (', chr(10) + '(').replace(' & ', chr(10) + '& ')}"
        for w in winners
    ],
    fontsize="x-small",
)
drops, factors = errors[:-1] - errors[1:], errors[:-1] / errors[1:]
print(
    f"largest drop: {drops.max():.1f} points in {winners[int(drops.argmax()) + 1].year}; "
    f"largest factor: {factors.max():.2f} in {winners[int(factors.argmax()) + 1].year}"
)

# %% [markdown]
# **What to see.** Two hatched bars without deep networks, then a fall: from 2011 to 2015 the error halves
# about every 17 months. The largest step in points is AlexNet's, the largest factor is ResNet's.
#
# | year | 2010 | 2011 | 2012 | 2013 | 2014 | 2015 | 2016 | 2017 |
# |---|---|---|---|---|---|---|---|---|
# | top-5 error, % | 28.2 | 25.8 | 16.4 | 11.7 | 6.7 | 3.57 | 2.99 | 2.25 |
# | layers, as the lecture counts | shallow | shallow | 8 | 8 | 22 | 152 | 152 | 152 |
#
# Small print:
#
# - These are errors without extra training data; AlexNet's 15.3 % and Clarifai's 11.2 % had some.
# - Every entry from 2012 on is an **ensemble** of several networks, ResNet's 3.57 % six of them; one
#   ResNet-152 has 4.49 % (validation; He et al. 2015, Table 4).
# - The lecture's 2013 bar bears the names of Zeiler and Fergus; the winning entry was that of Zeiler's
#   company, and the paper's own best ensemble has 14.8 % (Table 2).
# - VGG, the lecture's other bar for 2014, was second with 7.3 %.
# - In 2015 the authors of ResNet won more than this task: He et al. report first places in ImageNet
#   detection and localisation and in COCO detection and segmentation, too. The lecture calls it a sweep.
# - The 2016 winner mixed Inception, Inception-ResNet, ResNet and wide ResNets, so "152 layers" is a
#   simplification. The 2017 winner, SENet, is one of the blocks of notebook 03.
# - After 2017 the challenge was not held any more; the lecture says that it moved to Kaggle.
# - The dashed line is the better of two people who trained for the task (Russakovsky et al. 2014), not
#   "human performance" in general.
#
# <!-- measured:
# 17: 48 / np.log2(errors[1] / errors[5])
# true: winners[int(drops.argmax()) + 1].year == 2012 and winners[int(factors.argmax()) + 1].year == 2015
# 28.2: errors[0]
# 25.8: errors[1]
# 16.4: errors[2]
# 11.7: errors[3]
# 6.7: errors[4]
# 3.57: errors[5]
# 2.99: errors[6]
# 2.25: errors[7]
# 8: winners[2].layers
# 22: winners[4].layers
# 152: winners[5].layers
# given: 15.3, 11.2, 4.49, 14.8, 7.3, 18.2, 16.4, 16.5, 7.89, 6.67, 144
# -->
#
# What does an ensemble buy? Published, top-5 error in %:
#
# | | one network | ensemble | where |
# |---|---|---|---|
# | AlexNet | 18.2 | 16.4 (five) | validation; Zeiler and Fergus 2013, Table 2, quotes both |
# | ZFNet | 16.5 | 15.3 (five) | validation; Zeiler and Fergus 2013, Table 2 |
# | GoogLeNet | 7.89 | 6.67 (seven) | validation, 144 crops; Szegedy et al. 2014, Table 3 |
#
# ### Exercise 9 · `ensemble` (10 minutes, ●○○, 2 points)


# %% nbgrader={"grade": false, "grade_id": "ensemble", "locked": false, "schema_version": 3, "solution": true, "task": false}
def ensemble(probabilities, weights=None):
    """Return the weighted mean of several models' predictions, shape (N, K).

    probabilities: array (M, N, K), for each of M models and N examples the
    probabilities of K classes; whole numbers where the models are sure.
    weights: array (M,), how much each model counts; only their ratios matter, for weights
    from 1e-300 to 1e300. By default all count alike. Neither argument is changed.
    Raises ValueError if a weight is negative, or if all are 0.
    """
    ### BEGIN SOLUTION
    probabilities = np.asarray(probabilities)
    if weights is None:
        weights = np.ones(len(probabilities))
    weights = np.asarray(weights, dtype=float)
    if weights.min() < 0 or not weights.sum():
        raise ValueError(f"weights should be at least 0, and not all 0; got {weights}")
    return np.tensordot(weights / weights.sum(), probabilities, axes=1)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "ensemble_test", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
two = np.array(
    [
        [[0.8, 0.2, 0.0], [0.1, 0.6, 0.3]],
        [[0.2, 0.2, 0.6], [0.3, 0.3, 0.4]],
    ]
)
geometric = np.sqrt(two[0] * two[1])
checks.assert_close(
    ensemble(two.copy()),
    [[0.5, 0.2, 0.3], [0.2, 0.45, 0.35]],
    "ensemble(two)",
    mistakes={
        "this is the sum; divide by the number of models.": two.sum(axis=0),
        "this is the mean over the examples; average over the models, axis 0.": two.mean(
            axis=1
        ),
        "this is the mean over the classes; average over the models, axis 0.": two.mean(
            axis=2
        ),
        "this is a vote; average the probabilities.": [[0.5, 0, 0.5], [0, 0.5, 0.5]],
        "this is the geometric mean; the arithmetic one is wanted.": geometric
        / geometric.sum(axis=1, keepdims=True),
        "this is the geometric mean, and its rows do not add up to 1.": geometric,
        "this takes the larger probability; average them.": two.max(axis=0),
        "this is the first model alone.": two[0],
    },
)
checks.assert_close(
    ensemble(two.copy(), weights=np.array([3.0, 1.0])),
    [[0.65, 0.2, 0.15], [0.15, 0.525, 0.325]],
    "ensemble(two, weights=[3, 1])",
    mistakes={
        "the weights are ignored.": two.mean(axis=0),
        "only the weights' ratios matter: divide by their sum.": 3 * two[0] + two[1],
        "divide by the sum of the weights, not by the number of models.": (
            3 * two[0] + two[1]
        )
        / 2,
        "the weights belong to the models in their order.": (two[0] + 3 * two[1]) / 4,
    },
)
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(27)
for models, examples, classes in ((3, 4, 3), (5, 2, 6), (1, 3, 2), (3, 3, 3)):
    raw = rng.random((models, examples, classes))
    given = raw / raw.sum(axis=2, keepdims=True)
    weights = rng.random(models)
    want = sum(w * p for w, p in zip(weights, given, strict=True)) / weights.sum()
    before, weights_before = given.copy(), weights.copy()
    checks.assert_close(
        ensemble(given, weights),
        want,
        f"ensemble of {models} models with weights",
    )
    checks.assert_untouched(given, before, "ensemble", "probabilities")
    checks.assert_untouched(weights, weights_before, "ensemble", "weights")
    checks.assert_close(
        ensemble(given), before.mean(axis=0), f"ensemble of {models} models"
    )
    checks.assert_untouched(given, before, "ensemble", "probabilities")
for weights in ([1.0, -0.5], [1.0, -1e-12], [-1.0, -3.0], [0.0, 0.0]):
    with raises(
        ValueError,
        f"ensemble(two, weights={weights})",
        "No weight may be negative, and one has to be above 0.",
    ):
        ensemble(two.copy(), np.array(weights))


for weights in ([-1.0], [0.0]):
    with raises(
        ValueError,
        f"ensemble(one, weights={weights}), for a single model,",
        "No weight may be negative, and one has to be above 0.",
    ):
        ensemble(two[:1].copy(), np.array(weights))


def accepted(weights, mistake):
    """The mean of the two models with weights that are in order, or a failed check."""
    try:
        return ensemble(two.copy(), np.array(weights))
    except ValueError as error:
        raise AssertionError(
            f"ensemble(two, weights={weights}) raises ValueError ({error}), "
            f"but no weight is negative, and one is above 0.\nLikely mistake: {mistake}"
        ) from None


for weights in ([3e-30, 1e-30], [3e12, 1e12], [3e-300, 1e-300], [3e300, 1e300]):
    checks.assert_close(
        accepted(weights, "weights near 0 are taken for 0."),
        0.75 * two[0] + 0.25 * two[1],
        f"ensemble(two, weights={weights})",
        mistakes={
            "no small constant belongs into the sum of the weights: only ratios matter.": 0
            * two[0]
        },
    )
checks.assert_close(
    ensemble(two.copy(), np.array([3, 1])),
    0.75 * two[0] + 0.25 * two[1],
    "ensemble(two, weights=[3, 1]), weights of whole numbers,",
)
sure = np.array([[[1, 0], [0, 1]], [[0, 1], [0, 1]], [[1, 0], [0, 1]]])
checks.assert_close(
    ensemble(sure.copy()),
    sure.mean(axis=0),
    "ensemble of three models whose probabilities are the whole numbers 0 and 1",
    mistakes={
        "the mean was rounded down to whole numbers: it needs an array of floats.": [
            [0, 0],
            [0, 1],
        ],
        "every share was rounded down to a whole number: the mean needs an array of floats.": [
            [0, 0],
            [0, 0],
        ],
    },
)
one = np.array([[[0.25, 0.75]], [[0.75, 0.25]]])
checks.assert_close(
    ensemble(one), [[0.5, 0.5]], "ensemble of two models and one example"
)
checks.assert_close(
    accepted([0.0, 2.0], "one weight of 0 is refused; only all of them may not be 0."),
    two[1],
    "ensemble(two, weights=[0, 2])",
)
nearly = np.array([0.6, 0.4005])
checks.assert_close(
    ensemble(two.copy(), nearly),
    (0.6 * two[0] + 0.4005 * two[1]) / 1.0005,
    "ensemble(two, weights=[0.6, 0.4005])",
    rtol=1e-9,
    atol=1e-9,
    mistakes={
        "weights whose sum is nearly 1 are divided by it, too.": 0.6 * two[0]
        + 0.4005 * two[1]
    },
)
### END HIDDEN TESTS

# %% [markdown]
# <details><summary>Hint</summary>
#
# What must the shares of the models add up to, whatever the weights are? With such shares the answer is a
# sum of M tables (N, K). NumPy has functions that take such a sum; a loop over the models is as good.
# </details>

# %% [markdown]
# ### Why averaging helps the log-loss
#
# The log-loss of one example is $-\log$ of the probability given to its true class. Let two models give it
# $p$ and $q$. $-\log$ is convex, so Jensen's inequality says that the loss of the mean is at most the mean
# of the losses,
#
# $$-\log\frac{p+q}{2} \;\le\; \frac{-\log p - \log q}{2},$$
#
# for each example, whatever the models. (It does not say that the mean beats the *better* of the two.) How
# much is gained? Derive it, line by line, as SymPy expressions.
#
# ### Exercise 10 · `jensen_gap` (20 minutes, ●●●, 3 points)

# %% nbgrader={"grade": false, "grade_id": "jensen_gap", "locked": false, "schema_version": 3, "solution": true, "task": false}
import sympy


def jensen_gap(p, q):
    """Return four lines of a derivation, a list of SymPy expressions in p and q.

    p, q: positive symbols, the two models' probabilities of the true class.
    1. The mean of the two models' log-losses.
    2. The log-loss of the mean of the two predictions.
    3. The gap: how much smaller line 2 is than line 1.
    4. exp(gap) - 1 without any logarithm, and so that its sign can be read off: a
       product whose factors are squares or positive, with no sum or difference around
       it. A quotient is a product, too.
    """
    ### BEGIN SOLUTION
    mean_loss = -(sympy.log(p) + sympy.log(q)) / 2
    loss_of_mean = -sympy.log((p + q) / 2)
    excess = (sympy.sqrt(p) - sympy.sqrt(q)) ** 2 / (2 * sympy.sqrt(p * q))
    return [mean_loss, loss_of_mean, mean_loss - loss_of_mean, excess]
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "jensen_gap_test", "locked": true, "points": 3, "schema_version": 3, "solution": false, "task": false}
import sympy


def derivation(p, q):
    """The four lines, with what each rests on, and the mistakes that are known."""
    first = -(sympy.log(p) + sympy.log(q)) / 2
    second = -sympy.log((p + q) / 2)
    last = (p + q) / (2 * sympy.sqrt(p * q)) - 1
    step = derivations.Step
    steps = [
        step("mean of the losses", "the log-loss is -log of the probability", first),
        step("loss of the mean", "the ensemble predicts (p + q) / 2", second),
        step("gap", "line 1 minus line 2", first - second),
        step("exp(gap) - 1", "exp undoes the logarithms of line 3", last),
    ]
    slips = {
        "mean of the losses": {
            "the log-loss has a minus: probabilities below 1 give positive losses.": -first,
            "this is the sum of the losses; their mean is half of it.": 2 * first,
            "this is the loss of the mean; here the mean of the losses is wanted.": second,
        },
        "loss of the mean": {
            "the mean is (p + q) / 2: the half belongs inside the logarithm.": -sympy.log(
                p + q
            )
            / 2,
            "this is the loss of the sum; divide by 2 inside the logarithm.": -sympy.log(
                p + q
            ),
            "the logarithm of a mean is not the mean of the logarithms.": first,
            "the log-loss has a minus.": -second,
        },
        "gap": {
            "line 2 is the smaller one: the gap is line 1 minus line 2.": second
            - first,
        },
        "exp(gap) - 1": {
            "the - 1 is missing: this is exp(gap).": last + 1,
            "exp of half a logarithm is a square root.": (p + q) / (2 * p * q) - 1,
            "(√p - √q)² is right in the numerator; the denominator is missing.": (
                sympy.sqrt(p) - sympy.sqrt(q)
            )
            ** 2,
            "the 2 of the mean is missing in the denominator.": (
                sympy.sqrt(p) - sympy.sqrt(q)
            )
            ** 2
            / sympy.sqrt(p * q),
            "this is the gap itself again.": first - second,
        },
    }
    return steps, slips


def shows_its_sign(factor):
    """Whether an expression is positive or a square, or a product of such."""
    if factor.is_Mul or isinstance(factor, sympy.UnevaluatedExpr):
        return all(shows_its_sign(part) for part in factor.args)
    square = factor.is_Pow and factor.exp.is_number and factor.exp % 2 == 0
    return bool(factor.is_positive or square)


def assert_sign_shows(lines, what):
    """Check that line 4 is made of squares and of positive factors."""
    assert isinstance(lines, list | tuple), (
        f"{what} should be a list of four lines, but is a {lines.__class__.__name__}"
    )
    last = sympy.sympify(lines[3])
    assert not last.has(sympy.log), (
        f"{what}, line 4 still contains a logarithm.\n  your line: {last}\n"
        "Likely mistake: exp(log x) is x, and exp(-log(x)/2) is 1/√x; write them so."
    )
    odd = [factor for factor in sympy.Mul.make_args(last) if not shows_its_sign(factor)]
    assert not odd, (
        f"{what}, line 4 has the right value, but its sign cannot be read off.\n  your line: {last}\n"
        f"Likely mistake: {odd[0]} is neither a square nor positive for all p and q. Bring the line "
        "over one denominator, and write the numerator as a square."
    )


p, q = sympy.symbols("p q", positive=True)
steps, slips = derivation(p, q)
lines = jensen_gap(p, q)
derivations.assert_steps(lines, steps, "jensen_gap(p, q)", mistakes=slips)
assert_sign_shows(lines, "jensen_gap(p, q)")
### BEGIN HIDDEN TESTS
a, b = sympy.symbols("a b", positive=True)
steps, slips = derivation(a, b)
lines = jensen_gap(a, b)
derivations.assert_steps(lines, steps, "jensen_gap(a, b)", mistakes=slips)
assert_sign_shows(lines, "jensen_gap(a, b)")
### END HIDDEN TESTS

# %% [markdown]
# <details><summary>Hint 1: lines 1 to 3</summary>
#
# They are one line of code each, with `sympy.log`. There is nothing to simplify yet.
# </details>
# <details><summary>Hint 2: line 4</summary>
#
# Write line 3 as one logarithm first: a factor ½ in front of it becomes a root inside.
# </details>
# <details><summary>Hint 3: its sign</summary>
#
# Bring "… − 1" over one denominator. With $a = \sqrt p$ and $b = \sqrt q$, which binomial formula is the
# numerator? SymPy shows products as they are, so write down the square itself.
# </details>

# %% [markdown]
# Line 4 is $\dfrac{(\sqrt p - \sqrt q)^2}{2\sqrt{pq}}$: a square over something positive. So the gap is
# never negative, it is 0 only where the models agree, and it grows with their disagreement. An ensemble of
# copies gains nothing; the gain comes from mixing *different* networks.
#
# ### Experiment 8 · Eight small networks and their mean
#
# Three times eight networks of 64-16-10 units learn the digits, trained fast and a little carelessly (Adam
# with rate 0.05). They differ in nothing but their random start and the images that they happen to draw.
#
# **Predict:** is the ensemble's test error below the mean of its members', and below the best member's? Is
# its log-loss below the mean of theirs on every single test image?

# %% tags=["experiment", "skip-execution"]
digits = data.load_digits()
x_train, x_test = (
    torch.tensor(images.reshape(-1, 64)).float()
    for images in (digits.x_train, digits.x_test)
)
y_train, y_test = torch.tensor(digits.y_train), digits.y_test


def member(seed, hidden=16, steps=200):
    """Test probabilities (N, 10) of one small network."""
    generator = torch.Generator().manual_seed(seed)
    weights = [
        torch.randn(64, hidden, generator=generator) / 8,
        torch.zeros(hidden),
        torch.randn(hidden, 10, generator=generator) / hidden**0.5,
        torch.zeros(10),
    ]
    for weight in weights:
        weight.requires_grad_()
    optimiser = torch.optim.Adam(weights, lr=0.05)

    def scores(x):
        return torch.relu(x @ weights[0] + weights[1]) @ weights[2] + weights[3]

    for _ in range(steps):
        batch = torch.randint(0, len(x_train), (64,), generator=generator)
        optimiser.zero_grad()
        loss = torch.nn.functional.cross_entropy(scores(x_train[batch]), y_train[batch])
        loss.backward()
        optimiser.step()
    return scores(x_test).softmax(dim=1).detach().double().numpy()


members = np.stack([member(seed) for seed in range(24)]).reshape(3, 8, -1, 10)
true = np.arange(len(y_test)), y_test


def loss_and_error(prediction):
    """Mean log-loss, and error in %."""
    wrong = prediction.argmax(axis=1) != y_test
    return -np.log(prediction[true]).mean(), 100 * wrong.mean()


single = np.array([[loss_and_error(one) for one in group] for group in members])
grown = np.array(  # each of a group's eight networks is the first one once
    [
        [
            np.mean(
                [
                    loss_and_error(ensemble(np.roll(group, first, axis=0)[:m]))
                    for first in range(8)
                ],
                axis=0,
            )
            for m in range(1, 9)
        ]
        for group in members
    ]
)
violations = sum(
    (
        -np.log(ensemble(group)[true]) > -np.log(group[:, *true]).mean(axis=0) + 1e-12
    ).sum()
    for group in members
)
fig, (left, right) = plt.subplots(1, 2, figsize=(9.1, 3.6), layout="constrained")
for ax, column, name in ((left, 0, "log-loss"), (right, 1, "error, %")):
    plots.curves(
        {"ensemble of m networks": grown[:, :, column]},
        ax,
        xlabel="number of networks m",
        ylabel=f"test {name}",
        markers=True,
    )
    alone = single[:, :, column].ravel()
    ax.plot(
        np.linspace(0.75, 1.25, 24),
        alone,
        "x",
        color=plots.COLOURS[1],
        markersize=4,
        label="each network alone",
    )
    ax.axhline(
        alone.mean(),
        color=plots.COLOURS[1],
        linestyle="--",
        label="mean of the crosses",
    )
    ax.set(ylim=(0, None))
    ax.legend(frameon=False, fontsize="small")
print(
    f"cases in which an ensemble's loss exceeds its members' mean: {violations} of {3 * len(y_test)}"
)
mean, best, whole = single.mean(axis=1), single.min(axis=1), grown[:, -1]
below_mean, below_best = ((whole < other).all(axis=0) for other in (mean, best))
claims.record(
    "Network ensembling improves on its members",
    "holds"
    if below_mean.all() and below_best.all()
    else "holds with care"
    if below_mean.any()
    else "does not hold",
    "8 networks of 64-16-10 units on digits of 8×8 pixels, one rate (0.05), one length (200 steps); median of "
    "3 draws: "
    + "; ".join(
        f"{name} {np.median(whole[:, i]):.2g}, members' mean {np.median(mean[:, i]):.2g}, best member "
        f"{np.median(best[:, i]):.2g}"
        for i, name in enumerate(("log-loss", "error in %"))
    ),
)

# %% [markdown]
# **What to see.** A cross is one network alone, and the dashed line is the mean of the crosses. The curves are ensembles:
# a point is the median of the three groups, the band goes from the least to the greatest. Both curves begin near the
# dashed line and fall as networks join, most with the first four. With eight networks the log-loss is about half of what
# the networks have on average, and the error less than half.
#
# The best single networks have a log-loss like the ensemble's, or a smaller one. But this is seen on the test images; to
# choose such a network beforehand one needs images that were kept aside. The printed count agrees with the inequality
# above: for no test image is the ensemble's loss above the mean of its members'. For the *error* there is no such
# inequality: averaging helps where the networks err on different images. An ensemble of eight costs eight times the
# compute. And these networks are small and were trained carelessly: for large ones see the table of published errors above.
#
# <!-- measured:
# true: violations == 0
# 0.3 to 0.7: whole[:, 0] / mean[:, 0]
# 0.05 to 0.5: whole[:, 1] / mean[:, 1]
# true: np.allclose(grown[:, 0], mean)
# true: (grown[:, 0] - grown[:, 3] > 2 * (grown[:, 3] - grown[:, 7])).all()
# true: (best[:, 0] < 1.5 * whole[:, 0]).all()
# -->

# %% [markdown]
# ## 9 · The same accuracy for less
#
# The lecture closes the case studies with "Amount of compute required to reach AlexNet performance". OpenAI
# (Hernandez and Brown 2020) took networks published over seven years and trained each to AlexNet's 79.1 %
# top-5 accuracy: in 2019 it took 44 times less compute than in 2012. If the compute that is needed halves every $h$ months,
# then $t$ months hold $t/h$ halvings, and after them $2^{t/h}$ times less is needed.
#
# ### Exercise 11 · `halving_months` (10 minutes, ●○○, 2 points)


# %% nbgrader={"grade": false, "grade_id": "halving_months", "locked": false, "schema_version": 3, "solution": true, "task": false}
def halving_months(factor, months):
    """Return after how many months each the need halves, a float.

    factor: by how much the need fell in all, above 1; otherwise ValueError.
    months: in how many months, a positive number.
    """
    ### BEGIN SOLUTION
    if factor <= 1:
        raise ValueError(f"factor should be above 1, got {factor}")
    return months * math.log(2) / math.log(factor)
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "halving_months_test", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
checks.assert_close(
    halving_months(8, 36),
    12,
    "halving_months(8, 36)",
    mistakes={
        "a factor of 8 is three halvings, not four: 2·2·2 is 8.": 9,
        "months / factor would be linear; halvings multiply.": 36 / 8,
        "the logarithm's base is 2.": 36 / math.log(8),
        "the logarithm's base is 2, not 10.": 36 / math.log10(8),
        "the fraction is upside down.": 36 * math.log(8) / math.log(2),
        "this is the number of halvings; months divided by it is wanted.": 3,
        "months over the number of halvings, not times it.": 108,
    },
)
checks.assert_close(
    halving_months(44, 84),
    84 * math.log(2) / math.log(44),
    "halving_months(44, 84)",
    mistakes={
        "do not round the number of halvings: 5.46 of them.": 84 / 5,
        "do not round the number of halvings up: 5.46 of them.": 84 / 6,
        "do not round: 15.39 months, not 15.": 15,
        "do not round: 15.39 months (the paper says about 16, which is not from these two numbers).": 16,
    },
)
### BEGIN HIDDEN TESTS
for factor, months in ((1.5, 10), (1e12, 7), (1.0001, 0.5), (1 + 1e-10, 1e-6)):
    call = f"halving_months({factor}, {months})"
    try:
        period = halving_months(factor, months)
    except ValueError as error:
        raise AssertionError(
            f"{call} raises ValueError ({error}), but any factor above 1 is fine: "
            "the need fell, if by less than half."
        ) from None
    checks.assert_close(
        period,
        months * math.log(2) / math.log(factor),
        call,
        rtol=max(1e-9, 1e-14 / (factor - 1)),  # the factor itself has 16 digits
        atol=0,
        mistakes={
            "no small constant belongs into the logarithm, or under the fraction.": months
            / (math.log2(factor) + 1e-8)
        },
    )
rng = np.random.default_rng(28)
for _ in range(4):
    period, count = rng.uniform(3, 40), rng.uniform(0.2, 7)
    checks.assert_close(
        halving_months(float(2**count), float(period * count)),
        period,
        f"halving_months({2**count:.4g}, {period * count:.4g})",
        rtol=1e-9,
    )
for factor in (1, 0.5, 0, -3):
    with raises(
        ValueError,
        f"halving_months({factor}, 12)",
        "With a factor of at most 1 the need did not fall, and nothing halves.",
    ):
        halving_months(factor, 12)
### END HIDDEN TESTS

# %% [markdown]
# <details><summary>Hint</summary>
#
# How many halvings make a factor f? $\log_2 f$. They took `months` in all.
# </details>

# %% [markdown]
# ### Experiment 9 · Compute to reach AlexNet's accuracy
#
# The six points that OpenAI published (its repository ai-and-efficiency).
#
# **Predict:** between which two neighbours does the need fall fastest?

# %% tags=["experiment", "skip-execution"]
points = architectures.EFFICIENCY
start = points[0].day
months = np.array([(point.day - start).days / 30.44 for point in points])
compute = np.array([point.compute for point in points])
slope, level = np.polyfit(months, np.log2(compute), 1)
ends = halving_months(44, 84)
fig, ax = plt.subplots(figsize=(7.5, 4), layout="constrained")
years = 2012 + (5 + months) / 12
ax.plot(years, compute, "o", color=plots.COLOURS[0], markersize=8)
ax.plot(
    years,
    2 ** (level + slope * months),
    "--",
    color=plots.COLOURS[1],
    label=f"fit: halves every {-1 / slope:.1f} months",
)
ax.plot(
    years,
    compute[0] / 2 ** (months / 24),
    ":",
    color="0.4",
    label="halves every 24 months",
)
for point, year, month in zip(points, years, months, strict=True):
    above = point.compute > 2 ** (
        level + slope * month
    )  # labels keep off the fitted line
    ax.annotate(
        f"{point.network}, {point.factor:g}×",
        (year, point.compute),
        (7, 3) if above else (-7, -3),
        textcoords="offset points",
        ha="left" if above else "right",
        va="bottom" if above else "top",
        fontsize="small",
    )
ax.set(
    yscale="log",
    xlabel="year",
    ylabel="teraflop/s-days to 79.1 % top-5",
    xlim=(2011.5, 2021.2),
    ylim=(0.05, 5),
)
ax.yaxis.set_major_formatter("{x:g}")
ax.grid(alpha=0.3)
ax.legend(frameon=False)
claims.record(
    "Compute to reach AlexNet's accuracy: 44 times less in 84 months, halving about every 16",
    "holds"
    if round(ends) == round(-1 / slope) == 16
    else "holds with care"
    if max(abs(ends - 16), abs(-1 / slope - 16)) < 2
    else "does not hold",
    f"six published points; halving every {ends:.1f} months from the end points, {-1 / slope:.1f} from a fit through all six",
)

# %% [markdown]
# **What to see.** Six points near a straight line on a logarithmic axis: an exponential fall. The end points
# alone give 15.4 months, which rounds to 15; the fit through all six gives 15.7, which rounds to the
# published 16. The dotted line is a halving every two years, the pace of Moore's law for transistors: the
# algorithms were faster. Steepest is the step from MobileNet to ShuffleNet, eleven weeks apart. Remember what
# is measured: training to *AlexNet's* accuracy, which today's networks pass on the way.
#
# <!-- measured:
# 15.4: ends
# 15: ends
# 15.7: -1 / slope
# 16: -1 / slope
# 2: np.argmax(-np.diff(np.log(compute)) / np.diff(months))
# 11: (points[3].day - points[2].day).days / 7
# -->

# %% [markdown] nbgrader={"grade": true, "grade_id": "question_slips", "locked": false, "points": 4, "schema_version": 3, "solution": true, "task": false}
# **Question B (4 points, in your own words).** This notebook met several published numbers that cannot be
# right or are not comparable. (a) Choose two of them, and say for each what was claimed, what you counted,
# and what most likely happened. (b) You write the cost table of a paper yourself. Name three things that
# you would state beside it so that nobody has to guess.
#
# === BEGIN MARK SCHEME ===
# (a) 1.5 points for each of two, with claim (0.5), own number (0.5) and explanation
# (0.5). For instance: 358 M for the slide's inception module, 271 M, the 3×3 counted twice; 2.7 K and 34 M
# for GoogLeNet's first layer, 9.2 K and 118 M, 2·7 in place of 7·7; 463 K for module 4c, 498 K, unexplained;
# "12 times fewer parameters", 9 times by the paper's own table; 224×224 for AlexNet's input, 227×227 fits the
# maps; ResNet-50's 3.8, 4.1 and 8.2; AlexNet's 60, 61.1 and 62.4 M; ILSVRC errors of ensembles beside single
# networks.
#
# (b) 1 point for three of: MACs or two operations a MAC; input size; which layers are counted (biases,
# normalisation, fully connected, auxiliary classifiers); which variant (groups, place of the stride, kernel
# sizes); one crop or many, one network or an ensemble, validation or test; K as 1,000 or 1,024; the code that
# counted. Half a point for two.
# === END MARK SCHEME ===

# %% [markdown]
# ## Summary: what the lecture says, and what you measured
#
# Run this cell last: it shows the verdicts that your own experiments recorded.

# %% tags=["experiment", "skip-execution"]
claims

# %% [markdown]
# What the counts say about the lecture's four verdicts:
#
# - VGG-19 has the most parameters and the most MACs of the nine networks, but not the most activations.
# - GoogLeNet has the highest accuracy per *parameter*. Per MAC that is AlexNet, the least accurate of all.
# - AlexNet has few MACs, many *weights* and few activations.
# - The five ResNets lie between GoogLeNet and the VGGs in accuracy per parameter and per MAC, and four of them are on both
#   Pareto fronts. ResNet-152 is the most accurate of the nine. Inception-v3 and Inception-v4, which the lecture's chart
#   has as well, are not among them.
#
# A table with one row of (parameters, MACs, activations) for each layer gives all the costs, and it shows slips in published
# counts. It does not say how long a network takes, nor how accurate it is: the accuracies here are published ones.
#
# **References.** Krizhevsky, Sutskever, Hinton 2012, *ImageNet classification with deep convolutional
# neural networks*. Zeiler, Fergus 2013, *Visualizing and understanding convolutional networks*. Krizhevsky
# 2014, *One weird trick for parallelizing convolutional neural networks*. Simonyan, Zisserman 2014, *Very
# deep convolutional networks for large-scale image recognition*. Szegedy et al. 2014, *Going deeper with
# convolutions*. Russakovsky et al. 2014, *ImageNet large scale visual recognition challenge*. He et al.
# 2015, *Deep residual learning for image recognition*. Canziani, Paszke, Culurciello 2016, *An analysis of
# deep neural network models for practical applications*. Szegedy, Ioffe, Vanhoucke, Alemi 2016,
# *Inception-v4, Inception-ResNet and the impact of residual connections on learning*. Hu et al. 2017, *Squeeze-and-excitation networks*.
# Hernandez, Brown 2020, *Measuring the algorithmic efficiency of neural networks*. Li, Johnson, Yeung 2017,
# *CS231n*, lecture 9.
#
# **Next:** 03 edits the residual block, and counts what each edit costs.
