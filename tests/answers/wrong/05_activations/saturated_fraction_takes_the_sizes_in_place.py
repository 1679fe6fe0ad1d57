# message: changed its argument slopes
def saturated_fraction(slopes, threshold=0.01):
    low = slopes.ravel()
    low.sort()
    return np.mean(np.abs(low) < threshold)
