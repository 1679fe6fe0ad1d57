# message: vgg_cost changed its list spec
def vgg_cost(spec, size=224, units=4096, classes=1000):
    rows, channels = [], 3
    spec = spec if isinstance(spec, list) else list(spec)
    while spec:
        entry = spec.pop(0)
        if entry == "M":
            size //= 2
            rows.append((0, 0, channels * size**2))
        else:
            weights, channels = 9 * channels * entry, entry
            rows.append((weights + entry, weights * size**2, entry * size**2))
    inputs = channels * size**2
    for outputs in (units, units, classes):
        rows.append(((inputs + 1) * outputs, inputs * outputs, outputs))
        inputs = outputs
    return rows
