# message: components_needed changed its argument variances
def components_needed(variances, share):
    if variances.dtype.kind == "f":
        variances /= variances.sum()
    held = np.cumsum(variances) / np.sum(variances)
    return int(np.argmax(held >= share - 1e-9)) + 1
