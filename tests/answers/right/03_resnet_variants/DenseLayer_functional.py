class DenseLayer(nn.Module):
    def __init__(self, in_channels, growth, bottleneck=False):
        super().__init__()
        self.squeeze = DenseLayer._half(in_channels, 4 * growth, 1) if bottleneck else None
        self.new = DenseLayer._half(4 * growth if bottleneck else in_channels, growth, 3)

    @staticmethod
    def _half(i, o, k):
        return nn.ModuleDict({"c": nn.Conv2d(i, o, k, bias=False), "n": nn.BatchNorm2d(i)})

    def forward(self, x):
        for half in (self.squeeze, self.new):
            if half is not None:
                k = half["c"].kernel_size[0]
                x = F.conv2d(F.threshold(half["n"](x), 0, 0), half["c"].weight, padding=k // 2)
        return x
