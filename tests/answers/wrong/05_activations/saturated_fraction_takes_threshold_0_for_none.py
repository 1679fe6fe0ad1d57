# message: `threshold or 0.01`
def saturated_fraction(slopes, threshold=None):
    return np.mean(np.abs(slopes) < (threshold or 0.01))
