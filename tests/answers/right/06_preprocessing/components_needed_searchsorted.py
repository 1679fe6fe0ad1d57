def components_needed(variances, share):
    held = np.cumsum(variances)
    return 1 + np.searchsorted(held, (share - 1e-9) * held[-1])
