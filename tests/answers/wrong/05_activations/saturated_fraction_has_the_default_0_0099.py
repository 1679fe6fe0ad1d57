# message: saturated_fraction([0.0098, 0.00995, 0.0102])
def saturated_fraction(slopes, threshold=0.0099):
    return np.mean(np.abs(slopes) < threshold)
