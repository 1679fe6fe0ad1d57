def wrn_params(depth, k, classes=10):
    n = (depth - 4) // 6
    if depth != 6 * n + 4 or n < 1 or k < 1:
        raise ValueError(f"no WRN-{depth}-{k}")
    widths = [16, 16 * k, 32 * k, 64 * k]
    firsts = sum(9 * a * b + 9 * b * b + 2 * a + 2 * b + (a != b) * a * b for a, b in zip(widths, widths[1:]))
    others = (n - 1) * sum(18 * w * w + 4 * w for w in widths[1:])
    return 27 * 16 + firsts + others + 2 * 64 * k + (64 * k + 1) * classes
