# message: this allows for more, or rounds
def components_needed(variances, share):
    held = np.round(np.cumsum(variances) / np.sum(variances), 6)
    return int(np.argmax(held >= round(share, 6))) + 1
