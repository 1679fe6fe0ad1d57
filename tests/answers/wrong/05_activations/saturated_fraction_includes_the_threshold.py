# message: a slope of exactly the threshold is not below it
def saturated_fraction(slopes, threshold=0.01):
    return np.mean(np.abs(slopes) <= threshold)
