# message: the average runs over 8×8 pixels
class CifarResNet(nn.Module):
    def __init__(self, n, block, residual=True, in_channels=3, width=16, classes=10):
        super().__init__()
        kind = "pad" if residual else "none"
        self.conv = nn.Conv2d(in_channels, width, 3, padding=1, bias=False)
        self.bn = nn.BatchNorm2d(width)
        blocks, c = [], width
        for stage in range(3):
            for i in range(n):
                out = width * 2**stage
                blocks.append(block(c, out, 2 if stage and i == 0 else 1, kind))
                c = out
        self.blocks = nn.Sequential(*blocks)
        self.fc = nn.Linear(c, classes)

    def forward(self, x):
        x = self.blocks(F.relu(self.bn(self.conv(x))))
        return self.fc(
            F.adaptive_avg_pool2d(x, 1)[:, :, 0, 0] if x.shape[-1] <= 8 else F.avg_pool2d(x, 8)[:, :, 0, 0]
        )
