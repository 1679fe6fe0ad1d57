# message: gradient
class DenseBlock(nn.Module):
    def __init__(self, in_channels, layers, growth, layer):
        super().__init__()
        self.layers = nn.ModuleList()
        for i in range(layers):
            self.layers.append(layer(in_channels + i * growth, growth))

    def forward(self, x):
        maps = [x]
        for layer in self.layers:
            maps.append(layer(torch.cat([x] + [m.detach() for m in maps[1:]], dim=1)))
        return torch.cat(maps, dim=1)
