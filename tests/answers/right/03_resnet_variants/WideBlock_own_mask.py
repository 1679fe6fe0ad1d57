class WideBlock(nn.Module):
    def __init__(self, in_channels, filters, k, stride=1, dropout=0.0):
        super().__init__()
        c, w = in_channels, k * filters
        self.dropout = dropout
        self.n1, self.n2 = nn.BatchNorm2d(c), nn.BatchNorm2d(w)
        self.c1 = nn.Conv2d(c, w, (3, 3), (stride, stride), (1, 1), bias=False)
        self.c2 = nn.Conv2d(w, w, (3, 3), padding=(1, 1), bias=False)
        self.shortcut = nn.Identity() if (c, stride) == (w, 1) else nn.Conv2d(c, w, 1, stride, bias=False)

    def forward(self, x):
        a = torch.relu(self.n1(x))
        h = torch.relu(self.n2(self.c1(a)))
        if self.training and self.dropout:
            h = h * (torch.rand_like(h) >= self.dropout) / (1 - self.dropout)
        inner = x if isinstance(self.shortcut, nn.Identity) else a
        return self.c2(h) + self.shortcut(inner)
