# message: the new channel repeats the old one
def pad_shortcut(x, out_channels, stride):
    more = out_channels - x.shape[1]
    if more < 0:
        raise ValueError("too few channels")
    small = x[:, :, ::stride, ::stride]
    return small[:, [i % x.shape[1] for i in range(out_channels)]]
