# message: which must not change it
def pad_shortcut(x, out_channels, stride):
    more = out_channels - x.shape[1]
    if more < 0:
        raise ValueError("too few channels")
    x.clamp_(-1e9, 1e9).mul_(1.5)
    small = x[:, :, ::stride, ::stride] / 1.5
    return F.pad(small, (0, 0, 0, 0, 0, more))
