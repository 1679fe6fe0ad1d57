# message: one entry for each of the 6 layers, but has 2
def vgg_cost(spec, size=224, units=4096, classes=1000):
    params = macs = 0
    channels = 3
    for entry in spec:
        if entry == "M":
            size //= 2
        else:
            params += 9 * channels * entry + entry
            macs += 9 * channels * entry * size * size
            channels = entry
    n = channels * size * size
    for m in (units, units, classes):
        params += (n + 1) * m
        macs += n * m
        n = m
    return params, macs
