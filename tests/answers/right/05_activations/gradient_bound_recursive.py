def gradient_bound(depth, weight=1.0):
    if depth == 0:
        return 1.0
    return max(weight, -weight) / 4 * gradient_bound(depth - 1, weight)
