# message: should raise ValueError, but raises TypeError
def densenet_params(depth, growth, bottleneck=False, compression=1.0, classes=10):
    per = 6 if bottleneck else 3
    if depth <= 4 or (depth - 4) % per:
        raise TypeError("bad depth")
    n = (depth - 4) // per
    c = 2 * growth if bottleneck else 16
    k = growth
    total = 27 * c
    for block in range(3):
        for _ in range(n):
            if bottleneck:
                total += 2 * c + 4 * c * k + 8 * k + 36 * k * k
            else:
                total += 2 * c + 9 * c * k
            c += k
        if block < 2:
            out = int(compression * c)
            total += 2 * c + c * out
            c = out
    return total + 2 * c + c * classes + classes
