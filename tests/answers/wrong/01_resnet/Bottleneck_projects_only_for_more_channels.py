# message: missing: 1 weight of shape (4, 8)
class Bottleneck(nn.Module):
    """1×1, 3×3 and 1×1 convolutions, each followed by BN, and a shortcut around them."""

    def __init__(self, in_channels, out_channels, stride=1, stride_at=1):
        """Make the layers. out_channels: divisible by 4.

        1×1 from in_channels to out_channels // 4, BN, ReLU; 3×3 with padding 1, BN, ReLU; 1×1
        to out_channels, BN. No convolution has a bias; BN layers are nn.BatchNorm2d as PyTorch makes
        them. Every layer is one of its own, and there are no others. stride_at: which convolution has the stride: 1, the first 1×1, or 3, the 3×3.
        The shortcut is x; where F changes the shape (other channels, or stride above 1) it is a
        1×1 convolution of x with this stride, without bias, followed by BN of its own.
        """
        super().__init__()
        middle = out_channels // 4
        first, second = (stride, 1) if stride_at == 1 else (1, stride)
        self.residual = nn.Sequential(
            nn.Conv2d(in_channels, middle, 1, first, bias=False),
            nn.BatchNorm2d(middle),
            nn.ReLU(),
            nn.Conv2d(middle, middle, 3, second, padding=1, bias=False),
            nn.BatchNorm2d(middle),
            nn.ReLU(),
            nn.Conv2d(middle, out_channels, 1, bias=False),
            nn.BatchNorm2d(out_channels),
        )
        self.shortcut = nn.Identity()
        if in_channels < out_channels or stride > 1:
            self.shortcut = nn.Sequential(
                nn.Conv2d(in_channels, out_channels, 1, stride, bias=False),
                nn.BatchNorm2d(out_channels),
            )

    def forward(self, x):
        """Map x, (N, in_channels, H, W), to relu(F(x) + shortcut(x)); x stays as it is."""
        return F.relu(self.residual(x) + self.shortcut(x))
