# message: has shape
def pad_shortcut(x, out_channels, stride):
    more = out_channels - x.shape[1]
    if more < 0:
        raise ValueError("too few channels")
    small = x[:, :, ::stride, ::stride]
    return F.pad(small, (0, 0, 0, 0, 0, out_channels))
