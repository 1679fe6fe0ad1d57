def pad_shortcut(x, out_channels, stride):
    if not out_channels >= x.shape[1]:
        raise ValueError
    kernel = torch.eye(out_channels, x.shape[1], dtype=x.dtype)[:, :, None, None]
    return F.conv2d(x, kernel, stride=stride)
