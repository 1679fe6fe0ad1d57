# message: a row is (params, macs, activations), in this order
def vgg_cost(spec, size=224, units=4096, classes=1000):
    rows, channels = [], 3
    for entry in spec:
        if entry == "M":
            size //= 2
            rows.append((0, 0, channels * size**2))
        else:
            weights, channels = 9 * channels * entry, entry
            rows.append((weights * size**2, weights + entry, entry * size**2))
    inputs = channels * size**2
    for outputs in (units, units, classes):
        rows.append((inputs * outputs, (inputs + 1) * outputs, outputs))
        inputs = outputs
    return rows
