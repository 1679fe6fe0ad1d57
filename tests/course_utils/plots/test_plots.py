"""Figures, read back from the Axes."""

from __future__ import annotations

import matplotlib as mpl
import numpy as np
import pytest
from matplotlib.figure import Figure

from course_utils import plots

SHORT, LONG = [1.0, 4.0, 2.0], [[1.0, 2.0, 3.0], [3.0, 2.0, 1.0], [2.0, 8.0, 5.0]]


@pytest.fixture
def ax():
    return Figure().add_subplot()


def lines(ax):
    """Label -> line, of the lines that the legend would show."""
    return {line.get_label(): line for line in ax.lines if not line.get_label().startswith("_")}


def legend(ax):
    return [text.get_text() for text in ax.get_legend().get_texts()]


def test_function_and_slope_draws_both(ax):
    x = np.linspace(-1, 1, 5)
    assert plots.function_and_slope(x, x**2, 2 * x, ax, "square") is ax
    drawn = lines(ax)
    np.testing.assert_array_equal(drawn["f(x)"].get_xydata(), np.stack([x, x**2], axis=1))
    np.testing.assert_array_equal(drawn["f′(x)"].get_xydata(), np.stack([x, 2 * x], axis=1))
    assert drawn["f(x)"].get_linestyle() == "-"
    assert drawn["f′(x)"].get_linestyle() == "--"
    assert (ax.get_title(), ax.get_xlabel()) == ("square", "x")


def test_curves_draws_a_line_a_label_counted_from_one(ax):
    assert plots.curves({"a": SHORT, "b": [3.0, 1.0]}, ax, xlabel="layer", ylabel="loss") is ax
    np.testing.assert_array_equal(lines(ax)["a"].get_xydata(), [[1, 1], [2, 4], [3, 2]])
    np.testing.assert_array_equal(lines(ax)["b"].get_xydata(), [[1, 3], [2, 1]])
    assert legend(ax) == ["a", "b"]
    assert (ax.get_xlabel(), ax.get_ylabel(), ax.get_yscale()) == ("layer", "loss", "linear")
    assert not ax.collections


def test_curves_of_several_runs_are_a_median_in_a_band(ax):
    plots.curves({"a": LONG}, ax, x=[0, 10, 20], xlabel="", ylabel="")
    np.testing.assert_array_equal(lines(ax)["a"].get_xydata(), [[0, 2], [10, 2], [20, 3]])
    (band,) = ax.collections
    outline = band.get_paths()[0].vertices
    for x, low, high in [(0, 1, 3), (10, 2, 8), (20, 1, 5)]:
        at = outline[outline[:, 0] == x, 1]
        assert (at.min(), at.max()) == (low, high)


def test_curves_may_have_a_logarithmic_axis_and_markers(ax):
    plots.curves({"a": SHORT, "b": SHORT}, ax, xlabel="", ylabel="", log=True, markers=True)
    assert ax.get_yscale() == "log"
    assert len({line.get_marker() for line in ax.lines} - {"None"}) == 2


def test_curves_tell_labels_apart_without_colour_and_never_run_out(ax):
    plots.curves({str(i): SHORT for i in range(9)}, ax, xlabel="", ylabel="", markers=True)
    looks = {(line.get_color(), line.get_linestyle(), line.get_marker()) for line in ax.lines}
    assert len(looks) == 9
    assert all(a.get_linestyle() != b.get_linestyle() for a, b in zip(ax.lines, ax.lines[1:], strict=False))


@pytest.mark.parametrize("values", [np.zeros((2, 2, 3)), [[1.0, 2.0]], []], ids=["3-d", "too short", "empty"])
def test_curves_of_another_shape_are_refused(ax, values):
    with pytest.raises(ValueError, match=r"'a' should have shape \(runs, 3\), got"):
        plots.curves({"a": values}, ax, x=[1, 2, 3], xlabel="", ylabel="")


@pytest.mark.parametrize("values", [[], np.zeros((0, 3))], ids=["no points", "no runs"])
def test_curves_without_a_point_are_refused(ax, values):
    with pytest.raises(ValueError, match=r"'a' should have shape \(runs, N\), got"):
        plots.curves({"a": values}, ax, xlabel="", ylabel="")


def bowl(weights):
    return (weights**2).sum(axis=1)


def test_descent_tells_strokes_that_go_together_from_those_that_do_not(ax):
    path = np.array([[-1.0, 1.0], [0.0, 1.5], [0.5, 0.5], [0.0, 0.0]])
    assert plots.descent(path, bowl, ax, title="bowl", extent=3.0) is ax
    strokes = [line for line in ax.lines if line.get_label().startswith("_")]
    for stroke, begin, end in zip(strokes, path[:-1], path[1:], strict=True):
        np.testing.assert_array_equal(stroke.get_xydata(), [begin, end])
    assert [stroke.get_linestyle() for stroke in strokes] == ["-", "--", "-"]
    assert (ax.get_xlim(), ax.get_ylim(), ax.get_title()) == ((-3, 3), (-3, 3), "bowl")


def test_descent_marks_start_and_end_and_draws_the_loss(ax):
    path = np.array([[-1.0, 1.0], [0.25, 0.5]])
    plots.descent(path, lambda weights: weights[:, 0], ax, title="")
    np.testing.assert_array_equal(lines(ax)["start"].get_xydata(), path[:1])
    np.testing.assert_array_equal(lines(ax)["end"].get_xydata(), path[-1:])
    assert {"start", "end"} < set(legend(ax))
    (contours,) = ax.collections
    for path in contours.get_paths():
        np.testing.assert_allclose(path.vertices[:, 0], path.vertices[0, 0])  # lines of equal w₁


@pytest.mark.parametrize("shape", [(5,), (5, 3), (2, 5, 2)])
def test_descent_of_another_shape_is_refused(ax, shape):
    with pytest.raises(ValueError, match=r"path should have shape \(steps, 2\), got"):
        plots.descent(np.zeros(shape), bowl, ax, title="")


def test_bars_show_the_median_and_reach_from_least_to_most(ax):
    groups = {"a": np.array(LONG) / 10, "b": [0.5, 0.6, 0.7]}
    assert plots.grouped_bars(groups, ["x", "y", "z"], ax, ylabel="%", percent=True) is ax
    first, second = (c for c in ax.containers if hasattr(c, "errorbar") and hasattr(c, "patches"))
    np.testing.assert_allclose([bar.get_height() for bar in first], [20, 20, 30])
    np.testing.assert_allclose([bar.get_height() for bar in second], [50, 60, 70])
    whiskers = first.errorbar.lines[2][0].get_segments()
    np.testing.assert_allclose([w[:, 1] for w in whiskers], [[10, 30], [20, 80], [10, 50]])
    assert legend(ax) == ["a", "b"]
    assert ax.get_ylabel() == "%"


def test_bars_stand_side_by_side_around_their_label(ax):
    plots.grouped_bars({"a": SHORT, "b": SHORT}, ["x", "y", "z"], ax, ylabel="")
    first, second = (c for c in ax.containers if hasattr(c, "errorbar") and hasattr(c, "patches"))
    assert first.errorbar is None, "one run has no spread"
    assert [tick.get_text() for tick in ax.get_xticklabels()] == ["x", "y", "z"]
    for tick, left, right in zip(ax.get_xticks(), first, second, strict=True):
        assert left.get_x() + left.get_width() == pytest.approx(right.get_x()) == tick
    assert first[0].get_hatch() != second[0].get_hatch()


def test_bars_without_a_group_or_of_another_shape_are_refused(ax):
    with pytest.raises(ValueError, match="groups is empty"):
        plots.grouped_bars({}, ["x"], ax, ylabel="")
    with pytest.raises(ValueError, match=r"'a' should have shape \(runs, 2\), got \(3,\)"):
        plots.grouped_bars({"a": SHORT}, ["x", "y"], ax, ylabel="")


def linear_light(colour):
    """A colour's red, green and blue as light intensities."""
    values = np.array(mpl.colors.to_rgb(colour))
    return np.where(values <= 0.04045, values / 12.92, ((values + 0.055) / 1.055) ** 2.4)


# What a viewer without long-wave or without middle-wave cones sees (Viénot, Brettel and Mollon 1999).
BLINDNESS = {
    "protan": [[0.11238, 0.88762, 0], [0.11238, 0.88762, 0], [0.00401, -0.00401, 1]],
    "deutan": [[0.29275, 0.70725, 0], [0.29275, 0.70725, 0], [-0.02234, 0.02234, 1]],
}


@pytest.mark.parametrize("matrix", BLINDNESS.values(), ids=BLINDNESS)
def test_colours_stay_apart_for_colour_blind_readers(matrix):
    seen = np.array([np.array(matrix) @ linear_light(colour) for colour in plots.COLOURS])
    gaps = np.linalg.norm(seen[:, None] - seen[None], axis=2)
    assert gaps[~np.eye(len(seen), dtype=bool)].min() > 0.1
