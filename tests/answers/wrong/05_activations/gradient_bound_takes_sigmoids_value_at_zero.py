# message: 0.5 is σ(0)
def gradient_bound(depth, weight=1.0):
    return (abs(weight) * 0.5) ** depth
