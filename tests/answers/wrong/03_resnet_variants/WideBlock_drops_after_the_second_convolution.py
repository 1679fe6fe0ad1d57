# message: dropout after the second convolution
class WideBlock(nn.Module):
    def __init__(self, in_channels, filters, k, stride=1, dropout=0.0):
        super().__init__()
        wide = filters * k
        self.norm1 = nn.BatchNorm2d(in_channels)
        self.conv1 = nn.Conv2d(in_channels, wide, 3, stride, 1, bias=False)
        self.norm2 = nn.BatchNorm2d(wide)
        self.dropout = nn.Dropout(dropout)
        self.conv2 = nn.Conv2d(wide, wide, 3, 1, 1, bias=False)
        self.same = stride == 1 and in_channels == wide
        if not self.same:
            self.project = nn.Conv2d(in_channels, wide, 1, stride, bias=False)

    def forward(self, x):
        a = F.relu(self.norm1(x))
        h = F.relu(self.norm2(self.conv1(a)))
        h = self.dropout(self.conv2(h))
        return h + (x if self.same else self.project(a))
