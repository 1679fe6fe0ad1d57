# message: they pass through another dtype
def pad_shortcut(x, out_channels, stride):
    n, c, h, w = x.shape
    if out_channels < c:
        raise ValueError("zeros can only be added")
    out = torch.zeros(n, out_channels, -(-h // stride), -(-w // stride))
    out[:, :c] = x[:, :, ::stride, ::stride]
    return out.to(x.dtype)
