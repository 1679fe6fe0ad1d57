class BasicBlock(nn.Module):
    def __init__(self, in_channels, out_channels, stride=1, shortcut="pad"):
        super().__init__()
        if shortcut not in {"pad", "project", "none"}:
            raise ValueError(f"what is {shortcut}?")
        self.norms = nn.ModuleList([nn.BatchNorm2d(out_channels), nn.BatchNorm2d(out_channels)])
        self.later = nn.Parameter(torch.empty(out_channels, out_channels, 3, 3))
        self.first = nn.Parameter(torch.empty(out_channels, in_channels, 3, 3))
        nn.init.kaiming_normal_(self.first)
        nn.init.kaiming_normal_(self.later)
        self.stride, self.extra = stride, out_channels - in_channels
        self.kind = shortcut
        if shortcut == "project" and (stride > 1 or self.extra):
            self.kind = "matrix"
            self.matrix = nn.Parameter(torch.randn(out_channels, in_channels, 1, 1))
            self.norms.append(nn.BatchNorm2d(out_channels))

    def forward(self, x):
        y = self.norms[0](F.conv2d(x, self.first, stride=self.stride, padding=1)).relu()
        y = self.norms[1](F.conv2d(y, self.later, padding=1))
        if self.kind == "matrix":
            y = y + self.norms[2](F.conv2d(x, self.matrix, stride=self.stride))
        elif self.kind in ("pad", "project"):
            small = x[..., :: self.stride, :: self.stride]
            y = torch.cat([y[:, : x.shape[1]] + small, y[:, x.shape[1] :]], dim=1)
        return y.relu()
