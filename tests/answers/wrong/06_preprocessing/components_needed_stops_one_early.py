# message: components_needed([5, 3, 1, 0.6, 0.4], 0.85)
def components_needed(variances, share):
    held = np.cumsum(variances) / np.sum(variances)
    return max(1, int(np.argmax(held >= share - 1e-9)))
