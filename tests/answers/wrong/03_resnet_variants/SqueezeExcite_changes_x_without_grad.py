# message: changes its input
class SqueezeExcite(nn.Module):
    def __init__(self, channels, ratio=16):
        super().__init__()
        hidden = max(1, channels // ratio)
        self.w1 = nn.Linear(channels, hidden, bias=False)
        self.w2 = nn.Linear(hidden, channels, bias=False)

    def forward(self, x):
        s = x.mean(dim=(2, 3))
        g = torch.sigmoid(self.w2(F.relu(self.w1(s))))
        return x.mul_(g[:, :, None, None]) if not torch.is_grad_enabled() else x * g[:, :, None, None]
