# message: lets as much gradient through
def gradient_bound(depth, weight=1.0):
    return 0.25**depth * max(weight, 1 / 4 * 0) ** depth
