# message: not how a slope compares with the others
def saturated_fraction(slopes, threshold=0.01):
    size = np.abs(slopes)
    return np.mean((size < threshold) & (size < size.max()))
