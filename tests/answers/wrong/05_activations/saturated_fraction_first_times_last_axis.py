# message: slopes.size counts all entries
def saturated_fraction(slopes, threshold=0.01):
    rows, columns = slopes.shape[0], slopes.shape[-1]
    return (abs(slopes) < threshold).sum() / (rows * columns)
