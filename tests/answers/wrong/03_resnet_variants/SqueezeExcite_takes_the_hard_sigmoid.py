# message: this is hardsigmoid
class SqueezeExcite(nn.Module):
    def __init__(self, channels, ratio=16):
        super().__init__()
        hidden = max(1, channels // ratio)
        self.fc1 = nn.Linear(channels, hidden, bias=False)
        self.fc2 = nn.Linear(hidden, channels, bias=False)

    def forward(self, x):
        s = x.mean(dim=(2, 3))
        z = self.fc2(F.relu(self.fc1(s)))
        g = F.hardsigmoid(z)
        return x * g[:, :, None, None]
