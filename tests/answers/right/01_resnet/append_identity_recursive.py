def append_identity(shallow, k):
    if k == 0:
        return copy.deepcopy(shallow)
    deeper = append_identity(shallow, k - 1)
    channels = [p for p in shallow.parameters() if p.ndim == 4][-1].shape[0]
    conv = nn.Conv2d(channels, channels, 3, 1, 1, bias=False)
    conv.weight = nn.Parameter(F.pad(torch.eye(channels)[:, :, None, None], (1, 1, 1, 1)))
    return nn.Sequential(*deeper, conv, nn.ReLU())
