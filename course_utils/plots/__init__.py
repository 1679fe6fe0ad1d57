"""Every figure of the course; each function draws into axes that it is given.

The colours, markers and line styles that they share: `palette`.
"""

from course_utils.plots._lines import (
    COLOURS,
    blocks,
    bubbles,
    cloud,
    curves,
    descent,
    function_and_slope,
    grouped_bars,
    histograms,
    image_grid,
    loss_slices,
    stacked_bars,
)
from course_utils.plots.palette import STYLES

__all__ = [
    "COLOURS",
    "STYLES",
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
    "palette",
    "stacked_bars",
]
