class StackedCells(nn.Module):
    """All cells in one dictionary of layers; the wiring is followed when images come."""

    def __init__(self, cell: dict, n: int, width: int, in_channels: int, classes: int) -> None:
        super().__init__()
        self.parts = nn.ModuleDict({"stem": self.norm_relu(in_channels, width, 3)})
        self.plan: list = []
        arriving = width
        kinds = "n" * n + "r" + "n" * n + "r" + "n" * n
        for i, kind in enumerate(kinds):
            blocks = [list(block) for block in cell["reduction" if kind == "r" else "normal"]]
            width = width * 2 if kind == "r" else width
            self.parts[f"squeeze {i}"] = self.norm_relu(arriving, width, 1)
            for j, (a, left, b, right) in enumerate(blocks):
                for side, state, name in (("left", a, left), ("right", b, right)):
                    stride = 2 if kind == "r" and state == 0 else 1
                    self.parts[f"{side} {i} {j}"] = operation(name, width, stride=stride)
            taken = {block[k] for block in blocks for k in (0, 2)}
            loose = sorted(set(range(1, len(blocks) + 1)) - taken)
            self.plan.append((i, blocks, loose))
            arriving = width * len(loose)
        self.scores = nn.Linear(arriving, classes)

    @staticmethod
    def norm_relu(inputs: int, outputs: int, size: int) -> nn.Module:
        conv = nn.Conv2d(inputs, outputs, size, padding="same", bias=False)
        return nn.Sequential(conv, nn.BatchNorm2d(outputs), nn.ReLU())

    def forward(self, images):
        x = self.parts["stem"](images)
        for i, blocks, loose in self.plan:
            states = {0: self.parts[f"squeeze {i}"](x)}
            for j, (a, _, b, _) in enumerate(blocks):
                sides = self.parts[f"left {i} {j}"](states[a]), self.parts[f"right {i} {j}"](states[b])
                states[j + 1] = torch.stack(sides).sum(dim=0)
            x = torch.cat([states[k] for k in loose], 1)
        return self.scores(x.mean((2, 3)))


def build_from_cell(cell, n, width=8, in_channels=1, classes=10):
    return StackedCells(cell, n, width, in_channels, classes)
