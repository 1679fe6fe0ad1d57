# message: not to the 1×1 convolution that makes it
class Cell(nn.Module):
    def __init__(self, blocks, arriving, C, reduction):
        super().__init__()
        self.blocks = blocks
        self.squeeze = nn.Sequential(
            nn.Conv2d(arriving, C, 1, 2 if reduction else 1, bias=False), nn.BatchNorm2d(C), nn.ReLU()
        )
        self.ops = nn.ModuleList()
        used = set()
        for a, f, b, g in blocks:
            for state, name in ((a, f), (b, g)):
                self.ops.append(operation(name, C, 1))
                used.add(state)
        self.free = [k for k in range(1, len(blocks) + 1) if k not in used]
        self.channels = C * len(self.free)

    def forward(self, x):
        states = [self.squeeze(x)]
        for i, (a, f, b, g) in enumerate(self.blocks):
            states.append(self.ops[2 * i](states[a]) + self.ops[2 * i + 1](states[b]))
        return torch.cat([states[k] for k in self.free], 1)


def build_from_cell(cell, n, width=8, in_channels=1, classes=10):
    layers = [nn.Conv2d(in_channels, width, 3, padding=1, bias=False), nn.BatchNorm2d(width), nn.ReLU()]
    channels = width
    for group in range(3):
        kinds = ["reduction"] * (group > 0) + ["normal"] * n
        for kind in kinds:
            made = Cell(cell[kind], channels, width * 2**group, kind == "reduction")
            layers.append(made)
            channels = made.channels
    return nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(channels, classes))
