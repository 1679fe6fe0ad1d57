# message: this begins with pixel 1
def pad_shortcut(x, out_channels, stride):
    more = out_channels - x.shape[1]
    if more < 0:
        raise ValueError("too few channels")
    small = x[:, :, 1 % stride :: stride, 1 % stride :: stride]
    return F.pad(small, (0, 0, 0, 0, 0, more))
