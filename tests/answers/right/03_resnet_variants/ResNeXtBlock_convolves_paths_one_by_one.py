class ResNeXtBlock(nn.Module):
    def __init__(self, in_channels, out_channels, cardinality=32, width=4, stride=1):
        super().__init__()
        self.cardinality, self.stride = cardinality, stride
        n = cardinality * width
        self.squeeze = nn.Conv2d(in_channels, n, 1, bias=False)
        self.kernel = nn.Parameter(torch.randn(n, width, 3, 3) / (3 * width**0.5))
        self.expand = nn.Conv2d(n, out_channels, 1, bias=False)
        self.a, self.b, self.c = nn.BatchNorm2d(n), nn.BatchNorm2d(n), nn.BatchNorm2d(out_channels)
        self.shortcut = None
        if stride != 1 or in_channels != out_channels:
            self.shortcut = nn.Conv2d(in_channels, out_channels, 1, stride, bias=False)
            self.d = nn.BatchNorm2d(out_channels)

    def forward(self, x):
        h = self.a(self.squeeze(x)).relu()
        paths = zip(h.chunk(self.cardinality, 1), self.kernel.chunk(self.cardinality, 0))
        h = torch.cat([F.conv2d(part, kernel, stride=self.stride, padding=1) for part, kernel in paths], 1)
        h = self.c(self.expand(self.b(h).relu()))
        return torch.relu(h + (x if self.shortcut is None else self.d(self.shortcut(x))))
