class Bottleneck(nn.Module):
    def __init__(self, in_channels, out_channels, stride=1, stride_at=1):
        super().__init__()
        quarter = out_channels >> 2
        conv = functools.partial(nn.Conv2d, bias=False)
        if stride != 1 or in_channels != out_channels:
            self.side = nn.Sequential(
                conv(in_channels, out_channels, (1, 1), (stride, stride)), nn.BatchNorm2d(out_channels)
            )
        self.up_norm = nn.BatchNorm2d(out_channels)
        self.up = conv(quarter, out_channels, 1)
        self.across_norm = nn.BatchNorm2d(quarter)
        self.across = conv(quarter, quarter, 3, stride ** (stride_at == 3), 1)
        self.down_norm = nn.BatchNorm2d(quarter)
        self.down = conv(in_channels, quarter, 1, stride ** (stride_at == 1))

    def forward(self, x):
        y = self.down_norm(self.down(x)).relu_()
        y = self.across_norm(self.across(y)).relu_()
        y = self.up_norm(self.up(y))
        y += self.side(x) if hasattr(self, "side") else x
        return y.relu_()
