# message: the zeros have PyTorch's usual dtype
def pad_shortcut(x, out_channels, stride):
    """Return x with fewer pixels and more channels, without any weights (option A).

    x: (N, C, H, W); it must not be changed. stride: 1 or more; of rows and columns
    0, stride, 2·stride, … are kept. out_channels: C or more, otherwise ValueError; the
    channels of x come first, those behind them are zero.
    Returns (N, out_channels, ceil(H / stride), ceil(W / stride)), dtype as x.
    """
    more = out_channels - x.shape[1]
    if more < 0:
        raise ValueError(f"out_channels must be at least {x.shape[1]}, got {out_channels}")
    x = x[:, :, ::stride, ::stride]
    return torch.cat([x, torch.zeros(x.shape[0], more, *x.shape[2:])], dim=1)
