# message: BN's scales and offsets are missing
def mobilenet_cost(width=1.0, resolution=224, separable=True):
    c, side = int(32 * width), (resolution + 1) // 2
    params, macs = 27 * c, 27 * c * side**2
    for out, stride in MOBILENET:
        out, side = int(out * width), (side + stride - 1) // stride
        weights = 9 * c + c * out if separable else 9 * c * out
        params += weights
        macs += weights * side**2
        c = out
    return params + c * 1000 + 1000, macs + c * 1000
