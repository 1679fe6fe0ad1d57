# message: DepthwiseSeparable(4, 2, stride=1), which makes the channels fewer,
class DepthwiseSeparable(nn.Module):
    def __init__(self, in_channels, out_channels, stride=1):
        super().__init__()
        self.deep = nn.Conv2d(
            in_channels,
            in_channels,
            3,
            stride,
            1,
            groups=out_channels if in_channels % out_channels == 0 else in_channels,
            bias=False,
        )
        self.norm1 = nn.BatchNorm2d(in_channels)
        self.point = nn.Conv2d(in_channels, out_channels, 1, 1, bias=False)
        self.norm2 = nn.BatchNorm2d(out_channels)

    def forward(self, x):
        y = F.relu(self.norm1(self.deep(x)))
        y = self.norm2(self.point(y))
        return F.relu(y)
