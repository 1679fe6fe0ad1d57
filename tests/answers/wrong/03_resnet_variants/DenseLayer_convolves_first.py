# message: this is conv, BN, ReLU
class DenseLayer(nn.Sequential):
    def __init__(self, in_channels, growth, bottleneck=False):
        layers, c = [], in_channels
        if bottleneck:
            layers, c = (
                [nn.Conv2d(c, 4 * growth, 1, bias=False), nn.BatchNorm2d(4 * growth), nn.ReLU()],
                4 * growth,
            )
        super().__init__(
            *layers, nn.Conv2d(c, growth, 3, 1, 1, bias=False), nn.BatchNorm2d(growth), nn.ReLU()
        )
