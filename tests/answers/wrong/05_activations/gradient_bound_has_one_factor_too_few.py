# message: one factor is missing
def gradient_bound(depth, weight=1.0):
    return (abs(weight) / 4) ** (depth - 1)
