class Node(nn.Module):
    def __init__(self, entering, c, plan, reduces):
        super().__init__()
        self.plan = plan
        self.norm, self.fit = nn.BatchNorm2d(c), nn.Conv2d(entering, c, (1, 1), bias=False)
        for number, (a, left, b, right) in enumerate(plan):
            self.add_module(f"left{number}", operation(left, c, 2 if reduces and a == 0 else 1))
            self.add_module(f"right{number}", operation(right, c, 2 if reduces and b == 0 else 1))

    def ends(self):
        taken = [a for a, *_ in self.plan] + [block[2] for block in self.plan]
        return [number + 1 for number in range(len(self.plan)) if number + 1 not in taken]

    def forward(self, x):
        state = {0: F.relu(self.norm(self.fit(x)))}
        for number, (a, _, b, _) in enumerate(self.plan):
            left, right = getattr(self, f"left{number}"), getattr(self, f"right{number}")
            state[number + 1] = torch.add(left(state[a]), right(state[b]))
        return torch.cat([state[k] for k in self.ends()], 1)


class Stack(nn.Module):
    def __init__(self, cell, n, width, in_channels, classes):
        super().__init__()
        self.conv, self.bn = nn.Conv2d(in_channels, width, 3, 1, 1, bias=False), nn.BatchNorm2d(width)
        self.cells, entering, c = nn.ModuleList(), width, width
        kinds = n * "n" + 2 * ("r" + n * "n")
        for kind in kinds:
            c = 2 * c if kind == "r" else c
            node = Node(entering, c, cell["reduction" if kind == "r" else "normal"], kind == "r")
            self.cells.append(node)
            entering = c * len(node.ends())
        self.scores = nn.Linear(entering, classes)

    def forward(self, x):
        x = torch.relu(self.bn(self.conv(x)))
        for cell in self.cells:
            x = cell(x)
        return self.scores(x.mean((2, 3)))


def build_from_cell(cell, n, width=8, in_channels=1, classes=10):
    return Stack(cell, n, width, in_channels, classes)
