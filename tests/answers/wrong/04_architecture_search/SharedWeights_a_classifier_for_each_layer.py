# message: too many: 2 weights of shape (10, 4)
class SharedWeights(nn.Module):
    def __init__(self, width, in_channels=1, classes=10):
        super().__init__()
        self.width = width
        self.stem = nn.Sequential(
            nn.Conv2d(in_channels, width, 1, bias=False),
            nn.BatchNorm2d(width),
            nn.ReLU(),
        )
        self.layers = nn.ModuleList(
            nn.ModuleDict({name: operation(name, width) for name in search_space.OPERATIONS})
            for _ in range(3)
        )
        self.classifier = nn.ModuleList(nn.Linear(width, classes) for _ in range(3))

    def forward(self, images, text):
        search_space.tokens_of(text)
        width, *names, pool = text.split("-")
        if int(width[1:]) != self.width:
            raise ValueError(f"{text} has another width than {self.width}")
        x = self.stem(images)
        for place, (layer, name) in enumerate(zip(self.layers, names, strict=True), 1):
            x = layer[name](x)
            if pool == f"p{place}":
                x = F.max_pool2d(x, 2)
        return self.classifier[int(pool[1]) - 1](x.mean(dim=(2, 3)))
