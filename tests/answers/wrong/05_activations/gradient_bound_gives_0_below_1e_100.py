# message: this bound is small, but not 0
def gradient_bound(depth, weight=1.0):
    b = (abs(weight) / 4) ** depth
    return b if b > 1e-100 else 0.0
