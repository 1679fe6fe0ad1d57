# message: depth is 6n + 4
def wrn_params(depth, k, classes=10):
    if depth < 10 or (depth - 4) % 3 or k < 1:
        raise ValueError(f"depth should be 6n + 4, and k at least 1; got {depth}, {k}")
    total, channels = 3 * 16 * 9, 16
    for width in (16 * k, 32 * k, 64 * k):
        for _ in range((depth - 4) // 6):
            total += 2 * channels + 9 * channels * width + 2 * width + 9 * width**2
            if channels != width:
                total += channels * width
            channels = width
    return total + 2 * channels + (channels + 1) * classes
