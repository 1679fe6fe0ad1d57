# message: missing: 1 offset or bias of shape (3,)
def resnet(depth, basic, bottleneck, classes=1000):
    plans = {18: (2, 2, 2, 2), 34: (3, 4, 6, 3), 50: (3, 4, 6, 3), 101: (3, 4, 23, 3), 152: (3, 8, 36, 3)}
    if depth not in plans:
        raise ValueError(depth)
    width = 64 if depth < 50 else 256
    layers = [nn.Conv2d(3, 64, 7, 2, 3, bias=False), nn.BatchNorm2d(64), nn.ReLU(), nn.MaxPool2d(3, 2, 1)]
    c = 64
    for stage, number in enumerate(plans[depth]):
        out = width * 2**stage
        for i in range(number):
            stride = 2 if stage > 0 and i == 0 else 1
            layers.append(basic(c, out, stride, "project") if depth < 50 else bottleneck(c, out, stride))
            c = out
    return nn.Sequential(
        *layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(c, classes, bias=depth != 101)
    )
