class PreActBlock(nn.Module):
    def __init__(self, in_channels, out_channels, stride=1):
        super().__init__()
        self.stride = stride

        def kernel(size, i, o):
            bound = 1 / (i * size * size) ** 0.5
            return nn.Parameter(torch.empty(o, i, size, size).uniform_(-bound, bound))

        self.second, self.first = kernel(3, out_channels, out_channels), kernel(3, in_channels, out_channels)
        self.one = (
            kernel(1, in_channels, out_channels) if (stride, in_channels) != (1, out_channels) else None
        )
        self.norms = nn.ModuleList([nn.BatchNorm2d(out_channels), nn.BatchNorm2d(in_channels)])

    def forward(self, x):
        a = self.norms[1](x).clamp(min=0)
        h = F.conv2d(a, self.first, stride=self.stride, padding=1)
        h = F.conv2d(self.norms[0](h).clamp(min=0), self.second, padding="same")
        return torch.add(h, x if self.one is None else F.conv2d(a, self.one, stride=self.stride))
