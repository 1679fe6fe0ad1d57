def resnet(depth, basic, bottleneck, classes=1000):
    shallow = {18: [2, 2, 2, 2], 34: [3, 4, 6, 3]}
    deep = {50: [3, 4, 6, 3], 101: [3, 4, 23, 3], 152: [3, 8, 36, 3]}
    if depth in shallow:
        counts, expansion = shallow[depth], 1
        make = functools.partial(basic, shortcut="project")
    elif depth in deep:
        counts, expansion, make = deep[depth], 4, bottleneck
    else:
        raise ValueError("depth must be 18, 34, 50, 101 or 152")
    stem = nn.Sequential(
        nn.Conv2d(3, 64, 7, 2, 3, bias=False),
        nn.BatchNorm2d(64),
        nn.ReLU(inplace=True),
        nn.MaxPool2d(kernel_size=3, stride=2, padding=1),
    )
    sizes = [expansion * 64 * 2**stage for stage, count in enumerate(counts) for _ in range(count)]
    body = nn.Sequential()
    before = 64
    for i, size in enumerate(sizes):
        starts = i > 0 and sizes[i - 1] != size
        body.append(make(in_channels=before, out_channels=size, stride=2 if starts else 1))
        before = size
    head = nn.Sequential(nn.AdaptiveAvgPool2d(output_size=1), nn.Flatten(), nn.Linear(before, classes))
    return nn.Sequential(stem, body, head)
