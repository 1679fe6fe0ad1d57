# message: should start at 1, as PyTorch starts it
def build_from_string(text, in_channels=1, classes=10):
    search_space.tokens_of(text)
    width, *names, pool = text.split("-")
    channels, halved = int(width[1:]), int(pool[1:])
    layers = [nn.Conv2d(in_channels, channels, 1, bias=False), nn.BatchNorm2d(channels), nn.ReLU()]
    for place, name in enumerate(names, 1):
        layers.append(operation(name, channels))
        if place == halved:
            layers.append(nn.MaxPool2d(2))
    layers += [nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(channels, classes)]
    nn.init.zeros_(layers[1].weight)
    return nn.Sequential(*layers)
