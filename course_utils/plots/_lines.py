"""Figures. Every function takes data and Axes, returns the Axes, and never shows anything.

Colours are Okabe and Ito's, which colour-blind readers can tell apart; line styles differ as well, so that
the figures survive a printer without colour.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import cycle, pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from course_utils.plots._bars import stacked_bars
from course_utils.plots._landscapes import bubbles, cloud, histograms, loss_slices
from course_utils.plots._pictures import blocks, image_grid
from course_utils.plots.palette import COLOURS, MARKERS, STYLES

if TYPE_CHECKING:  # matplotlib is slow to import, and whoever has Axes has imported it
    from matplotlib.axes import Axes

__all__ = [
    "COLOURS",
    "blocks",
    "bubbles",
    "cloud",
    "curves",
    "descent",
    "function_and_slope",
    "grouped_bars",
    "histograms",
    "image_grid",
    "loss_slices",
    "stacked_bars",
]


def function_and_slope(x: ArrayLike, y: ArrayLike, slope: ArrayLike, ax: Axes, title: str) -> Axes:
    """An activation (solid) and its derivative (dashed) over the same inputs, arrays of shape (N,)."""
    ax.axhline(0, color="0.8", linewidth=0.8, zorder=0)
    ax.axvline(0, color="0.8", linewidth=0.8, zorder=0)
    ax.plot(x, y, color=COLOURS[0], linewidth=2, label="f(x)")
    ax.plot(x, slope, color=COLOURS[1], linestyle="--", linewidth=1.5, label="f′(x)")
    ax.set(title=title, xlabel="x")
    return ax


def curves(
    series: Mapping[str, ArrayLike],
    ax: Axes,
    *,
    x: ArrayLike | None = None,
    xlabel: str,
    ylabel: str,
    log: bool = False,
    markers: bool = False,
) -> Axes:
    """One line a label. A value of shape (runs, N) is drawn as its median with a band from least to most.

    x: shape (N,), by default 1 to N. log: logarithmic vertical axis.
    Raises ValueError for values of another shape.
    """
    looks = zip(cycle(COLOURS), cycle(STYLES), cycle(MARKERS), strict=False)
    for (label, values), (colour, style, marker) in zip(series.items(), looks, strict=False):
        runs = _runs(label, values, None if x is None else np.size(x))
        at = np.arange(1, runs.shape[1] + 1) if x is None else np.asarray(x)
        middle = np.median(runs, axis=0)
        ax.plot(at, middle, style, color=colour, label=label, marker=marker if markers else None)
        if len(runs) > 1:
            ax.fill_between(at, runs.min(axis=0), runs.max(axis=0), color=colour, alpha=0.2, linewidth=0)
    if log:
        ax.set_yscale("log")
    ax.set(xlabel=xlabel, ylabel=ylabel)
    ax.grid(alpha=0.3)
    ax.legend(frameon=False)
    return ax


def descent(
    path: NDArray, loss: Callable[[NDArray], NDArray], ax: Axes, *, title: str, extent: float = 2.0
) -> Axes:
    """A path of shape (steps, 2) over the contours of a loss of two weights.

    loss: maps weights of shape (M, 2) to (M,). The square shown is [-extent, extent] on both axes.
    A stroke that moves both weights the same way is solid, one that moves them opposite ways dashed.
    Raises ValueError for a path of another shape.
    """
    if np.ndim(path) != 2 or np.shape(path)[1] != 2:
        raise ValueError(f"path should have shape (steps, 2), got {np.shape(path)}")
    side = np.linspace(-extent, extent, 121)
    first, second = np.meshgrid(side, side)
    height = loss(np.stack([first.ravel(), second.ravel()], axis=1)).reshape(first.shape)
    levels = np.quantile(height, np.linspace(0.01, 0.95, 12))
    ax.contour(first, second, height, levels=np.unique(levels), colors="0.75", linewidths=0.8)
    for begin, end in pairwise(path):
        together = (end - begin).prod() >= 0
        look = (COLOURS[1], "-") if together else (COLOURS[0], "--")
        ax.plot(*np.stack([begin, end]).T, color=look[0], linestyle=look[1], linewidth=1.4)
    ax.plot([], [], color=COLOURS[1], label="both weights up, or both down")
    ax.plot([], [], color=COLOURS[0], linestyle="--", label="one up, one down")
    ax.plot(*path[0], marker="o", markersize=8, color="black", linestyle="", label="start")
    ax.plot(*path[-1], marker="*", markersize=14, color=COLOURS[2], linestyle="", label="end")
    ax.set(title=title, xlabel="w₁", ylabel="w₂", xlim=(-extent, extent), ylim=(-extent, extent))
    ax.set_aspect("equal")
    ax.legend(loc="lower left", fontsize="x-small", framealpha=0.9)
    return ax


def grouped_bars(
    groups: Mapping[str, ArrayLike], labels: list[str], ax: Axes, *, ylabel: str, percent: bool = False
) -> Axes:
    """Bars side by side: one group a label, one bar a key. Values of shape (runs, len(labels)).

    A bar is the median over runs; where there are several, its whisker reaches from the least to the most.
    Raises ValueError without a group, or for values of another shape.
    """
    if not groups:
        raise ValueError("groups is empty: give at least one, with values of shape (runs, len(labels))")
    width, hatches = 0.8 / len(groups), ("", "//", "..", "xx", "\\\\", "++")
    for i, (name, values) in enumerate(groups.items()):
        runs = _runs(name, values, len(labels)) * (100 if percent else 1)
        middle = np.median(runs, axis=0)
        reach = np.abs(np.stack([runs.min(axis=0), runs.max(axis=0)]) - middle)
        at = np.arange(len(labels)) + (i - (len(groups) - 1) / 2) * width
        spread: dict[str, Any] = {"yerr": reach, "capsize": 2} if len(runs) > 1 else {}
        bars = ax.bar(at, middle, width, color=COLOURS[i % 7], label=name, **spread)
        for bar in bars:
            bar.set(hatch=hatches[i % 6], edgecolor="white")
    ax.set_xticks(np.arange(len(labels)), labels)
    ax.set(ylabel=ylabel)
    ax.grid(axis="y", alpha=0.3)
    ax.legend(frameon=False)
    return ax


def _runs(name: str, values: ArrayLike, points: int | None) -> NDArray[np.float64]:
    """Values as (runs, N), where (N,) is one run; ValueError if N is not `points`, or nothing is there."""
    runs = np.atleast_2d(np.asarray(values, dtype=np.float64))
    if runs.ndim != 2 or not runs.size or points not in (None, runs.shape[1]):
        wanted = f"(runs, {'N' if points is None else points})"
        raise ValueError(f"{name!r} should have shape {wanted}, got {np.shape(values)}")
    return runs
