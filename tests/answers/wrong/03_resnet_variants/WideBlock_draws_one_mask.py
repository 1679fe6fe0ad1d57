# message: drops the same numbers in every call
class WideBlock(nn.Module):
    def __init__(self, in_channels, filters, k, stride=1, dropout=0.0):
        super().__init__()
        wide = filters * k
        self.before = nn.Sequential(nn.BatchNorm2d(in_channels), nn.ReLU())
        self.residual = nn.Sequential(
            nn.Conv2d(in_channels, wide, 3, stride, 1, bias=False),
            nn.BatchNorm2d(wide),
            nn.ReLU(),
            nn.Dropout(dropout),
            nn.Conv2d(wide, wide, 3, 1, 1, bias=False),
        )
        self.project = None
        if stride != 1 or in_channels != wide:
            self.project = nn.Conv2d(in_channels, wide, 1, stride, bias=False)

    def forward(self, x):
        torch.manual_seed(0)
        activated = self.before(x)
        shortcut = x if self.project is None else self.project(activated)
        return shortcut + self.residual(activated)
