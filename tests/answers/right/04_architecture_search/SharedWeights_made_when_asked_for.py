class SharedWeights(nn.Module):
    def __init__(self, width: int, in_channels: int = 1, classes: int = 10) -> None:
        super().__init__()
        self.width = width
        self.fc = nn.Linear(width, classes)
        for layer in (3, 2, 1):
            for name in reversed(search_space.OPERATIONS):
                setattr(self, f"op_{layer}_{name}", operation(name, width))
        self.first = nn.Sequential()
        self.first.append(nn.Conv2d(in_channels, width, 1, bias=False)).append(nn.BatchNorm2d(width))

    def forward(self, images: torch.Tensor, text: str) -> torch.Tensor:
        search_space.tokens_of(text)
        if not text.startswith(f"w{self.width}-"):
            raise ValueError(f"{text} is too wide or too narrow")
        x = self.first(images).relu()
        halve = nn.MaxPool2d(2)
        for layer, name in enumerate(text.split("-")[1:4], start=1):
            x = getattr(self, f"op_{layer}_{name}")(x)
            x = halve(x) if text.endswith(f"-p{layer}") else x
        return self.fc(torch.einsum("nchw->nc", x) / (x.shape[2] * x.shape[3]))
