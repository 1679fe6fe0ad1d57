# message: len(slopes) counts rows
def saturated_fraction(slopes, threshold=0.01):
    return np.sum(np.abs(slopes) < threshold) / len(slopes)
