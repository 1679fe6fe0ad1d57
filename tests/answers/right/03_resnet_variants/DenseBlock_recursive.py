class DenseBlock(nn.Module):
    def __init__(self, in_channels, layers, growth, layer):
        super().__init__()
        self.first = self.rest = None
        if layers:
            self.first = layer(in_channels, growth)
            self.rest = DenseBlock(in_channels + growth, layers - 1, growth, layer)

    def forward(self, x):
        if self.first is None:
            return x
        return self.rest(torch.cat((x, self.first(x)), 1))
