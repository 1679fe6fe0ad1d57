class ResNeXtBlock(nn.Module):
    def __init__(self, in_channels, out_channels, cardinality=32, width=4, stride=1):
        super().__init__()
        sizes = [in_channels, cardinality * width, cardinality * width, out_channels]
        settings = [(1, 1, 1), (3, stride, cardinality), (1, 1, 1)]
        layers = []
        for i, o, (kernel, step, groups) in zip(sizes, sizes[1:], settings):
            conv = nn.Conv2d(i, o, kernel, step, kernel // 2, groups=groups, bias=False)
            layers += [conv, nn.BatchNorm2d(o), nn.ReLU()]
        self.branch = nn.Sequential(*layers[:-1])
        self.last = layers[-1]
        if (in_channels, stride) != (out_channels, 1):
            self.skip = nn.Sequential(
                nn.Conv2d(in_channels, out_channels, 1, stride, bias=False), nn.BatchNorm2d(out_channels)
            )

    def forward(self, x):
        return self.last((self.skip(x) if hasattr(self, "skip") else x) + self.branch(x))
