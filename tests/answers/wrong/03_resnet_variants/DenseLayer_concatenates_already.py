# message: return the new channels only
class DenseLayer(nn.Module):
    def __init__(self, in_channels, growth, bottleneck=False):
        super().__init__()
        self.bottleneck = bottleneck
        inner = 4 * growth if bottleneck else in_channels
        if bottleneck:
            self.norm1 = nn.BatchNorm2d(in_channels)
            self.conv1 = nn.Conv2d(in_channels, inner, 1, bias=False)
        self.norm2 = nn.BatchNorm2d(inner)
        self.conv2 = nn.Conv2d(inner, growth, 3, padding=1, bias=False)

    def forward(self, x):
        old = x
        if self.bottleneck:
            x = self.conv1(F.relu(self.norm1(x)))
        return torch.cat([old, self.conv2(F.relu(self.norm2(x)))], 1)
