"""Bars that are made of parts. `plots` hands them on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from course_utils.plots.palette import COLOURS

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["stacked_bars"]

_FILLS = [COLOURS[i] for i in (0, 4, 1, 3, 5, 6)]  # from calm to loud: the last part is often the bad news
_HATCHES = ("", "//", "xx", "..", "\\\\", "++")


def stacked_bars(rows: Mapping[str, Mapping[str, int]], ax: Axes, *, xlabel: str) -> Axes:
    """One horizontal bar a row, the first on top, made of parts whose counts stand in them.

    rows: row -> part -> count of 0 or more; every row has the same parts. They get a colour and a hatch each.
    Raises ValueError without a row, for rows with different parts, and for a negative count.
    """
    parts = _parts(rows)
    counts = np.array([[row[part] for part in parts] for row in rows.values()])
    if counts.min() < 0:
        raise ValueError(f"a count is 0 or more, got {counts.min()}")
    left = np.zeros(len(rows))
    for i, part in enumerate(parts):
        look: dict[str, Any] = {"color": _FILLS[i % 6], "hatch": _HATCHES[i % 6], "edgecolor": "white"}
        ax.barh(range(len(rows)), counts[:, i], left=left, label=part, **look)
        for place, count, begin in zip(range(len(rows)), counts[:, i], left, strict=True):
            if count:
                box = {"boxstyle": "round,pad=0.15", "facecolor": "white", "edgecolor": "none"}
                ax.text(begin + count / 2, place, str(count), ha="center", va="center", bbox=box)
        left = left + counts[:, i]
    ax.set_yticks(range(len(rows)), list(rows))
    ax.invert_yaxis()
    ax.set(xlabel=xlabel)
    ax.spines[["top", "right"]].set_visible(False)
    ax.legend(frameon=False, loc="lower center", bbox_to_anchor=(0.5, 1.0), ncols=len(parts))
    return ax


def _parts(rows: Mapping[str, Mapping[str, int]]) -> list[str]:
    """The names of the parts, in the order of the first row."""
    if not rows:
        raise ValueError("rows is empty: give at least one row -> part -> count")
    parts = list(next(iter(rows.values())))
    for name, row in rows.items():
        if not parts or set(row) != set(parts):
            raise ValueError(f"{name!r} should have the parts {parts}, got {list(row)}")
    return parts
