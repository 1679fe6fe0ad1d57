# message: the last row or column is lost
def pad_shortcut(x, out_channels, stride):
    more = out_channels - x.shape[1]
    if more < 0:
        raise ValueError("too few channels")
    h, w = x.shape[2] // stride, x.shape[3] // stride
    small = x[:, :, ::stride, ::stride][:, :, :h, :w]
    return F.pad(small, (0, 0, 0, 0, 0, more))
