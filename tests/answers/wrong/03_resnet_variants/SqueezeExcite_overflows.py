# message: exp(200) is infinite in float32
class SqueezeExcite(nn.Module):
    def __init__(self, channels, ratio=16):
        super().__init__()
        hidden = max(1, channels // ratio)
        self.fc1 = nn.Linear(channels, hidden, bias=False)
        self.fc2 = nn.Linear(hidden, channels, bias=False)

    def forward(self, x):
        s = x.mean(dim=(2, 3))
        z = self.fc2(F.relu(self.fc1(s)))
        g = z.exp() / (1 + z.exp())
        return x * g[:, :, None, None]
