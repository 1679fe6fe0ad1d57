def densenet_params(depth, growth, bottleneck=False, compression=1.0, classes=10):
    unit = 6 if bottleneck else 3
    if depth <= 4 or (depth - 4) % unit:
        raise ValueError(depth)
    n, k = (depth - 4) // unit, growth
    start, total = (2 * k if bottleneck else 16), 0
    total += 27 * start
    for last in (False, False, True):
        seen = n * start + k * n * (n - 1) // 2
        total += seen * (2 + 4 * k) + n * (8 * k + 36 * k * k) if bottleneck else seen * (2 + 9 * k)
        end = start + n * k
        start = end if last else int(end * compression)
        total += 2 * end + (0 if last else end * start)
    return total + (end + 1) * classes
