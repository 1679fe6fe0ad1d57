# message: too large to be exact in float32
def wrn_params(depth, k, classes=10):
    if depth < 10 or (depth - 4) % 6 or k < 1:
        raise ValueError("depth is 6n + 4, k at least 1")
    total, c = torch.tensor(432.0), 16
    for w in (16 * k, 32 * k, 64 * k):
        for _ in range((depth - 4) // 6):
            total += 2 * c + 9 * c * w + 2 * w + 9 * w * w + (c * w if c != w else 0)
            c = w
    return int(total + 2 * c + (c + 1) * classes)
