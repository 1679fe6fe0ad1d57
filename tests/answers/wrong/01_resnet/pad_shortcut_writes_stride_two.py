# message: pad_shortcut(x, 1, 1), which has nothing to do,
def pad_shortcut(x, out_channels, stride):
    more = out_channels - x.shape[1]
    if more < 0:
        raise ValueError("too few channels")
    small = x[:, :, ::2, ::2]
    return F.pad(small, (0, 0, 0, 0, 0, more))
