def mobilenet_cost(width=1.0, resolution=224, separable=True):
    channels, side = int(32 * width), -(-resolution // 2)
    params = 27 * channels + 2 * channels
    macs = 27 * channels * side**2
    for out, stride in MOBILENET:
        out, side = int(out * width), -(-side // stride)
        if separable:
            weights, norms = 9 * channels + channels * out, channels + out
        else:
            weights, norms = 9 * channels * out, out
        params += weights + 2 * norms
        macs += weights * side**2
        channels = out
    return np.array([params + (channels + 1) * 1000, macs + channels * 1000])
