# message: not just of the last one
class DenseBlock(nn.Module):
    def __init__(self, in_channels, layers, growth, layer):
        super().__init__()
        self.layers = nn.ModuleList()
        for i in range(layers):
            self.layers.append(layer(growth if i else in_channels, growth))

    def forward(self, x):
        maps = [x]
        for layer in self.layers:
            maps.append(layer(maps[-1]))
        return torch.cat(maps, dim=1)
