class _Beside(nn.Module):
    def __init__(self, layer):
        super().__init__()
        self.layer = layer

    def forward(self, x):
        return torch.concat([x, self.layer(x)], dim=-3)


class DenseBlock(nn.Sequential):
    def __init__(self, in_channels, layers, growth, layer):
        super().__init__(
            *[_Beside(layer(c, growth)) for c in range(in_channels, in_channels + layers * growth, growth)]
        )
