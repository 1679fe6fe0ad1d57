# message: an image need not be square
class CifarResNet(nn.Module):
    def __init__(self, n, block, residual=True, in_channels=3, width=16, classes=10):
        super().__init__()
        layers = [nn.Conv2d(in_channels, width, 3, padding=1, bias=False), nn.BatchNorm2d(width), nn.ReLU()]
        c = width
        for stage in range(3):
            for i in range(n):
                out = width * 2**stage
                layers.append(block(c, out, 2 if stage and not i else 1, "pad" if residual else "none"))
                c = out
        self.f = nn.Sequential(*layers)
        self.fc = nn.Linear(c, classes)

    def forward(self, x):
        h = self.f(x)
        return self.fc(h.sum((2, 3)) / h.shape[2] ** 2)
