# message: the network of w12-c1-c5-id-p3 in evaluation mode
def build_from_string(text, in_channels=1, classes=10):
    search_space.tokens_of(text)
    width, *names, pool = text.split("-")
    channels, halved = int(width[1:]), int(pool[1:])
    layers = [nn.Conv2d(in_channels, channels, 1, bias=False), nn.BatchNorm2d(channels), nn.ReLU()]
    for place, name in enumerate(names, 1):
        layers.append(operation(name, channels))
        if place == halved:
            layers.append(nn.MaxPool2d(2))

    class Mean(nn.Module):
        def forward(self, x):
            side = min(x.shape[2:])
            return x[:, :, :side, :side].mean(dim=(2, 3))

    return nn.Sequential(*layers, Mean(), nn.Linear(channels, classes))
