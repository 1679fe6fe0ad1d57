# message: this takes the largest of 2×2 pixels
def pad_shortcut(x, out_channels, stride):
    more = out_channels - x.shape[1]
    if more < 0:
        raise ValueError("too few channels")
    small = F.max_pool2d(x, stride, ceil_mode=True)
    return F.pad(small, (0, 0, 0, 0, 0, more))
