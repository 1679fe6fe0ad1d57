def whiten(x, eps=0.0):
    mean = x.mean(axis=0)
    _, s, vt = np.linalg.svd(x - mean, full_matrices=False)
    return mean, vt.T @ np.diag((s**2 / len(x) + eps) ** -0.5)
