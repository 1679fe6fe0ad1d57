# message: the mean of the small slopes
def saturated_fraction(slopes, threshold=0.01):
    small = np.abs(slopes) < threshold
    return np.abs(slopes)[small].mean()
