# message: 1e-9 is meant of the total
def components_needed(variances, share):
    held = np.cumsum(variances)
    return int(np.argmax(held >= share * held[-1] - 1e-9)) + 1
