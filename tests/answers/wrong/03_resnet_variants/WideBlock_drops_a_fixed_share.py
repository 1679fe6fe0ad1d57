# message: drops equally many numbers in every call
class WideBlock(nn.Module):
    def __init__(self, in_channels, filters, k, stride=1, dropout=0.0):
        super().__init__()
        wide = filters * k
        self.p = dropout
        self.bn1 = nn.BatchNorm2d(in_channels)
        self.conv1 = nn.Conv2d(in_channels, wide, 3, stride=stride, padding=1, bias=False)
        self.bn2 = nn.BatchNorm2d(wide)
        self.drop = nn.Dropout(dropout)
        self.conv2 = nn.Conv2d(wide, wide, 3, padding=1, bias=False)
        self.short = None
        if stride != 1 or in_channels != wide:
            self.short = nn.Conv2d(in_channels, wide, 1, stride=stride, bias=False)

    def forward(self, x):
        a = F.relu(self.bn1(x))
        s = x if self.short is None else self.short(a)
        h = self.conv1(a)
        h = F.relu(self.bn2(h))
        h = (
            h * torch.randperm(h.numel()).reshape(h.shape).ge(int(self.p * h.numel())) / (1 - self.p)
            if self.training
            else h
        )
        h = self.conv2(h)
        return h + s
