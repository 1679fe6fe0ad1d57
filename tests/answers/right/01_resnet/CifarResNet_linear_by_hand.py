class CifarResNet(nn.Module):
    def __init__(self, n, block, residual=True, in_channels=3, width=16, classes=10):
        super().__init__()
        self.weight = nn.Parameter(torch.randn(classes, 4 * width) / (4 * width) ** 0.5)
        self.bias = nn.Parameter(torch.zeros(classes))
        self.filters = nn.Parameter(torch.randn(width, in_channels, 3, 3) / 5)
        self.norm = nn.BatchNorm2d(width)
        self.body = nn.ModuleDict()
        channels = width
        for number in range(3 * n):
            stage, place = divmod(number, n)
            stride = 2 if place == 0 and stage else 1
            self.body[str(number)] = block(channels, width << stage, stride, "pad" if residual else "none")
            channels = width << stage

    def forward(self, x):
        x = self.norm(F.conv2d(x, self.filters, padding=1)).clamp(min=0)
        for layer in self.body.values():
            x = layer(x)
        pooled = F.adaptive_avg_pool2d(x, 1)[:, :, 0, 0]
        return pooled @ self.weight.T + self.bias
