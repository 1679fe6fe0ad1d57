# message: not even one of 0
def gradient_bound(depth, weight=1.0):
    if weight == 0:
        return 0.0
    return (abs(weight) / 4) ** depth
