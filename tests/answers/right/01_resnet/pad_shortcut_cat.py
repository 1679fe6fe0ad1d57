def pad_shortcut(x, out_channels, stride):
    n, c, h, w = x.shape
    if out_channels < c:
        raise ValueError(f"{out_channels} < {c}")
    rows, columns = torch.arange(0, h, stride), torch.arange(0, w, stride)
    small = x.index_select(2, rows).index_select(3, columns)
    zeros = x.new_zeros(n, out_channels - c, len(rows), len(columns))
    return torch.cat((small, zeros), dim=1)
