class SqueezeExcite(nn.Module):
    def __init__(self, channels, ratio=16):
        super().__init__()
        hidden = max(channels // ratio, 1)
        self.gates = nn.Sequential(
            nn.Linear(channels, hidden, bias=False),
            nn.ReLU(),
            nn.Linear(hidden, channels, bias=False),
            nn.Sigmoid(),
        )

        nn.init.zeros_(self.gates[2].weight)

    def forward(self, x):
        return x * self.gates(x.mean(dim=(2, 3)))[:, :, None, None]
