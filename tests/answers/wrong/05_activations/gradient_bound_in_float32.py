# message: this bound is small, but not 0
def gradient_bound(depth, weight=1.0):
    return float(np.prod(np.full(depth, abs(weight) / 4, dtype=np.float32)))
