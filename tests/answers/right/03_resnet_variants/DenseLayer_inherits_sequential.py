class DenseLayer(nn.Sequential):
    def __init__(self, in_channels, growth, bottleneck=False):
        steps = (
            [(in_channels, 4 * growth, 1), (4 * growth, growth, 3)]
            if bottleneck
            else [(in_channels, growth, 3)]
        )
        super().__init__(
            *(
                layer
                for i, o, k in steps
                for layer in (
                    nn.BatchNorm2d(i),
                    nn.ReLU(inplace=True),
                    nn.Conv2d(i, o, k, padding=k // 2, bias=False),
                )
            )
        )
