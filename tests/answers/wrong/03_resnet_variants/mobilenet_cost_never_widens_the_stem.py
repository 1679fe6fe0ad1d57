# message: mobilenet_cost(1.5, 64, True)
import math


def mobilenet_cost(width=1.0, resolution=224, separable=True):
    c, side = min(int(32 * width), 32), math.ceil(resolution / 2)
    params, macs = 29 * c, 27 * c * side**2
    for out, stride in MOBILENET:
        out, side = int(out * width), math.ceil(side / stride)
        weights = 9 * c + c * out if separable else 9 * c * out
        params += weights + 2 * (c + out if separable else out)
        macs += weights * side**2
        c = out
    return params + 1000 * (c + 1), macs + 1000 * c
