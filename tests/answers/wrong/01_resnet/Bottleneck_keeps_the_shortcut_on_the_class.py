# message: keep it on self, not on the class
class Bottleneck(nn.Module):
    def __init__(self, in_channels, out_channels, stride=1, stride_at=1):
        super().__init__()
        mid = out_channels // 4
        s1, s3 = (stride, 1) if stride_at == 1 else (1, stride)
        bn = nn.BatchNorm2d
        self.last = bn(out_channels)
        self.f = nn.Sequential(
            nn.Conv2d(in_channels, mid, 1, s1, bias=False),
            bn(mid),
            nn.ReLU(),
            nn.Conv2d(mid, mid, 3, s3, 1, bias=False),
            bn(mid),
            nn.ReLU(),
            nn.Conv2d(mid, out_channels, 1, bias=False),
            self.last,
        )
        Bottleneck.has = False
        if in_channels != out_channels or stride > 1:
            Bottleneck.has = True
            self.shortcut = nn.Sequential(
                nn.Conv2d(in_channels, out_channels, 1, stride, bias=False), bn(out_channels)
            )

    def forward(self, x):
        return F.relu(self.f(x) + (self.shortcut(x) if self.has else x))
