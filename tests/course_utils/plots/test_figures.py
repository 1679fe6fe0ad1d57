"""Figures show the data that they were given, read back from the Axes."""

from __future__ import annotations

import itertools
import json
import pkgutil
import subprocess
import sys

import matplotlib.pyplot as plt
import numpy as np
import pytest
import torch
from matplotlib.colors import to_hex, to_rgb
from matplotlib.patches import Circle, FancyBboxPatch, StepPatch

import course_utils
from course_utils import plots
from course_utils.plots.palette import COLOURS

RNG = np.random.default_rng(0)


@pytest.fixture
def ax():
    figure, axes = plt.subplots()
    yield axes
    figure.canvas.draw()  # a figure that cannot be drawn is an error, and so is a warning while drawing
    plt.close(figure)


def texts(ax):
    return [text.get_text() for text in ax.texts]


def test_every_figure_returns_the_axes_it_was_given():
    side, square = np.linspace(-1, 1, 5), RNG.uniform(1, 2, (5, 5))
    calls = {
        "blocks": lambda ax: plots.blocks(["conv"], ax),
        "bubbles": lambda ax: plots.bubbles({"a": (1, 2, 3)}, ax, xlabel="", ylabel="", size_label=""),
        "cloud": lambda ax: plots.cloud(square[:, :2], ax),
        "histograms": lambda ax: plots.histograms({"a": side}, ax),
        "image_grid": lambda ax: plots.image_grid(square[:, None, None], ax),
        "loss_slices": lambda ax: plots.loss_slices({"a": side}, side, ax, xlabel=""),
    }
    for name, call in calls.items():
        figure, axes = plt.subplots()
        assert call(axes) is axes, name
        plt.close(figure)
    others = {
        "COLOURS",
        "STYLES",
        "palette",
        "curves",
        "descent",
        "function_and_slope",
        "grouped_bars",
        "stacked_bars",
    }  # elsewhere
    assert set(plots.__all__) == set(calls) | others


def test_histograms_hold_numpys_counts(ax):
    layers = {"first": RNG.normal(0, 1, (50, 7)), "second": RNG.normal(0, 0.1, 300)}
    plots.histograms(layers, ax, span=(-4, 4), bins=20)
    steps = [patch for patch in ax.patches if isinstance(patch, StepPatch)]
    for row, (patch, values) in enumerate(zip(steps, layers.values(), strict=True)):
        heights, edges, baseline = patch.get_data()
        counts, want = np.histogram(values, 20, (-4, 4))
        np.testing.assert_allclose(edges, want)
        np.testing.assert_allclose((baseline - heights) * counts.max() / 0.85, counts, atol=1e-9)
        assert baseline == row
    assert [label.get_text() for label in ax.get_yticklabels()] == ["first", "second"]
    assert texts(ax) == [f"std {values.std():.2g}" for values in layers.values()]
    assert ax.yaxis_inverted() or ax.get_ylim()[0] > ax.get_ylim()[1]  # the first layer is on top


def test_histograms_count_what_lies_outside_in_the_outermost_bins(ax):
    plots.histograms({"a": [-9.0, -0.9, 0.9, 9.0, 9.0]}, ax, span=(-1, 1), bins=2)
    heights, _, _ = ax.patches[0].get_data()
    np.testing.assert_allclose(-heights / 0.85, [2 / 3, 1])


def test_histograms_of_constant_values_can_be_drawn(ax):
    plots.histograms({"dead": np.zeros(10)}, ax)
    assert texts(ax) == ["std 0"]


@pytest.mark.parametrize(
    ("layers", "message"),
    [
        ({}, "layers is empty"),
        ({"a": []}, "a holds no values"),
        ({"a": [1.0], "b": [np.nan, np.inf, 1]}, "b holds 2 values that are NaN"),
    ],
)
def test_histograms_refuse_what_cannot_be_counted(ax, layers, message):
    with pytest.raises(ValueError, match=message):
        plots.histograms(layers, ax)


def test_loss_slices_hold_the_losses_and_mark_the_least(ax):
    offsets = np.linspace(-1, 1, 9)
    slices = {"raw": offsets**2 + 1, "shifted": (offsets - 0.25) ** 2 + 0.5}
    plots.loss_slices(slices, offsets, ax, xlabel="along the gradient", log=True)
    lines = {line.get_label(): line for line in ax.lines}
    for label, losses in slices.items():
        np.testing.assert_array_equal(lines[label].get_xydata(), np.stack([offsets, losses], axis=1))
    marks = [line.get_xydata()[0].tolist() for line in ax.lines if len(line.get_xdata()) == 1]
    assert marks == [[0, 1], [0.25, 0.5]]
    assert ax.get_yscale() == "log"


def test_loss_slices_leave_a_gap_where_training_diverged(ax):
    plots.loss_slices({"a": [3.0, np.inf, 1.0], "b": [np.nan] * 3}, [-1, 0, 1], ax, xlabel="")
    lines = {line.get_label(): line.get_ydata() for line in ax.lines}
    np.testing.assert_array_equal(lines["a"], [3, np.nan, 1])


def test_loss_slices_refuse_another_number_of_losses(ax):
    with pytest.raises(ValueError, match=r"'a' should have shape \(N,\) like offsets, \(3,\); got \(2,\)"):
        plots.loss_slices({"a": [1, 2]}, [-1, 0, 1], ax, xlabel="")


def test_cloud_shows_every_point_in_its_group(ax):
    points, labels = RNG.normal(size=(40, 2)), np.arange(40) % 3
    plots.cloud(points, ax, labels=labels)
    for kind, drawn in enumerate(ax.collections):
        np.testing.assert_array_equal(drawn.get_offsets(), points[labels == kind])
        assert to_hex(drawn.get_edgecolor()[0]) == COLOURS[kind].lower()
        assert (len(drawn.get_facecolor()) > 0) == (kind % 2 == 0)  # filled or hollow
    left, right = ax.get_xlim()
    assert -left == right > np.abs(points).max()


def test_cloud_draws_the_principal_axes_two_deviations_long(ax):
    angle = 0.5
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    points = RNG.normal(size=(5000, 2)) * [3, 0.5] @ turn.T + [1, -2]
    plots.cloud(points, ax)
    arrows = sorted((np.subtract(note.xy, note.xyann) for note in ax.texts), key=np.linalg.norm)
    np.testing.assert_allclose(arrows[1], 6 * turn[:, 0], rtol=0.05, atol=0.1)
    np.testing.assert_allclose(arrows[0], 1 * turn[:, 1], rtol=0.05, atol=0.1)
    np.testing.assert_allclose(ax.texts[0].xyann, points.mean(axis=0))


@pytest.mark.parametrize("points", [np.zeros((5, 2)), np.ones((1, 2))])
def test_cloud_of_one_place_can_be_drawn(ax, points):
    plots.cloud(points, ax)
    assert ax.get_xlim()[1] > 0


def test_cloud_refuses_other_shapes(ax):
    with pytest.raises(ValueError, match=r"points should have shape \(N, 2\), got \(4, 3\)"):
        plots.cloud(np.ones((4, 3)), ax)
    with pytest.raises(ValueError, match=r"labels should have shape \(4,\), got \(3,\)"):
        plots.cloud(np.ones((4, 2)), ax, labels=[1, 2, 3])


NETS = {  # x, y, size; two of them almost in one place
    **{"VGG": (15.5, 71.6, 138.4), "small": (0.4, 77.7, 5.3)},
    **{"deep": (4.1, 76.1, 25.6), "twin": (4.2, 76.0, 26)},
}


def test_bubbles_stand_at_their_place_with_area_in_proportion(ax):
    plots.bubbles(NETS, ax, xlabel="MACs", ylabel="accuracy", size_label="M parameters", log=True)
    [drawn] = ax.collections
    table = np.array(list(NETS.values()))
    np.testing.assert_array_equal(drawn.get_offsets(), table[:, :2])
    np.testing.assert_allclose(drawn.get_sizes() / drawn.get_sizes()[0], table[:, 2] / table[0, 2])
    assert texts(ax) == list(NETS)
    assert [note.xy for note in ax.texts] == [pytest.approx(place[:2]) for place in NETS.values()]
    assert ax.get_title(loc="right") == "area: M parameters, 5.3 to 138"
    assert ax.get_xscale() == "log"


def test_bubbles_of_a_family_have_one_colour(ax):
    families = {"VGG": "plain", "small": "residual", "deep": "residual", "twin": "residual"}
    plots.bubbles(NETS, ax, xlabel="", ylabel="", size_label="", families=families)
    colours = [to_hex(colour) for colour in ax.collections[0].get_facecolor()]
    assert colours == [COLOURS[0].lower(), *[COLOURS[1].lower()] * 3]


def test_labels_of_bubbles_do_not_cover_each_other(ax):
    plots.bubbles(NETS, ax, xlabel="", ylabel="", size_label="")
    ax.figure.canvas.draw()
    boxes = [note.get_window_extent() for note in ax.texts]
    assert not any(a.overlaps(b) for a, b in itertools.combinations(boxes, 2))


@pytest.mark.parametrize("item", [(1, 2, 0), (1, 2, -3), (1, 2), (1, np.nan, 3)])
def test_bubbles_refuse_what_has_no_area(ax, item):
    with pytest.raises(ValueError, match=r"size above 0|NaN"):
        plots.bubbles({"a": item}, ax, xlabel="", ylabel="", size_label="")


@pytest.mark.parametrize("titles", [None, [f"image {i}" for i in range(7)]])
@pytest.mark.parametrize("channels", [1, 3])
def test_image_grid_shows_every_pixel(ax, channels, titles):
    images = RNG.integers(0, 256, (7, channels, 5, 4), dtype=np.uint8)
    plots.image_grid(images, ax, columns=3, titles=titles)
    shown = ax.images[0].get_array()
    gap = 1 + (0 if titles is None else 2)
    for i, image in enumerate(images):
        bottom, left = (i // 3 + 1) * (5 + gap), (i % 3) * 5
        tile = shown[bottom - 5 : bottom, left : left + 4].reshape(5, 4, channels)
        np.testing.assert_allclose(tile, image.transpose(1, 2, 0) / 255)
    assert texts(ax) == (titles or [])


def test_image_grid_stretches_standardised_images_and_leaves_the_others(ax):
    images = torch.tensor([-3.0, 1.0, 5.0, 1.0]).reshape(1, 1, 2, 2)
    plots.image_grid(images, ax)
    np.testing.assert_allclose(ax.images[0].get_array()[1:, :2], [[0, 0.5], [1, 0.5]])
    plots.image_grid(torch.tensor([0.2, 0.4, 0.6, 0.4]).reshape(1, 1, 2, 2), ax)
    np.testing.assert_allclose(ax.images[1].get_array()[1:, :2], [[0.2, 0.4], [0.6, 0.4]], rtol=1e-6)
    assert ax.images[1].get_clim() == (0, 1)


@pytest.mark.parametrize(
    ("images", "options", "message"),
    [
        (np.zeros((2, 2, 4, 4)), {}, r"shape \(N, 1 or 3, H, W\), got \(2, 2, 4, 4\)"),
        (np.zeros((4, 4)), {}, r"got \(4, 4\)"),
        (np.zeros((0, 1, 4, 4)), {}, r"got \(0, 1, 4, 4\)"),
        (np.full((2, 1, 4, 4), np.nan), {}, "NaN or infinite"),
        (np.zeros((2, 1, 4, 4)), {"titles": ["one"]}, "2 images, but 1 titles"),
    ],
)
def test_image_grid_refuses_what_is_no_picture(ax, images, options, message):
    with pytest.raises(ValueError, match=message):
        plots.image_grid(images, ax, **options)


def test_blocks_stand_below_each_other_in_order(ax):
    plots.blocks(["conv", "relu", "+"], ax, skips=[(-1, 2, "identity")], title="block")
    places = {text.get_text(): text.get_position() for text in ax.texts if text.get_text()}
    assert [places[name] for name in ("conv", "relu", "+")] == [(0, 0), (0, 1), (0, 2)]
    assert len([p for p in ax.patches if isinstance(p, FancyBboxPatch)]) == 2
    assert [p.center for p in ax.patches if isinstance(p, Circle)] == [(0, 2)]
    top, bottom = ax.get_ylim()[1], ax.get_ylim()[0]
    assert top < 0 < 2 < bottom


def test_a_skip_leads_past_the_boxes_into_its_target(ax):
    plots.blocks(["conv", "relu", "+"], ax, skips=[(-1, 2, "identity")])
    [skip] = [line.get_xydata() for line in ax.lines if line.get_color() == COLOURS[1]]
    assert skip[0].tolist() == [0, -0.5]
    assert skip[-1][1] == 2
    assert skip[:, 0].max() > 1  # half a box
    assert "identity" in texts(ax)


def test_branches_stand_side_by_side_and_meet_again(ax):
    plots.blocks([[["a"], ["b", "c"], []], "concatenate"], ax)
    places = {text.get_text(): text.get_position() for text in ax.texts if text.get_text()}
    assert places["a"][0] < places["b"][0] == places["c"][0] == 0
    assert places["a"][1] == 0.5  # in the middle of the longer branch
    assert places["concatenate"] == (0, 2)
    ends = [tuple(line.get_xydata()[-1]) for line in ax.lines]
    assert ends.count((0, 2 - 0.28)) == 3  # three branches arrive


@pytest.mark.parametrize(
    ("steps", "skips", "message"),
    [
        ([], [], "steps is empty"),
        (["a"], [(0, 0, "")], "lead from -1 or more to a later step below 1"),
        (["a"], [(-1, 1, "")], "later step below 1"),
        (["a", "b"], [(-2, 1, "")], "later step below 2"),
    ],
)
def test_blocks_refuse_what_cannot_be_drawn(ax, steps, skips, message):
    with pytest.raises(ValueError, match=message):
        plots.blocks(steps, ax, skips=skips)


def luminance(colour):
    """Grey value of a colour when printed: from 0, black, to 1, white."""
    return float(np.dot(to_rgb(colour), [0.299, 0.587, 0.114]))


def test_text_on_boxes_is_readable_in_grey(ax):
    plots.blocks(["conv", "relu", "norm", "pool", "linear", "anything"], ax)
    fills = [patch.get_facecolor()[:3] for patch in ax.patches if isinstance(patch, FancyBboxPatch)]
    assert len(set(fills)) == 6
    assert min(map(luminance, fills)) > 0.8


LOADED = """
import json, sys
import {modules}
print(json.dumps(sorted({slow} & set(sys.modules))))
"""
SLOW = {"matplotlib", "sklearn", "pooch", "requests", "scipy", "pandas", "PIL", "IPython"}


def test_importing_the_package_loads_nothing_slow():
    """Plots and data sets load when they are used."""
    found = pkgutil.walk_packages(course_utils.__path__, "course_utils.")
    modules = ", ".join(module.name for module in found)
    script = LOADED.format(modules=modules, slow=SLOW)
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert json.loads(run.stdout) == []
