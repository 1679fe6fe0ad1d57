# message: allow for 1e-9
def components_needed(variances, share):
    held = np.cumsum(variances) / np.sum(variances)
    return int(np.argmax(held >= share)) + 1
