# message: the average runs over 7×7 pixels
class Head(nn.Module):
    def __init__(self, channels, classes):
        super().__init__()
        self.fc = nn.Linear(channels, classes)

    def forward(self, x):
        if min(x.shape[2:]) >= 7:
            x = F.avg_pool2d(x, 7)[:, :, :1, :1]
        return self.fc(x.mean((2, 3)))


def resnet(depth, basic, bottleneck, classes=1000):
    numbers = {
        18: [2, 2, 2, 2],
        34: [3, 4, 6, 3],
        50: [3, 4, 6, 3],
        101: [3, 4, 23, 3],
        152: [3, 8, 36, 3],
    }
    if depth not in numbers:
        raise ValueError(f"no ResNet has {depth} layers")
    parts = [nn.Conv2d(3, 64, 7, 2, 3, bias=False), nn.BatchNorm2d(64), nn.ReLU()]
    parts.append(nn.MaxPool2d(3, 2, 1))
    c, out = 64, 64 if depth < 50 else 256
    for stage, number in enumerate(numbers[depth]):
        for i in range(number):
            stride = 2 if stage and not i else 1
            parts.append(basic(c, out, stride, "project") if depth < 50 else bottleneck(c, out, stride))
            c = out
        out = 2 * out
    return nn.Sequential(*parts, Head(c, classes))
