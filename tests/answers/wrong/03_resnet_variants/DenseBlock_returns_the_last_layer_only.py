# message: only the last layer's channels
class DenseBlock(nn.Module):
    def __init__(self, in_channels, layers, growth, layer):
        super().__init__()
        self.layers = nn.ModuleList()
        for i in range(layers):
            self.layers.append(layer(in_channels + i * growth, growth))

    def forward(self, x):
        maps = [x]
        for layer in self.layers:
            maps.append(layer(torch.cat(maps, dim=1)))
        return maps[-1]
