# message: what is missing by less than 1e-9 counts as reached
def components_needed(variances, share):
    c = np.cumsum(variances) / variances.sum()
    return int(np.argmax(np.round(c, 9) >= round(share, 9))) + 1
