class FixupBlock(nn.Module):
    def __init__(self, channels):
        super().__init__()
        for name in ("conv2", "conv1"):
            self.add_module(name, nn.Conv2d(channels, channels, kernel_size=3, padding="same", bias=False))
        self.scale = nn.Parameter(torch.tensor(1.0))
        for name in ("bias2b", "bias2a", "bias1b", "bias1a"):
            self.register_parameter(name, nn.Parameter(torch.tensor(0.0)))

    def forward(self, x):
        h = F.conv2d(x.add(self.bias1a), self.conv1.weight, padding=1)
        h = torch.clamp(h + self.bias1b, min=0)
        h = F.conv2d(h.add(self.bias2a), self.scale * self.conv2.weight, padding=1)
        return torch.relu_(h + self.bias2b + x)
