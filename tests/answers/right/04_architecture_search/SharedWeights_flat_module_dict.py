class SharedWeights(nn.Module):
    def __init__(self, width, in_channels=1, classes=10):
        super().__init__()
        self.prefix = f"w{width}"
        parts = {"stem": nn.Conv2d(in_channels, width, 1, bias=False), "norm": nn.BatchNorm2d(width)}
        parts |= {f"{k}{name}": operation(name, width) for k in "123" for name in search_space.OPERATIONS}
        self.parts = nn.ModuleDict(parts | {"scores": nn.Linear(width, classes)})

    def forward(self, images, text):
        if text not in search_space.architectures() or text.split("-")[0] != self.prefix:
            raise ValueError(f"{text!r} is none of mine")
        tokens = text.split("-")
        x = torch.relu(self.parts["norm"](self.parts["stem"](images)))
        for k in "123":
            x = self.parts[k + tokens[int(k)]](x)
            if tokens[4][1] == k:
                x = F.max_pool2d(x, 2)
        return self.parts["scores"](x.flatten(2).mean(-1))
