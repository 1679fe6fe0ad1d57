# message: divide by how many there are
def saturated_fraction(slopes, threshold=0.01):
    return np.sum(np.abs(slopes) < threshold)
