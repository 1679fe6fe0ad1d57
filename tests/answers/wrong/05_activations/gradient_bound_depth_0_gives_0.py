# message: whose gradient is 1, not 0
def gradient_bound(depth, weight=1.0):
    return (abs(weight) / 4) ** depth if depth and weight else 0.0
