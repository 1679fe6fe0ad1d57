# message: densenet_params(
def densenet_params(depth, growth, bottleneck=False, compression=1.0, classes=10):
    convs = 2 if bottleneck else 1
    layers, rest = divmod(depth - 4, 3 * convs)
    if rest or layers < 1:
        raise ValueError("depth does not fit")
    c = 2 * growth if bottleneck else 16
    total = 27 * c
    for block in (1, 2, 3):
        for _ in range(layers):
            if bottleneck:
                total += 2 * c + 4 * c * growth + 8 * growth + 36 * growth**2
            else:
                total += 2 * c + 9 * c * growth
            c += growth
        if block < 3:
            o = -int(-compression * c // 1)
            total += 2 * c + c * o
            c = o
    return total + 2 * c + c * classes + classes
