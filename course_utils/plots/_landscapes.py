"""Figures of distributions, data clouds, losses over weights, and costs. `plots` hands them on."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import cycle
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from course_utils.plots.palette import COLOURS, MARKERS, STYLES

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["bubbles", "cloud", "histograms", "loss_slices"]


def histograms(
    layers: Mapping[str, ArrayLike],
    ax: Axes,
    *,
    span: tuple[float, float] | None = None,
    bins: int = 61,
    xlabel: str = "activation",
) -> Axes:
    """One histogram a layer, the first on top, each as high as its row; its deviation stands beside it.

    layers: name -> values of any shape. span: least and greatest value shown, by default those of all
    layers. What lies outside of it is counted in the outermost bins.
    Raises ValueError for a layer without values, or with NaN or infinite ones.
    """
    values = {name: _finite(name, array).ravel() for name, array in layers.items()}
    if not values:
        raise ValueError("layers is empty: give name -> values for each layer")
    low, high = span or (min(v.min() for v in values.values()), max(v.max() for v in values.values()))
    edges = np.linspace(low, high, bins + 1) if low < high else np.linspace(low - 0.5, high + 0.5, bins + 1)
    for row, array in enumerate(values.values()):
        counts, _ = np.histogram(np.clip(array, edges[0], edges[-1]), edges)
        heights = row - 0.85 * counts / counts.max()
        ax.stairs(heights, edges, baseline=row, fill=True, color=COLOURS[row % 2], alpha=0.75)
        ax.axhline(row, color="0.6", linewidth=0.6)
        look: dict[str, Any] = {"transform": ax.get_yaxis_transform(), "va": "bottom", "fontsize": "small"}
        ax.text(1.01, row, f"std {array.std():.2g}", **look)
    ax.set_yticks(range(len(values)), list(values), va="bottom")
    ax.tick_params(axis="y", length=0)
    ax.set(xlabel=xlabel, xlim=(edges[0], edges[-1]), ylim=(len(values) - 1, -1))
    ax.spines[["top", "left", "right"]].set_visible(False)
    return ax


def loss_slices(
    slices: Mapping[str, ArrayLike], offsets: ArrayLike, ax: Axes, *, xlabel: str, log: bool = False
) -> Axes:
    """Loss along straight lines through the weights: one curve a label, its least value marked.

    offsets: (N,), 0 where the weights are. A value of `slices`: losses (N,) there; NaN and infinity leave a
    gap. log: logarithmic loss.
    """
    at = _finite("offsets", offsets)
    ax.axvline(0, color="0.7", linewidth=1, zorder=0)
    looks = zip(cycle(COLOURS), cycle(STYLES), cycle(MARKERS), strict=False)
    for (label, values), (colour, style, marker) in zip(slices.items(), looks, strict=False):
        losses = np.asarray(values, dtype=np.float64)
        if losses.shape != at.shape or at.ndim != 1:
            raise ValueError(f"{label!r} should have shape (N,) like offsets, {at.shape}; got {losses.shape}")
        losses = np.where(np.isfinite(losses), losses, np.nan)
        ax.plot(at, losses, style, color=colour, linewidth=1.8, label=label)
        if not np.isnan(losses).all():
            least = np.nanargmin(losses)
            ax.plot(at[least], losses[least], marker, color=colour, markersize=8, markeredgecolor="white")
    if log:
        ax.set_yscale("log")
    ax.set(xlabel=xlabel, ylabel="loss")
    ax.grid(alpha=0.3)
    ax.legend(frameon=False)
    return ax


def cloud(
    points: ArrayLike,
    ax: Axes,
    *,
    labels: ArrayLike | None = None,
    title: str = "",
    extent: float | None = None,
    axes: bool = True,
) -> Axes:
    """Points (N, 2) with the origin's cross, and the principal axes: two deviations long, from the mean.

    labels: (N,), one colour and marker each. extent: the square shown is [-extent, extent] on both axes.
    """
    cloud_points = _points("points", points)
    kinds = np.zeros(len(cloud_points), dtype=int) if labels is None else np.asarray(labels)
    if kinds.shape != (len(cloud_points),):
        raise ValueError(f"labels should have shape ({len(cloud_points)},), got {kinds.shape}")
    ax.axhline(0, color="0.5", linewidth=0.8, zorder=0)
    ax.axvline(0, color="0.5", linewidth=0.8, zorder=0)
    for i, kind in enumerate(np.unique(kinds)):
        x, y = cloud_points[kinds == kind].T
        fill = COLOURS[i % 7] if i % 2 == 0 else "none"  # filled and hollow differ in grey, too
        edge: dict[str, Any] = {"edgecolors": COLOURS[i % 7], "linewidths": 0.6, "alpha": 0.5}
        ax.scatter(x, y, 12, facecolors=fill, marker=MARKERS[i % 7], label=str(kind), **edge)
    if axes and len(cloud_points) > 1:
        variances, directions = np.linalg.eigh(np.cov(cloud_points.T))
        mean = cloud_points.mean(axis=0)
        for variance, direction in zip(variances, directions.T, strict=True):
            upwards = np.sign(direction[np.abs(direction).argmax()])
            tip = mean + 2 * np.sqrt(max(variance, 0)) * upwards * direction
            ax.annotate("", tip, mean, arrowprops={"arrowstyle": "-|>", "color": "black", "lw": 2})
    reach = extent or 1.05 * np.abs(cloud_points).max() or 1.0
    ax.set(title=title, xlim=(-reach, reach), ylim=(-reach, reach))
    ax.set_aspect("equal")
    return ax


def bubbles(
    items: Mapping[str, tuple[float, float, float]],
    ax: Axes,
    *,
    xlabel: str,
    ylabel: str,
    size_label: str,
    families: Mapping[str, str] | None = None,
    log: bool = False,
) -> Axes:
    """One labelled bubble an item: (x, y, size), where the *area* grows with the size.

    families: name -> group, one colour each. log: logarithmic horizontal axis.
    Raises ValueError for a size that is not positive, or anything that is not finite.
    """
    table = _finite("items", list(items.values()))
    if table.ndim != 2 or table.shape[1] != 3 or table[:, 2].min() <= 0:
        raise ValueError("items should be name -> (x, y, size) with a size above 0")
    groups = [(families or {}).get(name, "") for name in items]
    colours = [COLOURS[list(dict.fromkeys(groups)).index(group) % 7] for group in groups]
    areas = 1500 * table[:, 2] / table[:, 2].max()
    ax.scatter(table[:, 0], table[:, 1], s=areas, color=colours, alpha=0.55, edgecolor="black")
    if log:
        ax.set_xscale("log")
    ax.margins(0.15)
    least, most = table[:, 2].min(), table[:, 2].max()
    ax.set_title(f"area: {size_label}, {least:.3g} to {most:.3g}", loc="right", fontsize="small")
    ax.set(xlabel=xlabel, ylabel=ylabel)
    ax.grid(alpha=0.3)
    ax.set_axisbelow(True)
    _label_bubbles(list(items), table[:, :2], np.sqrt(areas / np.pi), ax)
    return ax


def _label_bubbles(
    names: list[str], places: NDArray[np.float64], radii: NDArray[np.float64], ax: Axes
) -> None:
    """Write each name above, below, right or left of its bubble: where it covers least of what is there.

    radii: in points. The extent of a text is estimated from its length, which needs no drawing.
    """
    ax.autoscale_view()
    centres = ax.transData.transform(places) * 72 / ax.figure.dpi
    taken = [(*(c - r), *(c + r)) for c, r in zip(centres, radii, strict=True)]
    for name, place, centre, radius in zip(names, places, centres, radii, strict=True):
        half = np.array([2.6 * len(name), 5.0])  # points
        sides = [np.array(side) * (half + radius + 2) for side in ((0, 1), (0, -1), (1, 0), (-1, 0))]
        boxes = [(*(centre + side - half), *(centre + side + half)) for side in sides]
        best = int(np.argmin([sum(_overlap(box, other) for other in taken) for box in boxes]))
        taken.append(boxes[best])
        look: dict[str, Any] = {"ha": "center", "va": "center", "fontsize": "small"}
        ax.annotate(name, place, sides[best], textcoords="offset points", **look)


def _overlap(a: tuple[float, ...], b: tuple[float, ...]) -> float:
    """The area that two boxes (left, bottom, right, top) share."""
    width, height = min(a[2], b[2]) - max(a[0], b[0]), min(a[3], b[3]) - max(a[1], b[1])
    return max(width, 0) * max(height, 0)


def _points(name: str, values: ArrayLike) -> NDArray[np.float64]:
    points = _finite(name, values)
    if points.ndim != 2 or points.shape[1] != 2:
        raise ValueError(f"{name} should have shape (N, 2), got {points.shape}")
    return points


def _finite(name: str, values: ArrayLike) -> NDArray[np.float64]:
    """Values as float64; ValueError if there are none, or if some are NaN or infinite."""
    array = np.asarray(values, dtype=np.float64)
    if not array.size:
        raise ValueError(f"{name} holds no values")
    if not np.isfinite(array).all():
        raise ValueError(f"{name} holds {(~np.isfinite(array)).sum()} values that are NaN or infinite")
    return array
