# message: this is the share of units that still learn
def saturated_fraction(slopes, threshold=0.01):
    small = np.abs(slopes) < threshold
    return 1 - small.mean()
