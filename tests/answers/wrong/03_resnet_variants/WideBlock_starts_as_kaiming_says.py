# message: as PyTorch starts
class WideBlock(nn.Module):
    def __init__(self, in_channels, filters, k=1, stride=1, dropout=0.0):
        super().__init__()
        out = filters * k
        self.p = dropout
        self.bn_a, self.bn_b = nn.BatchNorm2d(in_channels), nn.BatchNorm2d(out)
        self.conv_a = nn.Conv2d(in_channels, out, 3, stride, 1, bias=False)
        self.conv_b = nn.Conv2d(out, out, 3, 1, 1, bias=False)
        if stride > 1 or out != in_channels:
            self.skip = nn.Conv2d(in_channels, out, 1, stride, bias=False)
        for module in self.modules():
            if isinstance(module, nn.Conv2d):
                nn.init.kaiming_normal_(module.weight, nonlinearity="relu")

    def forward(self, x):
        a = self.bn_a(x).relu()
        b = self.bn_b(self.conv_a(a)).relu()
        b = F.dropout(b, self.p, self.training)
        return self.conv_b(b) + (self.skip(a) if hasattr(self, "skip") else x)
