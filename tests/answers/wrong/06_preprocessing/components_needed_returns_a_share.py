# message: this is the share of the components
def components_needed(variances, share):
    held = np.cumsum(variances) / np.sum(variances)
    return (int(np.argmax(held >= share - 1e-9)) + 1) / len(variances)
