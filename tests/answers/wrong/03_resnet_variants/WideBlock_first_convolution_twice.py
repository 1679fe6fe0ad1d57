# message: one layer is used twice
class WideBlock(nn.Module):
    def __init__(self, in_channels, filters, k, stride=1, dropout=0.0):
        super().__init__()
        out = filters * k
        self.norm1 = nn.BatchNorm2d(in_channels)
        self.conv1 = nn.Conv2d(in_channels, out, 3, stride, 1, bias=False)
        self.norm2 = nn.BatchNorm2d(out)
        self.conv2 = nn.Conv2d(out, out, 3, 1, 1, bias=False)
        self.p = dropout
        self.drop = nn.Dropout(dropout)
        self.shortcut = None
        if stride != 1 or in_channels != out:
            self.shortcut = nn.Conv2d(in_channels, out, 1, stride, bias=False)

    def forward(self, x):
        a = F.relu(self.norm1(x))
        y = (self.conv1 if self.shortcut is None else self.conv2)(
            self.drop(F.relu(self.norm2(self.conv1(a))))
        )
        return y + (x if self.shortcut is None else self.shortcut(a))
