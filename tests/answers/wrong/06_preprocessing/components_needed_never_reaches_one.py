# message: may never reach 1: allow for 1e-9
def components_needed(variances, share):
    c = np.cumsum(variances) / np.sum(variances)
    return int((c < share).sum()) + 1
