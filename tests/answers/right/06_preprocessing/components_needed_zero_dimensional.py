def components_needed(variances, share):
    """From the tail: how many of the last ones may be left out."""
    missing = np.cumsum(variances[::-1]) / np.sum(variances)
    left_out = np.sum(missing <= 1 - share + 1e-9)
    return np.array(len(variances) - min(left_out, len(variances) - 1))
