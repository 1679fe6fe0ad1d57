# message: where deviations are added up
def components_needed(variances, share):
    v = np.sqrt(variances)
    held = np.cumsum(v) / v.sum()
    return int(np.argmax(held >= share - 1e-9)) + 1
