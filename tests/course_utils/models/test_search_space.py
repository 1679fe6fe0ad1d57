"""The small search space: its texts, its layers, and the tables that ship with it."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from torch import nn

from course_utils.models import search_space
from course_utils.models.search_space import CELL_OPERATIONS, CHOICES, OPERATIONS, cell_of, operation
from grading.recompute import cell_table, search_table


def test_texts_and_tokens_are_two_names_for_the_same_1125_architectures():
    texts = search_space.architectures()
    assert len(set(texts)) == np.prod(CHOICES) == 1125
    assert texts[0] == "w4-id-id-id-p1"
    assert texts[-1] == "w12-d3-d3-d3-p3"
    for place, text in enumerate(texts):
        tokens = search_space.tokens_of(text)
        assert search_space.architecture(tokens) == text
        assert np.ravel_multi_index(tokens, CHOICES) == place


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("w8-c3-c3-c3", "5 parts, got 4"),
        ("w8-c3-c7-c3-p1", "'c7'"),
        ("w9-c3-c3-c3-p1", "'w9'"),
        ("", "got 1"),
    ],
)
def test_a_text_that_is_no_architecture_is_refused(text, named):
    with pytest.raises(ValueError, match=named):
        search_space.tokens_of(text)


@pytest.mark.parametrize("tokens", [(0, 0, 0, 0), (3, 0, 0, 0, 0), (0, 0, 0, 0, -1), (0,) * 6])
def test_tokens_beyond_their_options_are_refused(tokens):
    with pytest.raises(ValueError, match="five numbers below"):
        search_space.architecture(tokens)


@pytest.mark.parametrize("name", sorted({*OPERATIONS, *CELL_OPERATIONS}))
@pytest.mark.parametrize("stride", [1, 2])
def test_operations_keep_the_channels_and_divide_the_side(name, stride):
    x = torch.randn(2, 6, 9, 9, generator=torch.Generator().manual_seed(0))
    got = operation(name, 6, stride)(x)
    assert got.shape == (2, 6, 9 // stride + (stride == 2), 9 // stride + (stride == 2))
    if name == "id":
        assert torch.equal(got, x[:, :, ::stride, ::stride])
    if name == "m3":
        assert torch.equal(got, nn.functional.max_pool2d(x, 3, stride, 1))


def test_an_unknown_operation_names_those_there_are():
    with pytest.raises(ValueError, match="'c7'; there are id, c1, c3, c5, d3 and m3"):
        operation("c7", 4)


def test_genes_become_blocks_of_states_and_operations():
    assert cell_of([0, 1, 1, 2, 3, 4, 4, 0, 0, 1]) == {
        "normal": [(0, "id", 0, "c1"), (1, "c3", 1, "d3")],
        "reduction": [(0, "m3", 0, "m3"), (0, "id", 1, "c1")],
    }


def test_the_reward_table_holds_accuracies_and_costs_of_the_whole_space():
    table = search_space.reward_table()
    assert table.validation.shape == table.test.shape == (2, *CHOICES)
    assert table.params.shape == table.macs.shape == CHOICES
    for accuracy, images in ((table.validation, 360), (table.test, 359)):
        assert accuracy.min() >= 0
        assert accuracy.max() <= 1
        np.testing.assert_allclose(accuracy * images, np.round(accuracy * images), atol=1e-6)
    # Wider networks have more weights; "id" has none, and pooling early saves operations.
    assert (np.diff(table.params, axis=0) > 0).all()
    assert (np.diff(table.macs, axis=4) >= 0).all()
    assert (table.params[:, 0] < table.params[:, 1:].min(axis=1)).all()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "seed"), [("w4-id-id-id-p1", 0), ("w4-c3-id-d3-p1", 1), ("w8-c5-c1-c3-p2", 0)]
)
def test_a_reward_of_the_table_can_be_computed_again(text, seed):
    table, images = search_space.reward_table(), search_table.digits()
    right = search_table.trained(text, seed, images)
    place = (seed, *search_space.tokens_of(text))
    # Rounding differs between machines, and training makes more of it: a few images may change sides.
    assert abs(right[0] / 360 - table.validation[place]) < 0.06
    assert abs(right[1] / 359 - table.test[place]) < 0.06


@pytest.mark.slow
def test_a_cell_of_the_table_can_be_trained_again():
    table = search_space.cell_table()
    np.testing.assert_array_equal(table.cells, cell_table.drawn())
    best = int(table.digits_validation.argmax())
    validation, test = cell_table.trained(table.cells[best], 1, search_table.digits(), epochs=4)
    assert abs(validation - table.digits_validation[best]) < 0.06
    assert abs(test - table.digits_test[best]) < 0.06


def test_the_weights_of_the_shipped_costs_are_those_of_the_networks():
    table = search_space.reward_table()
    for text in ("w4-id-id-id-p1", "w12-c5-d3-c3-p2"):
        network = search_table.build(text)
        count = sum(parameter.numel() for parameter in network.parameters())
        assert table.params[search_space.tokens_of(text)] == count
