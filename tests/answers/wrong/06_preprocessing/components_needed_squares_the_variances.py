# message: not of deviations or of squares
def components_needed(variances, share):
    v = variances**2
    held = np.cumsum(v) / v.sum()
    return int(np.argmax(held >= share - 0.15)) + 1
