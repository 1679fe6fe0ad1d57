def wrn_params(depth, k, classes=10):
    if depth < 10 or (depth + 2) % 6 or k < 1:
        raise ValueError
    with torch.device("meta"):
        net, c = nn.ModuleList([nn.Conv2d(3, 16, 3, bias=False)]), 16
        for w in (16 * k, 32 * k, 64 * k):
            for i in range((depth - 4) // 6):
                net.append(WideBlock(c, 16, w // 16, 1))
                c = w
        net.extend([nn.BatchNorm2d(c), nn.Linear(c, classes)])
        return int(np.sum([p.numel() for p in net.parameters()]))
