# message: pad_shortcut(x, 3, 2) for x with 4 channels must raise ValueError
def pad_shortcut(x, out_channels, stride):
    C = x.shape[1]
    if out_channels == C and stride == 1:
        return x
    if stride == 1 and out_channels < C:
        raise ValueError
    x = x[:, :, ::stride, ::stride]
    return F.pad(x, (0, 0, 0, 0, 0, out_channels - C))
