# message: the width, or the text as a whole, is not checked
class SharedWeights(nn.Module):
    def __init__(self, width, in_channels=1, classes=10):
        super().__init__()
        self.width = width
        self.stem = nn.Sequential(
            nn.Conv2d(in_channels, width, 1, bias=False), nn.BatchNorm2d(width), nn.ReLU()
        )
        self.layers = nn.ModuleList(
            nn.ModuleDict({name: operation(name, width) for name in search_space.OPERATIONS})
            for _ in range(3)
        )
        self.fc = nn.Linear(width, classes)

    def forward(self, images, text):
        search_space.tokens_of(text)
        w, *names, p = text.split("-")
        if int(w[1:]) > self.width:
            raise ValueError(f"width {w} is not {self.width}")
        x = self.stem(images)
        for k, (layer, name) in enumerate(zip(self.layers, names), 1):
            x = layer[name](x)
            if p == f"p{k}":
                x = F.max_pool2d(x, 2)
        return self.fc(x.mean((2, 3)))
