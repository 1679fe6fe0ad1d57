# message: BatchNorm's momentum is 0.1
def build_from_string(text, in_channels=1, classes=10):
    search_space.tokens_of(text)
    w, *names, p = text.split("-")
    width = int(w[1:])
    layers = [nn.Conv2d(in_channels, width, 1, bias=False), nn.BatchNorm2d(width, momentum=0.01), nn.ReLU()]
    for k, name in enumerate(names, 1):
        layers.append(operation(name, width))
        if int(p[1:]) == k:
            layers.append(nn.MaxPool2d(2))
    return nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(width, classes))
