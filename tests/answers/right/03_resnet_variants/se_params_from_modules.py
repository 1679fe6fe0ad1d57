def se_params(stages, ratio=16):
    total = 0
    for blocks, channels in stages:
        hidden = channels // ratio or 1
        w1, w2 = torch.empty(hidden, channels, device="meta"), torch.empty(channels, hidden, device="meta")
        total += blocks * (w1.numel() + w2.numel())
    return total
