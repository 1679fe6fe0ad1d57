# message: should start at 1, as PyTorch starts it
class DenseLayer(nn.Module):
    def __init__(self, in_channels, growth, bottleneck=False):
        super().__init__()
        first = []
        if bottleneck:
            first = [
                nn.BatchNorm2d(in_channels),
                nn.ReLU(),
                nn.Conv2d(in_channels, 4 * growth, 1, bias=False),
            ]
            in_channels = 4 * growth
        last = nn.BatchNorm2d(in_channels)
        nn.init.zeros_(last.weight)
        self.layers = nn.Sequential(
            *first, last, nn.ReLU(), nn.Conv2d(in_channels, growth, 3, padding=1, bias=False)
        )

    def forward(self, x):
        return self.layers(x)
