# message: 4^600 alone is larger than any float
def gradient_bound(depth, weight=1.0):
    slopes, weights = 1.0, 1.0
    for _ in range(depth):
        slopes *= 0.25
        weights *= abs(weight)
    return slopes * weights
