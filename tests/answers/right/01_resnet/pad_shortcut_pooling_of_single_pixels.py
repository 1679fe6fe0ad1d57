def pad_shortcut(x, out_channels, stride):
    if out_channels < x.size(1):
        raise ValueError("zeros can only be added")
    small = nn.MaxPool2d(kernel_size=1, stride=stride)(x)
    result = torch.zeros((x.size(0), out_channels, *small.shape[2:]), dtype=x.dtype)
    result[:, : x.size(1)] += small
    return result
