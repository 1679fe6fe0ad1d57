# message: a share that is reached exactly is reached
def components_needed(variances, share):
    held = np.cumsum(variances) / np.sum(variances)
    return int(np.sum(held <= share + 1e-9)) + 1
