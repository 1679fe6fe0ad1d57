# message: resnet(34)
def resnet(depth, basic, bottleneck, classes=1000):
    table = {
        18: (2, 2, 2, 2),
        34: (3, 4, 6, 4),
        50: (3, 4, 6, 3),
        101: (3, 4, 23, 3),
        152: (3, 8, 36, 3),
    }
    if depth not in table:
        raise ValueError(depth)
    layers = [
        nn.Conv2d(3, 64, 7, stride=2, padding=3, bias=False),
        nn.BatchNorm2d(64),
        nn.ReLU(),
        nn.MaxPool2d(3, stride=2, padding=1),
    ]
    channels, out = 64, 64 if depth < 50 else 256
    for stage, number in enumerate(table[depth]):
        for i in range(number):
            stride = 2 if stage > 0 and i == 0 else 1
            if depth < 50:
                layers.append(basic(channels, out, stride, "project"))
            else:
                layers.append(bottleneck(channels, out, stride))
            channels = out
        out = 2 * out
    return nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(channels, classes))
