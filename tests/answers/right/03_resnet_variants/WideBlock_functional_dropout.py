class WideBlock(nn.Module):
    def __init__(self, in_channels, filters, k, stride=1, dropout=0.0):
        super().__init__()
        self.p, out = dropout, filters * k
        self.bn = nn.ModuleDict({"in": nn.BatchNorm2d(in_channels), "mid": nn.BatchNorm2d(out)})
        self.conv = nn.ModuleDict(
            {
                "in": nn.Conv2d(in_channels, out, 3, stride=stride, padding=1, bias=False),
                "out": nn.Conv2d(out, out, 3, padding=1, bias=False),
            }
        )
        if stride != 1 or in_channels != out:
            self.conv["skip"] = nn.Conv2d(in_channels, out, 1, stride=stride, bias=False)

    def forward(self, x):
        a = self.bn["in"](x).relu()
        h = self.bn["mid"](self.conv["in"](a)).relu()
        h = self.conv["out"](F.dropout(h, p=self.p, training=self.training))
        skip = self.conv["skip"](a) if "skip" in self.conv else x
        return skip + h
