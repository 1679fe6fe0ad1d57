class SqueezeExcite(nn.Module):
    def __init__(self, channels, ratio=16):
        super().__init__()
        hidden = 1 if channels < ratio else channels // ratio
        self.w2 = nn.Parameter(torch.randn(channels, hidden) * hidden**-0.5)
        self.w1 = nn.Parameter(torch.randn(hidden, channels) * channels**-0.5)

    def forward(self, x):
        n, c, h, w = x.shape
        s = x.reshape(n, c, h * w).sum(2) / (h * w)
        g = 1 / (1 + torch.exp(-torch.einsum("ch,nh->nc", self.w2, (s @ self.w1.T).clamp_min(0))))
        return torch.einsum("nchw,nc->nchw", x, g)
