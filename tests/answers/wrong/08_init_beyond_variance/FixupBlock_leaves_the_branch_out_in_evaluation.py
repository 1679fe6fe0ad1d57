# message: the branch is left out there
class FixupBlock(nn.Module):
    def __init__(self, channels):
        super().__init__()
        self.conv1 = nn.Conv2d(channels, channels, 3, padding=1, bias=False)
        self.conv2 = nn.Conv2d(channels, channels, 3, padding=1, bias=False)
        for n in ("bias1a", "bias1b", "bias2a", "bias2b"):
            setattr(self, n, nn.Parameter(torch.zeros(1)))
        self.scale = nn.Parameter(torch.ones(1))

    def forward(self, x):
        if not self.training:
            return F.relu(x)
        h = F.relu(self.conv1(x + self.bias1a) + self.bias1b)
        return F.relu(x + self.scale * self.conv2(h + self.bias2a) + self.bias2b)
