class Mean(nn.Module):
    def forward(self, x):
        return x.flatten(2).mean(2)


def build_from_string(text, in_channels=1, classes=10):
    if text not in search_space.architectures():
        raise ValueError(f"{text!r} is not in the space")
    parts = text.split("-")
    c = int(parts[0].removeprefix("w"))
    pool = int(parts[4].removeprefix("p"))
    body = nn.Sequential()
    for k in (1, 2, 3):
        layer = operation(parts[k], c)
        body.add_module(f"layer{k}", nn.Sequential(layer, nn.MaxPool2d(2, 2)) if k == pool else layer)
    stem = nn.Sequential(
        nn.Conv2d(in_channels, c, 1, 1, 0, bias=False), nn.BatchNorm2d(c), nn.ReLU(inplace=True)
    )
    return nn.Sequential(stem, body, Mean(), nn.Linear(c, classes))
