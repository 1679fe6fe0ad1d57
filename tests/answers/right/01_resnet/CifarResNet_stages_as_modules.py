class CifarResNet(nn.Module):
    def __init__(self, n, block, residual=True, in_channels=3, width=16, classes=10):
        super().__init__()
        self.score = nn.Linear(width * 4, classes)
        self.shortcut = ("none", "pad")[bool(residual)]
        self.stem = nn.Sequential()
        self.stem.add_module("conv", nn.Conv2d(in_channels, width, 3, 1, 1, bias=False))
        self.stem.add_module("bn", nn.BatchNorm2d(width))
        self.stage1 = self.stage(block, n, width, width, 1)
        self.stage2 = self.stage(block, n, width, width * 2, 2)
        self.stage3 = self.stage(block, n, width * 2, width * 4, 2)

    def stage(self, block, n, c_in, c_out, stride):
        first = block(c_in, c_out, stride, self.shortcut)
        return nn.ModuleList([first] + [block(c_out, c_out, 1, self.shortcut) for _ in range(n - 1)])

    def forward(self, x):
        x = torch.relu(self.stem(x))
        for stage in (self.stage1, self.stage2, self.stage3):
            for block in stage:
                x = block(x)
        return self.score(x.flatten(2).mean(dim=2))
