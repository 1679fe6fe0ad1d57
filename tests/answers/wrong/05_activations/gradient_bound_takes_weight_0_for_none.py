# message: `weight or 1.0`
def gradient_bound(depth, weight=None):
    return (abs(weight or 1.0) / 4) ** depth
