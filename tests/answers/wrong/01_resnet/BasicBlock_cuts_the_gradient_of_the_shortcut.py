# message: input gradient
class BasicBlock(nn.Module):
    def __init__(self, in_channels, out_channels, stride=1, shortcut="pad"):
        super().__init__()
        if shortcut not in ("pad", "project", "none"):
            raise ValueError(shortcut)
        self.conv1 = nn.Conv2d(in_channels, out_channels, 3, stride=stride, padding=1, bias=False)
        self.bn1 = nn.BatchNorm2d(out_channels)
        self.conv2 = nn.Conv2d(out_channels, out_channels, 3, stride=1, padding=1, bias=False)
        self.bn2 = nn.BatchNorm2d(out_channels)
        self.out_channels, self.stride, self.shortcut = out_channels, stride, shortcut
        self.changes = in_channels != out_channels or stride != 1
        if shortcut == "project" and self.changes:
            self.conv3 = nn.Conv2d(in_channels, out_channels, 1, stride=stride, bias=False)
            self.bn3 = nn.BatchNorm2d(out_channels)

    def beside(self, x):
        if self.shortcut == "project" and self.changes:
            return self.bn3(self.conv3(x))
        small = x[:, :, :: self.stride, :: self.stride]
        return F.pad(small, (0, 0, 0, 0, 0, self.out_channels - x.shape[1]))

    def forward(self, x):
        y = F.relu(self.bn1(self.conv1(x)))
        y = self.bn2(self.conv2(y))
        if self.shortcut != "none":
            y = y + self.beside(x.detach())
        return F.relu(y)
