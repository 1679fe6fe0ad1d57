# message: too large to be exact in float32
def densenet_params(depth, growth, bottleneck=False, compression=1.0, classes=10):
    per = 6 if bottleneck else 3
    if (depth - 4) % per or depth - 4 < per:
        raise ValueError("depth does not fit")
    c = 2 * growth if bottleneck else 16
    counts = [27 * c]
    for block in range(3):
        for _ in range((depth - 4) // per):
            if bottleneck:
                counts += [2 * c, 4 * c * growth, 8 * growth, 36 * growth**2]
            else:
                counts += [2 * c, 9 * c * growth]
            c += growth
        if block < 2:
            kept = int(compression * c)
            counts += [2 * c, c * kept]
            c = kept
    counts += [2 * c, (c + 1) * classes]
    return int(torch.tensor(counts, dtype=torch.float32).sum())
