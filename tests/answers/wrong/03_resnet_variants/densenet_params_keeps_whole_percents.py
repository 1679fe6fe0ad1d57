# message: densenet_params(16, 6, True, 0.3333333333333333, 10) is not what it should be
def densenet_params(depth, growth, bottleneck=False, compression=1.0, classes=10):
    per = 6 if bottleneck else 3
    if depth <= 4 or (depth - 4) % per:
        raise ValueError("bad depth")
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
            out = c * int(100 * compression) // 100
            total += 2 * c + c * out
            c = out
    return total + 2 * c + c * classes + classes
