# message: one layer is used twice in its place
class _Network(nn.Module):
    def __init__(self, channels, names, halved, in_channels, classes):
        super().__init__()
        self.stem = nn.Sequential(
            nn.Conv2d(in_channels, channels, 1, bias=False), nn.BatchNorm2d(channels), nn.ReLU()
        )
        self.layers = nn.ModuleList([operation(name, channels) for name in names])
        self.names, self.halved = names, halved
        self.scores = nn.Linear(channels, classes)

    def forward(self, x):
        x = self.stem(x)
        for place, name in enumerate(self.names, 1):
            x = self.layers[self.names.index(name)](x)  # finds the first of that name
            if place == self.halved:
                x = F.max_pool2d(x, 2)
        return self.scores(x.mean(dim=(2, 3)))


def build_from_string(text, in_channels=1, classes=10):
    search_space.tokens_of(text)
    width, *names, pool = text.split("-")
    return _Network(int(width[1:]), names, int(pool[1:]), in_channels, classes)
