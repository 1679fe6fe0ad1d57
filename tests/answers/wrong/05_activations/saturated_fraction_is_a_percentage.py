# message: this is a percentage
def saturated_fraction(slopes, threshold=0.01):
    return 100 * np.mean(np.abs(slopes) < threshold)
