class _Activated(nn.BatchNorm2d):
    def forward(self, x):
        return torch.relu(super().forward(x))


class PreActBlock(nn.Module):
    def __init__(self, in_channels, out_channels, stride=1):
        super().__init__()
        conv = lambda i, s, k=3: nn.Conv2d(i, out_channels, k, s, k // 2, bias=False)
        self.a1, self.c1 = _Activated(in_channels), conv(in_channels, stride)
        self.a2, self.c2 = _Activated(out_channels), conv(out_channels, 1)
        if stride > 1 or in_channels != out_channels:
            self.short = conv(in_channels, stride, 1)

    def forward(self, x):
        a = self.a1(x)
        if hasattr(self, "short"):
            x = self.short(a)
        for layer in (self.c1, self.a2, self.c2):
            a = layer(a)
        return x + a
