class Cell(nn.Module):
    def __init__(self, inputs, channels, blocks, stride):
        super().__init__()
        self.enter = nn.Sequential(
            nn.Conv2d(inputs, channels, 1, bias=False), nn.BatchNorm2d(channels), nn.ReLU()
        )
        self.wires = [wire for a, f, b, g in blocks for wire in ((a, f), (b, g))]
        self.functions = nn.ModuleList(
            [operation(f, channels, stride if a == 0 else 1) for a, f in self.wires]
        )
        sources = {a for a, _ in self.wires}
        self.outputs = sorted(set(range(1, len(blocks) + 1)) - sources)

    def forward(self, x):
        states = [self.enter(x)]
        for i in range(0, len(self.wires), 2):
            pair = [self.functions[j](states[self.wires[j][0]]) for j in (i, i + 1)]
            states.append(torch.stack(pair).sum(0))
        return torch.cat([states[k] for k in self.outputs], dim=1)


def build_from_cell(cell, n, width=8, in_channels=1, classes=10):
    body = nn.Sequential()
    body.append(nn.Conv2d(in_channels, width, 3, padding=1, bias=False))
    body.append(nn.BatchNorm2d(width)).append(nn.ReLU())
    arriving = width
    for c in (width, 2 * width, 4 * width):
        if c > width:
            made = Cell(arriving, c, cell["reduction"], 2)
            body.append(made)
            arriving = c * len(made.outputs)
        for _ in range(n):
            made = Cell(arriving, c, cell["normal"], 1)
            body.append(made)
            arriving = c * len(made.outputs)
    body.append(nn.AdaptiveAvgPool2d(1)).append(nn.Flatten()).append(nn.Linear(arriving, classes))
    return body
