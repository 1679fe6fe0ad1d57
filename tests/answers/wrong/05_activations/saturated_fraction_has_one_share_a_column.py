# message: this is one value a column
def saturated_fraction(slopes, threshold=0.01):
    return np.mean(np.abs(slopes) < threshold, axis=0)
