# message: the argument layer is ignored
class DenseBlock(nn.Module):
    def __init__(self, in_channels, layers, growth, layer):
        super().__init__()
        self.layers = nn.ModuleList(PlainLayer(in_channels + i * growth, growth) for i in range(layers))

    def forward(self, x):
        for layer in self.layers:
            x = torch.cat([x, layer(x)], dim=1)
        return x
