class BasicBlock(nn.Sequential):
    def __init__(self, in_channels, out_channels, stride=1, shortcut="pad"):
        if shortcut not in ("pad", "project", "none"):
            raise ValueError(shortcut)
        super().__init__(
            nn.Conv2d(in_channels, out_channels, (3, 3), (stride, stride), (1, 1), bias=False),
            nn.BatchNorm2d(out_channels),
            nn.ReLU(),
            nn.Conv2d(out_channels, out_channels, (3, 3), padding=(1, 1), bias=False),
            nn.BatchNorm2d(out_channels),
        )
        changed = stride > 1 or in_channels != out_channels
        self.made = (shortcut, stride, out_channels, 5)
        if shortcut == "project" and changed:
            self.append(nn.Conv2d(in_channels, out_channels, 1, stride, bias=False))
            self.append(nn.BatchNorm2d(out_channels))

    def forward(self, x):
        shortcut, stride, out_channels, count = self.made
        y = x
        for layer in list(self)[:count]:
            y = layer(y)
        if len(self) > count:
            y = y + self[6](self[5](x))
        elif shortcut != "none":
            y[:, : x.shape[1]] = y[:, : x.shape[1]] + x[:, :, ::stride, ::stride]
        return F.threshold(y, 0.0, 0.0)
