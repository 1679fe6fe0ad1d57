"""Grids of images, and diagrams of blocks. `plots` hands them on."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from course_utils.plots.palette import COLOURS

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["blocks", "image_grid"]

Step = str | Sequence[Sequence[str]]
Box = tuple[float, float, str]  # the middle, and the text
_WIDTH, _HEIGHT = 2.0, 0.56
_FILLS = {  # by a word in the text; all light, so that it is readable in grey
    "conv": "#CFE3F2",
    "relu": "#FBD9C4",
    "norm": "#F7E7B5",
    "pool": "#C9E8DD",
    "linear": "#E5D3E0",
    "×": "#CFE3F2",  # a convolution that is called by its window only, as in 3×3
}


def image_grid(
    images: ArrayLike, ax: Axes, *, titles: Sequence[str] | None = None, columns: int = 8, gap: int = 1
) -> Axes:
    """Images side by side in one picture, row by row.

    images: (N, C, H, W) with one or three channels; uint8, or float from 0 to 1. Other floats (standardised
    images, filters) are stretched so that the least of all is black and the greatest white.
    titles: (N,), written above the images. gap: pixels between them.
    """
    tiles = _displayable(images)
    if titles is not None and len(titles) != len(tiles):
        raise ValueError(f"there are {len(tiles)} images, but {len(titles)} titles")
    n, height, width, channels = tiles.shape
    columns = min(columns, n)
    rows, down = -(-n // columns), height + gap + (0 if titles is None else -(-2 * height // 5))
    canvas = np.ones((rows * down, columns * (width + gap) - gap, channels))
    for i, tile in enumerate(tiles):
        bottom, left = (i // columns + 1) * down, (i % columns) * (width + gap)
        canvas[bottom - height : bottom, left : left + width] = tile
        if titles is not None:
            look: dict[str, Any] = {"ha": "center", "va": "bottom", "fontsize": "small"}
            ax.text(left + width / 2 - 0.5, bottom - height - 0.7, titles[i], **look)
    ax.imshow(canvas.squeeze(2) if channels == 1 else canvas, cmap="gray", vmin=0, vmax=1)
    ax.set_axis_off()
    return ax


def _displayable(images: ArrayLike) -> NDArray[np.float64]:
    """(N, C, H, W) to (N, H, W, C) from 0 to 1."""
    array = np.asarray(images)
    if array.ndim != 4 or array.shape[1] not in (1, 3) or not array.size:
        raise ValueError(f"images should have shape (N, 1 or 3, H, W), got {array.shape}")
    values = array.transpose(0, 2, 3, 1).astype(np.float64)
    if array.dtype == np.uint8:
        return values / 255
    if not np.isfinite(values).all():
        raise ValueError("images hold values that are NaN or infinite")
    low, high = values.min(), values.max()
    return values if low >= 0 and high <= 1 else (values - low) / (high - low or 1)


def blocks(
    steps: Sequence[Step], ax: Axes, *, skips: Sequence[tuple[int, int, str]] = (), title: str = ""
) -> Axes:
    """A diagram of layers, read from top to bottom.

    steps: a text is one box; "+" or "×" a circle where paths meet; a list of lists of texts are branches side
    by side, an empty list among them a plain line. skips: (from, to, label), lines past the boxes on the
    right, from behind step `from` (-1: the input) into step `to`.
    Raises ValueError without steps, or for a skip that does not lead downwards to a step.
    """
    placed = _place(steps)
    if any(not -1 <= begin < end < len(steps) for begin, end, _ in skips):
        raise ValueError(f"skips should lead from -1 or more to a later step below {len(steps)}, got {skips}")
    previous = [(0.0, -0.8)]
    for branches in placed:
        bus = min(branch[0][1] for branch in branches) - 0.5
        for branch in branches:
            x, edge = _edge(branch[0], -1)
            for x0, y0 in previous:
                _line(ax, [(x0, y0), (x0, bus), (x, bus), (x, edge)], arrow=bool(branch[0][2]))
            for above, below in pairwise(branch):
                _line(ax, [_edge(above, 1), _edge(below, -1)])
            for box in branch:
                _box(ax, *box)
        previous = [_edge(branch[-1], 1) for branch in branches]
    _line(ax, [previous[0], (previous[0][0], previous[0][1] + 0.5)])
    right = max(x for branches in placed for branch in branches for x, _, _ in branch) + _WIDTH / 2
    for i, (begin, end, label) in enumerate(skips):
        _skip(ax, placed, begin, end, right + 0.4 * (i + 1), label)
    ax.set(title=title, xlim=(-right - 0.2, right + 0.4 * len(skips) + (1.6 if skips else 0.2)))
    ax.set_ylim(previous[0][1] + 0.6, -0.9)
    ax.set_aspect("equal")
    ax.set_axis_off()
    return ax


def _place(steps: Sequence[Step]) -> list[list[list[Box]]]:
    """Where each box goes: step, branch, boxes of the branch as (x, y, text). The y axis points down."""
    if not steps:
        raise ValueError("steps is empty: give the text of each box, from top to bottom")
    placed, top = [], 0.0
    for step in steps:
        branches = [[step]] if isinstance(step, str) else [list(branch) or [""] for branch in step]
        depth = max(map(len, branches))
        boxes = []
        for i, branch in enumerate(branches):
            x, first = 1.15 * _WIDTH * (i - (len(branches) - 1) / 2), top + (depth - len(branch)) / 2
            boxes.append([(x, first + k, text) for k, text in enumerate(branch)])
        placed.append(boxes)
        top += depth
    return placed


def _edge(box: Box, side: int) -> tuple[float, float]:
    """The middle of a box's upper (side -1) or lower (side 1) edge."""
    x, y, text = box
    return x, y + side * (_HEIGHT / 2 if text else 0)


def _box(ax: Axes, x: float, y: float, text: str) -> None:
    from matplotlib.patches import Circle, FancyBboxPatch

    if not text:
        return
    if text in ("+", "×"):
        ax.add_patch(Circle((x, y), _HEIGHT / 2, facecolor="white", edgecolor="black"))
    else:
        fill = next((colour for word, colour in _FILLS.items() if word in text.lower()), "white")
        corner = x - _WIDTH / 2 + 0.06, y - _HEIGHT / 2 + 0.06
        style = "round,pad=0.06,rounding_size=0.1"
        box = FancyBboxPatch(corner, _WIDTH - 0.12, _HEIGHT - 0.12, style, facecolor=fill, edgecolor="black")
        ax.add_patch(box)
    ax.text(x, y, text, ha="center", va="center", fontsize=9)


def _line(
    ax: Axes, corners: Sequence[tuple[float, float]], *, arrow: bool = True, colour: str = "black"
) -> None:
    """A line through the corners, with an arrow's head at its end."""
    xs, ys = zip(*corners, strict=True)
    ax.plot(xs, ys, color=colour, linewidth=1.3, solid_joinstyle="round")
    if arrow:
        head = {"arrowstyle": "-|>", "color": colour, "shrinkA": 0, "shrinkB": 0, "lw": 1.3}
        ax.annotate("", corners[-1], corners[-2], arrowprops=head)


def _skip(ax: Axes, placed: list[list[list[Box]]], begin: int, end: int, x: float, label: str) -> None:
    """A line that leaves behind step `begin`, passes on the right and enters step `end` from the side."""
    start = -0.5 if begin < 0 else max(branch[-1][1] for branch in placed[begin]) + 0.5
    at, target, text = placed[end][-1][0]
    side = at + (_HEIGHT if text in ("+", "×") else _WIDTH) / 2
    _line(ax, [(0, start), (x, start), (x, target), (side, target)], colour=COLOURS[1])
    ax.text(x + 0.1, (start + target) / 2, label, color=COLOURS[1], va="center", fontsize=9)
