"""Stacked bars."""

from __future__ import annotations

import pytest
from matplotlib import pyplot

from course_utils import plots

ROWS = {"first": {"yes": 3, "no": 0}, "second": {"yes": 1, "no": 4}}


@pytest.fixture
def ax():
    _, ax = pyplot.subplots()
    yield ax
    pyplot.close("all")


def test_parts_of_a_row_lie_side_by_side(ax):
    plots.stacked_bars(ROWS, ax, xlabel="claims")
    bars = [[(bar.get_x(), bar.get_width()) for bar in part] for part in ax.containers]
    assert bars == [[(0, 3), (0, 1)], [(3, 0), (1, 4)]]
    assert [label.get_text() for label in ax.get_yticklabels()] == ["first", "second"]
    assert ax.get_xlabel() == "claims"


def test_first_row_is_on_top(ax):
    plots.stacked_bars(ROWS, ax, xlabel="")
    assert ax.yaxis_inverted()


def test_counts_are_written_and_zeros_are_not(ax):
    plots.stacked_bars(ROWS, ax, xlabel="")
    assert [text.get_text() for text in ax.texts] == ["3", "1", "4"]


def test_parts_differ_in_hatch_as_well_as_colour(ax):
    plots.stacked_bars(ROWS, ax, xlabel="")
    looks = {(part[0].get_hatch(), part[0].get_facecolor()) for part in ax.containers}
    assert len({hatch for hatch, _ in looks}) == len({colour for _, colour in looks}) == 2


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ({}, "rows is empty"),
        ({"first": {}}, "should have the parts"),
        ({"first": {"yes": 1}, "second": {"no": 1}}, r"'second' should have the parts \['yes'\]"),
        ({"first": {"yes": -1}}, "0 or more, got -1"),
    ],
)
def test_bad_rows_are_refused(ax, rows, message):
    with pytest.raises(ValueError, match=message):
        plots.stacked_bars(rows, ax, xlabel="")
