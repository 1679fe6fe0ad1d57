# message: the argument classes is ignored
def wrn_params(depth, k, classes=10):
    n, rest = divmod(depth - 4, 6)
    if rest or n < 1 or k < 1:
        raise ValueError("depth should be 6n + 4")
    total, c = 432, 16
    for w in (16 * k, 32 * k, 64 * k):
        for _ in range(n):
            total += 2 * c + 9 * c * w + 2 * w + 9 * w * w
            if c != w:
                total += c * w
            c = w
    return total + 2 * c + c * 10 + 10
