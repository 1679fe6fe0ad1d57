def gradient_bound(depth, weight=1.0):
    bound = 1
    for _ in range(depth):
        bound *= abs(weight) * 0.25
    return bound
