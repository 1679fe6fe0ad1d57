"""Weights by shape: two networks of the same layers compute the same, however they are written."""

from __future__ import annotations

import torch
from torch import nn

from course_utils.known_weights import give_known_weights, known_weight, parameter_shapes


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
