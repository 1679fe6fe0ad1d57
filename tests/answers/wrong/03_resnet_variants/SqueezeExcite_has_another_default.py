# message: ratio is 16 unless said otherwise
class SqueezeExcite(nn.Module):
    def __init__(self, channels, ratio=15):
        super().__init__()
        hidden = max(channels // ratio, 1)
        self.down = nn.Linear(channels, hidden, bias=False)
        self.up = nn.Linear(hidden, channels, bias=False)

    def forward(self, x):
        gates = torch.sigmoid(self.up(F.relu(self.down(x.mean(dim=(2, 3))))))
        return x * gates[:, :, None, None]
