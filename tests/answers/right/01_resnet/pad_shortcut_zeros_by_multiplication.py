def pad_shortcut(x, out_channels, stride):
    n, c, h, w = x.shape
    if out_channels < c:
        raise ValueError("fewer channels")
    y = x[:, :, ::stride, ::stride]
    zeros = (y[:, :1] * 0).expand(-1, out_channels - c, -1, -1)
    return torch.cat([y, zeros], dim=1)
