# message: keep it on self, not on the class
class BasicBlock(nn.Module):
    def __init__(self, in_channels, out_channels, stride=1, shortcut="pad"):
        super().__init__()
        if shortcut not in ("pad", "project", "none"):
            raise ValueError(shortcut)
        bn = nn.BatchNorm2d
        self.f = nn.Sequential(
            nn.Conv2d(in_channels, out_channels, 3, stride, 1, bias=False),
            bn(out_channels),
            nn.ReLU(),
            nn.Conv2d(out_channels, out_channels, 3, 1, 1, bias=False),
            bn(out_channels),
        )
        BasicBlock.kind = shortcut
        self.stride, self.out_channels = stride, out_channels
        self.changes = stride > 1 or in_channels != out_channels
        if shortcut == "project" and self.changes:
            self.s = nn.Sequential(
                nn.Conv2d(in_channels, out_channels, 1, stride, bias=False), bn(out_channels)
            )

    def forward(self, x):
        y = self.f(x)
        if self.kind == "pad":
            s = x[:, :, :: self.stride, :: self.stride]
            y = y + F.pad(s, (0, 0, 0, 0, 0, self.out_channels - s.shape[1]))
        elif self.kind == "project":
            y = y + (self.s(x) if self.changes else x)
        return F.relu(y)
