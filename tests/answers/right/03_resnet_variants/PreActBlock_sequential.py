class PreActBlock(nn.Module):
    def __init__(self, in_channels, out_channels, stride=1):
        super().__init__()
        self.residual = nn.Sequential(
            nn.Conv2d(in_channels, out_channels, kernel_size=3, stride=stride, padding=1, bias=False),
            nn.BatchNorm2d(out_channels),
            nn.ReLU(inplace=True),
            nn.Conv2d(out_channels, out_channels, kernel_size=3, padding=1, bias=False),
        )
        self.activate = nn.Sequential(nn.BatchNorm2d(in_channels), nn.ReLU())
        changes = stride != 1 or in_channels != out_channels
        self.skip = nn.Conv2d(in_channels, out_channels, 1, stride, bias=False) if changes else None

    def forward(self, x):
        a = self.activate(x)
        return self.residual(a) + (self.skip(a) if self.skip else x)
