class Bottleneck(nn.Module):
    def __init__(self, in_channels, out_channels, stride=1, stride_at=1):
        super().__init__()
        m = out_channels // 4
        self.down = nn.Parameter(torch.randn(m, in_channels, 1, 1) / in_channels**0.5)
        self.middle = nn.Parameter(torch.randn(m, m, 3, 3) / (9 * m) ** 0.5)
        self.up = nn.Parameter(torch.randn(out_channels, m, 1, 1) / m**0.5)
        self.norms = nn.ModuleList([nn.BatchNorm2d(c) for c in (m, m, out_channels)])
        self.first, self.second, self.stride = (stride, 1, stride) if stride_at == 1 else (1, stride, stride)
        self.side = None
        if stride > 1 or in_channels != out_channels:
            self.side = nn.Parameter(torch.randn(out_channels, in_channels, 1, 1))
            self.norms.append(nn.BatchNorm2d(out_channels))

    def project(self, x, weight, stride):
        return torch.einsum("nchw,mc->nmhw", x[:, :, ::stride, ::stride], weight[:, :, 0, 0])

    def forward(self, x):
        y = F.relu(self.norms[0](self.project(x, self.down, self.first)))
        y = F.relu(self.norms[1](F.conv2d(y, self.middle, stride=self.second, padding=1)))
        y = self.norms[2](self.project(y, self.up, 1))
        if self.side is not None:
            x = self.norms[3](self.project(x, self.side, self.stride))
        return F.relu(x + y)
