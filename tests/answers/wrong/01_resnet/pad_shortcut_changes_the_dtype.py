# message: came back as torch.float32
def pad_shortcut(x, out_channels, stride):
    more = out_channels - x.shape[1]
    if more < 0:
        raise ValueError("too few channels")
    x = x.float()
    small = x[:, :, ::stride, ::stride]
    return F.pad(small, (0, 0, 0, 0, 0, more))
