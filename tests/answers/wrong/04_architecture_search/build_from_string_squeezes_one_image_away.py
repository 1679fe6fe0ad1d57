# message: an axis of size 1 was squeezed away
class _Scores(nn.Module):
    def __init__(self, channels, classes):
        super().__init__()
        self.linear = nn.Linear(channels, classes)

    def forward(self, x):
        return self.linear(x.mean(dim=(2, 3))).squeeze()


def build_from_string(text, in_channels=1, classes=10):
    search_space.tokens_of(text)
    width, *names, pool = text.split("-")
    channels = int(width[1:])
    layers = [nn.Conv2d(in_channels, channels, 1, bias=False), nn.BatchNorm2d(channels), nn.ReLU()]
    for place, name in enumerate(names, 1):
        layers += [operation(name, channels)] + [nn.MaxPool2d(2)] * (pool == f"p{place}")
    return nn.Sequential(*layers, _Scores(channels, classes))
