# message: a bound on a size cannot be negative
def gradient_bound(depth, weight=1.0):
    return (weight / 4) ** depth
