class Pad(nn.Module):
    def __init__(self, out_channels, stride):
        super().__init__()
        self.out_channels, self.stride = out_channels, stride

    def forward(self, x):
        n, c, h, w = x.shape
        s = self.stride
        out = x.new_zeros(n, self.out_channels, (h + s - 1) // s, (w + s - 1) // s)
        out[:, :c] = x[:, :, ::s, ::s]
        return out


class BasicBlock(nn.Module):
    def __init__(self, in_channels, out_channels, stride=1, shortcut="pad"):
        super().__init__()
        same = in_channels == out_channels and stride == 1
        kinds = {
            "none": None,
            "pad": Pad(out_channels, stride),
            "project": nn.Identity()
            if same
            else nn.Sequential(
                nn.Conv2d(in_channels, out_channels, 1, stride, bias=False),
                nn.BatchNorm2d(out_channels),
            ),
        }
        if shortcut not in kinds:
            raise ValueError(list(kinds))
        self.shortcut = kinds[shortcut]
        self.last_norm = nn.BatchNorm2d(out_channels)
        self.last = nn.Conv2d(out_channels, out_channels, 3, padding="same", bias=False)
        self.first_norm = nn.BatchNorm2d(out_channels)
        self.first = nn.Conv2d(in_channels, out_channels, 3, stride, 1, bias=False)
        self.relu = nn.ReLU(inplace=True)

    def forward(self, x):
        out = self.relu(self.first_norm(self.first(x)))
        out = self.last_norm(self.last(out))
        if self.shortcut is not None:
            out += self.shortcut(x)
        return self.relu(out)
