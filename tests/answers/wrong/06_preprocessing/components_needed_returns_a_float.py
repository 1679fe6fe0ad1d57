# message: is an int, but 3.0 is a float64
def components_needed(variances, share):
    c = np.cumsum(variances) / np.sum(variances)
    return np.where(c >= share - 1e-9)[0][0] + 1.0
