class Candidate(nn.Module):
    def __init__(self, text, in_channels, classes):
        super().__init__()
        width, first, second, third, pool = search_space.tokens_of(text)
        c = (4, 8, 12)[width]
        self.head = nn.Linear(c, classes)
        names = [search_space.OPERATIONS[i] for i in (first, second, third)]
        self.third, self.second, self.first = (operation(name, c) for name in reversed(names))
        self.norm = nn.BatchNorm2d(c)
        self.enter = nn.Conv2d(in_channels, c, kernel_size=(1, 1), bias=False)
        self.pool = pool

    def forward(self, images):
        x = torch.relu(self.norm(self.enter(images)))
        for number, layer in enumerate((self.first, self.second, self.third)):
            x = layer(x)
            if number == self.pool:
                x = F.max_pool2d(x, kernel_size=2)
        return self.head(x.mean(dim=(-1, -2)))


def build_from_string(text, in_channels=1, classes=10):
    return Candidate(text, in_channels, classes)
