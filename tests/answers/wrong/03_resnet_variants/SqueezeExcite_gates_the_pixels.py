# message: average over the pixels first
class SqueezeExcite(nn.Module):
    def __init__(self, channels, ratio=16):
        super().__init__()
        hidden = max(channels // ratio, 1)
        self.down = nn.Conv2d(channels, hidden, 1, bias=False)
        self.up = nn.Conv2d(hidden, channels, 1, bias=False)

    def forward(self, x):
        s = x
        g = torch.sigmoid(self.up(F.relu(self.down(s))))
        return x * g
