class Bottleneck(nn.Module):
    def __init__(self, in_channels, out_channels, stride=1, stride_at=1):
        super().__init__()
        middle = int(out_channels / 4)
        plan = [
            (in_channels, middle, 1, stride if stride_at == 1 else 1),
            (middle, middle, 3, stride if stride_at == 3 else 1),
            (middle, out_channels, 1, 1),
        ]
        self.convs, self.norms = nn.ModuleList(), nn.ModuleList()
        for c_in, c_out, size, step in plan:
            self.convs.append(nn.Conv2d(c_in, c_out, size, step, padding=(size - 1) // 2, bias=False))
            self.norms.append(nn.BatchNorm2d(c_out))
        changed = (in_channels, 1) != (out_channels, stride)
        self.sidestep = nn.ModuleList()
        if changed:
            self.sidestep.append(nn.Conv2d(in_channels, out_channels, 1, stride, bias=False))
            self.sidestep.append(nn.BatchNorm2d(out_channels))

    def forward(self, x):
        side = x
        for layer in self.sidestep:
            side = layer(side)
        for conv, norm in zip(self.convs, self.norms):
            x = norm(conv(x if conv is self.convs[0] else x.relu()))
        return (side + x).relu()
