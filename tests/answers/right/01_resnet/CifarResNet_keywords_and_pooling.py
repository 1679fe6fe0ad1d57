class CifarResNet(nn.Sequential):
    def __init__(self, n, block, residual=True, in_channels=3, width=16, classes=10):
        sizes = [width] + [width] * n + [2 * width] * n + [4 * width] * n
        super().__init__(
            nn.Conv2d(in_channels, width, kernel_size=3, padding="same", bias=False),
            nn.BatchNorm2d(num_features=width),
            nn.ReLU(inplace=True),
            *(
                block(
                    in_channels=a,
                    out_channels=b,
                    stride=1 + (a != b),
                    shortcut="pad" if residual else "none",
                )
                for a, b in zip(sizes, sizes[1:])
            ),
            nn.AdaptiveAvgPool2d((1, 1)),
            nn.Flatten(),
            nn.Linear(4 * width, classes),
        )
        nn.init.kaiming_normal_(self[0].weight)
