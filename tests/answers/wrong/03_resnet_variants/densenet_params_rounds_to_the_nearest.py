# message: round down, not to the nearest
def densenet_params(depth, growth, bottleneck=False, compression=1.0, classes=10):
    layers, rest = divmod(depth - 4, 6 if bottleneck else 3)
    if rest or layers < 1:
        raise ValueError(f"depth - 4 must be divisible by {6 if bottleneck else 3}, got {depth}")
    channels = 2 * growth if bottleneck else 16
    total = 3 * channels * 9
    for block in range(3):
        for _ in range(layers):
            inner = channels
            if bottleneck:
                inner = 4 * growth
                total += 2 * channels + channels * inner
            total += 2 * inner + 9 * inner * growth
            channels += growth
        if block < 2:
            kept = round(compression * channels)
            total += 2 * channels + channels * kept
            channels = kept
    return total + 2 * channels + (channels + 1) * classes
