# message: is not what it should be
def vgg_cost(spec, size=224, units=4096, classes=1000):
    size = 224
    rows, channels = [], 3
    for entry in spec:
        if entry == "M":
            size //= 2
            rows.append((0, 0, channels * size**2))
        else:
            weights = 9 * channels * entry
            rows.append((weights + entry, weights * size**2, entry * size**2))
            channels = entry
    inputs = channels * size**2
    for n in (units, units, classes):
        rows.append((inputs * n + n, inputs * n, n))
        inputs = n
    return rows
