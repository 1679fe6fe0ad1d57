import math


def gradient_bound(depth, weight=1.0):
    if depth == 0:
        return 1
    return 0 if weight == 0 else math.exp(depth * (math.log(abs(weight)) - 2 * math.log(2)))
