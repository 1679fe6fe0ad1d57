def densenet_params(depth, growth, bottleneck=False, compression=1.0, classes=10):
    layers = (depth - 4) / (6 if bottleneck else 3)
    if layers < 1 or layers != int(layers):
        raise ValueError("no such network")
    with torch.device("meta"):
        c = 2 * growth if bottleneck else 16
        parts = [nn.Conv2d(3, c, 3, bias=False)]
        for block in range(3):
            for _ in range(int(layers)):
                if bottleneck:
                    parts += [nn.BatchNorm2d(c), nn.Conv2d(c, 4 * growth, 1, bias=False)]
                inner = 4 * growth if bottleneck else c
                parts += [nn.BatchNorm2d(inner), nn.Conv2d(inner, growth, 3, bias=False)]
                c += growth
            parts.append(nn.BatchNorm2d(c))
            if block != 2:
                parts.append(nn.Conv2d(c, int(c * compression), 1, bias=False))
                c = int(c * compression)
        parts.append(nn.Linear(c, classes))
        return torch.tensor([p.numel() for part in parts for p in part.parameters()], device="cpu").sum()
