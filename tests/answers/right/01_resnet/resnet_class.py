class Frame(nn.Module):
    def __init__(self, make, numbers, first, classes):
        super().__init__()
        self.conv = nn.Conv2d(3, 64, kernel_size=7, stride=2, padding=3, bias=False)
        self.bn = nn.BatchNorm2d(64)
        self.stages = nn.ModuleList()
        c = 64
        for stage, number in enumerate(numbers):
            out = first * 2**stage
            head = make(c, out, 1 if stage == 0 else 2)
            self.stages.append(nn.Sequential(head, *(make(out, out, 1) for _ in range(number - 1))))
            c = out
        self.fc = nn.Linear(c, classes)

    def forward(self, x):
        x = F.max_pool2d(torch.relu(self.bn(self.conv(x))), 3, 2, 1)
        for stage in self.stages:
            x = stage(x)
        return self.fc(x.mean((-2, -1)))


def resnet(depth, basic, bottleneck, classes=1000):
    def projected(c_in, c_out, stride):
        return basic(c_in, c_out, stride, "project")

    match depth:
        case 18:
            return Frame(projected, [2, 2, 2, 2], 64, classes)
        case 34:
            return Frame(projected, [3, 4, 6, 3], 64, classes)
        case 50:
            return Frame(bottleneck, [3, 4, 6, 3], 256, classes)
        case 101:
            return Frame(bottleneck, [3, 4, 23, 3], 256, classes)
        case 152:
            return Frame(bottleneck, [3, 8, 36, 3], 256, classes)
    raise ValueError(f"no such depth: {depth}")
