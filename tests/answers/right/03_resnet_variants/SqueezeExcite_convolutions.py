class SqueezeExcite(nn.Module):
    def __init__(self, channels, ratio=16):
        super().__init__()
        n = channels // ratio or 1
        self.gate = nn.Sequential(
            nn.AdaptiveAvgPool2d(1),
            nn.Conv2d(channels, n, 1, bias=False),
            nn.ReLU(inplace=True),
            nn.Conv2d(n, channels, 1, bias=False),
            nn.Sigmoid(),
        )

    def forward(self, x):
        return self.gate(x).mul(x)
