"""Weights by shape: two networks of the same layers compute the same, however they are written."""

from __future__ import annotations

import pytest
import torch
from torch import nn

from course_utils.checks.known_weights import (
    assert_all_used,
    assert_network,
    give_known_weights,
    known_statistics,
    known_weight,
    parameter_shapes,
)


def test_a_shape_has_one_value_and_other_shapes_have_others():
    assert torch.equal(known_weight(3, 4), known_weight(3, 4))
    values = [known_weight(*shape) for shape in ((3, 4), (4, 3), (12,), (12, 1), (3, 4, 1, 1))]
    flat = [tuple(value.flatten().tolist()) for value in values]
    assert len(set(flat)) == len(flat)


def test_vectors_are_positive_and_matrices_keep_a_signals_size():
    vector = known_weight(1000)
    assert vector.min() >= 0.5
    assert vector.max() <= 1.5
    assert abs(known_weight(200, 50).std() - (2 / 50) ** 0.5) < 0.01
    assert abs(known_weight(40, 10, 3, 3).std() - (2 / 90) ** 0.5) < 0.01


def test_names_and_order_do_not_matter():
    class Other(nn.Module):
        def __init__(self):
            super().__init__()
            self.last = nn.Linear(5, 2)
            self.first = nn.Linear(3, 5)

        def forward(self, x):
            return self.last(self.first(x))

    x = torch.randn(4, 3, generator=torch.Generator().manual_seed(0))
    one, other = (
        give_known_weights(nn.Sequential(nn.Linear(3, 5), nn.Linear(5, 2))),
        give_known_weights(Other()),
    )
    torch.testing.assert_close(one(x), other(x))
    assert parameter_shapes(one) == parameter_shapes(other) == [(2,), (2, 5), (5,), (5, 3)]


def test_a_shared_parameter_counts_once():
    layer = nn.Linear(2, 2)
    assert parameter_shapes(nn.Sequential(layer, layer)) == [(2,), (2, 2)]


def test_running_averages_are_known_and_unlike_new_ones():
    network = give_known_weights(nn.Sequential(nn.Conv2d(1, 5, 1), nn.BatchNorm2d(5)))
    mean, variance = known_statistics(5)
    assert torch.equal(network[1].running_mean, mean)
    assert torch.equal(network[1].running_var, variance)
    assert network[1].num_batches_tracked == 0
    mean, variance = known_statistics(1000)
    assert mean.abs().max() <= 0.5
    assert 0.25 <= variance.min() < 0.3
    assert 2.2 < variance.max() <= 2.25


class Twice(nn.Module):
    """Uses one layer for both places, and keeps another one that it never uses."""

    def __init__(self, second):
        super().__init__()
        self.layers, self.second = nn.ModuleList([nn.Linear(3, 3), nn.Linear(3, 3)]), second

    def forward(self, x):
        return self.layers[self.second](self.layers[0](x).relu())


def test_a_layer_that_is_made_and_not_used_is_found():
    x = torch.randn(8, 3, generator=torch.Generator().manual_seed(0))
    assert_all_used(give_known_weights(Twice(1)), x, "the network")
    with pytest.raises(AssertionError, match=r"(?s)the network has .* \[\(3,\), \(3, 3\)\].*used twice"):
        assert_all_used(give_known_weights(Twice(0)), x, "the network")


@pytest.mark.parametrize(
    ("got", "said"),
    [(None, "returns nothing.\nLikely mistake: the function ends without `return`"), ([], "returns a list")],
)
def test_what_is_no_network_is_named(got, said):
    assert_network(nn.Identity(), "build()")
    with pytest.raises(AssertionError, match=said):
        assert_network(got, "build()")
