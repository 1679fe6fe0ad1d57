# message: in evaluation mode
class Bottleneck(nn.Module):
    def __init__(self, in_channels, out_channels, stride=1, stride_at=1):
        super().__init__()
        middle = out_channels // 4
        one, three = (stride, 1) if stride_at == 1 else (1, stride)
        self.conv1 = nn.Conv2d(in_channels, middle, 1, stride=one, bias=False)
        self.bn1 = nn.BatchNorm2d(middle)
        self.conv2 = nn.Conv2d(middle, middle, 3, stride=three, padding=1, bias=False)
        self.bn2 = nn.BatchNorm2d(middle)
        self.conv3 = nn.Conv2d(middle, out_channels, 1, bias=False)
        self.bn3 = nn.BatchNorm2d(out_channels)
        self.projection = None
        if stride > 1 or in_channels != out_channels:
            self.projection = nn.Sequential(
                nn.Conv2d(in_channels, out_channels, 1, stride=stride, bias=False),
                nn.BatchNorm2d(out_channels),
            )

    def forward(self, x):
        side = x if self.projection is None else self.projection(x)
        y = self.bn1(F.relu(self.conv1(x)))
        y = F.relu(self.bn2(self.conv2(y)))
        y = self.bn3(self.conv3(y))
        return F.relu(y + side)
