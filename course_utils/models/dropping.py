"""A network whose own `forward` asks for its mode."""

from __future__ import annotations

from torch import Tensor, nn
from torch.nn import functional

__all__ = ["DroppingNet"]


class DroppingNet(nn.Module):
    """A 3×3 convolution, ReLU, dropout while the network itself is in training mode, mean, linear layer."""

    def __init__(self, in_channels: int, classes: int, hidden: int = 8) -> None:
        super().__init__()
        self.conv = nn.Conv2d(in_channels, hidden, 3, padding=1)
        self.linear = nn.Linear(hidden, classes)

    def forward(self, x: Tensor) -> Tensor:
        """Scores (N, classes) of images (N, in_channels, H, W) of any size."""
        maps = functional.relu(self.conv(x))
        maps = functional.dropout(maps, 0.5, self.training)
        scores: Tensor = self.linear(maps.mean(dim=(2, 3)))
        return scores
