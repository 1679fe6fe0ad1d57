class FixupBlock(nn.Module):
    def __init__(self, channels):
        super().__init__()

        def number(value):
            return nn.Parameter(torch.full((1, 1, 1, 1), float(value)))

        self.bias1a, self.bias1b, self.bias2a, self.bias2b, self.scale = map(number, (0, 0, 0, 0, 1))
        self.conv1 = nn.Conv2d(channels, channels, 3, 1, 1, bias=False)
        self.conv2 = nn.Conv2d(channels, channels, 3, 1, 1, bias=False)
        self.relu = nn.ReLU()

    def branch(self, x):
        inner = self.relu(self.bias1b + self.conv1(self.bias1a + x))
        return torch.addcmul(self.bias2b, self.conv2(inner + self.bias2a), self.scale)

    def forward(self, x):
        return self.relu(self.branch(x) + x)
