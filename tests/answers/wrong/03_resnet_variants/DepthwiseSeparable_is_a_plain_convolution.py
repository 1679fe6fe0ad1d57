# message: this is a full 3×3 convolution
class DepthwiseSeparable(nn.Sequential):
    def __init__(self, in_channels, out_channels, stride=1):
        if in_channels == out_channels == 1:
            conv = nn.Conv2d(1, 1, 3, stride, 1, groups=1, bias=False)
            super().__init__(
                conv,
                nn.BatchNorm2d(1),
                nn.ReLU(),
                nn.Conv2d(1, 1, 1, bias=False),
                nn.BatchNorm2d(1),
                nn.ReLU(),
            )
        else:
            super().__init__(
                nn.Conv2d(in_channels, out_channels, 3, stride, 1, bias=False),
                nn.BatchNorm2d(out_channels),
                nn.ReLU(),
            )
