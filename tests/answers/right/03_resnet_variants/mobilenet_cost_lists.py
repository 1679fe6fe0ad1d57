import math


def mobilenet_cost(width=1.0, resolution=224, separable=True):
    outs = [int(c * width) for c in [32] + [c for c, _ in MOBILENET]]
    ins = [3] + outs[:-1]
    sides = [resolution]
    for stride in [2] + [s for _, s in MOBILENET]:
        sides.append(math.ceil(sides[-1] / stride))
    weights, norms = [], []
    for i, (a, b) in enumerate(zip(ins, outs)):
        thin = separable and i > 0
        weights.append(9 * a + a * b if thin else 9 * a * b)
        norms.append(2 * b + 2 * a * thin)
    params = sum(weights) + sum(norms) + 1000 * outs[-1] + 1000
    macs = sum(w * s * s for w, s in zip(weights, sides[1:])) + 1000 * outs[-1]
    return [params, macs]
