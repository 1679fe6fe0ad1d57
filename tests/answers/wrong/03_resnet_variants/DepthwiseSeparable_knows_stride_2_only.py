# message: DepthwiseSeparable(2, 2, stride=3)
class DepthwiseSeparable(nn.Module):
    def __init__(self, in_channels, out_channels, stride=1):
        super().__init__()
        self.depth = nn.Conv2d(
            in_channels,
            in_channels,
            3,
            stride=2 if stride > 1 else 1,
            padding=1,
            groups=in_channels,
            bias=False,
        )
        self.bn1 = nn.BatchNorm2d(in_channels)
        self.point = nn.Conv2d(in_channels, out_channels, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(out_channels)

    def forward(self, x):
        h = F.relu(self.bn1(self.depth(x)))
        return F.relu(self.bn2(self.point(h)))
