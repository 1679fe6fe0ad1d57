# message: two blocks of CifarResNet(3, block) start with the same weights
class CifarResNet(nn.Module):
    def __init__(self, n, block, residual=True, in_channels=3, width=16, classes=10):
        super().__init__()
        layers = [nn.Conv2d(in_channels, width, 3, padding=1, bias=False), nn.BatchNorm2d(width), nn.ReLU()]
        c = width
        kind = "pad" if residual else "none"
        for stage in range(3):
            out = width * 2**stage
            layers.append(block(c, out, 2 if stage else 1, kind))
            more = block(out, out, 1, kind)
            layers += [copy.deepcopy(more) for _ in range(n - 1)]
            c = out
        self.f = nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten())
        self.fc = nn.Linear(c, classes)

    def forward(self, x):
        return self.fc(self.f(x))
