# message: must raise ValueError
def pad_shortcut(x, out_channels, stride):
    more = out_channels - x.shape[1]
    small = x[:, :, ::stride, ::stride]
    return F.pad(small, (0, 0, 0, 0, 0, more))
