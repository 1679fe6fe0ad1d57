# message: the argument threshold is ignored
def saturated_fraction(slopes, threshold=0.01):
    return np.mean(np.abs(slopes) < 0.01)
