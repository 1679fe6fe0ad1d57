# message: too many: 1 weight of shape (2, 1)
def build_from_cell(cell, n, width=8, in_channels=1, classes=10):
    layers = [
        nn.Conv2d(in_channels, width, 1, bias=False),
        nn.BatchNorm2d(width),
        nn.ReLU(),
    ]
    channels = width
    for group in range(3):
        for kind in ["reduction"] * (group > 0) + ["normal"] * n:
            made = _Cell(channels, width * 2**group, cell[kind], 1 + (kind == "reduction"))
            layers.append(made)
            channels = made.out_channels
    layers += [nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(channels, classes)]
    return nn.Sequential(*layers)


class _Cell(nn.Module):
    def __init__(self, in_channels, channels, blocks, stride):
        super().__init__()
        self.blocks = blocks
        self.squeeze = nn.Sequential(
            nn.Conv2d(in_channels, channels, 1, bias=False),
            nn.BatchNorm2d(channels),
            nn.ReLU(),
        )
        self.pairs = nn.ModuleList(
            nn.ModuleList(
                [
                    operation(first, channels, 1 if a else stride),
                    operation(second, channels, 1 if b else stride),
                ]
            )
            for a, first, b, second in blocks
        )
        used = {state for a, _, b, _ in blocks for state in (a, b)}
        self.loose = [k for k in range(1, len(blocks) + 1) if k not in used]
        self.out_channels = channels * len(self.loose)

    def forward(self, x):
        states = [self.squeeze(x)]
        for (a, _, b, _), (first, second) in zip(self.blocks, self.pairs, strict=True):
            states.append(first(states[a]) + second(states[b]))
        return torch.cat([states[k] for k in self.loose], dim=1)
