# message: conv2 is a copy of conv1
class FixupBlock(nn.Module):
    def __init__(self, channels):
        super().__init__()
        self.conv1 = nn.Conv2d(channels, channels, 3, padding=1, bias=False)
        self.conv2 = copy.deepcopy(self.conv1)
        for name in ("bias1a", "bias1b", "bias2a", "bias2b"):
            setattr(self, name, nn.Parameter(torch.zeros(1)))
        self.scale = nn.Parameter(torch.ones(1))

    def forward(self, x):
        h = F.relu(self.conv1(x + self.bias1a) + self.bias1b)
        return F.relu(x + self.scale * self.conv2(h + self.bias2a) + self.bias2b)
