"""The network that drops numbers by itself."""

from __future__ import annotations

import torch

from course_utils.models.dropping import DroppingNet


def test_numbers_are_dropped_in_training_mode_only():
    images = torch.ones(2, 3, 5, 7)
    net = DroppingNet(3, 4).eval()
    assert net(images).shape == (2, 4)
    assert torch.equal(net(images), net(images))
    net.train()
    assert not torch.equal(net(images), net(images))
