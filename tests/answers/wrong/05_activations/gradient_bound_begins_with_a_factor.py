# message: no unit, no factor
def gradient_bound(depth, weight=1.0):
    bound = abs(weight) / 4
    for _ in range(depth - 1):
        bound *= abs(weight) / 4
    return bound
