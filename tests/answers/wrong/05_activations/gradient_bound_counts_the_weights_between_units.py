# message: the first unit has its weight too
def gradient_bound(depth, weight=1.0):
    if depth == 0:
        return 1.0
    return 0.25**depth * abs(weight) ** (depth - 1)
