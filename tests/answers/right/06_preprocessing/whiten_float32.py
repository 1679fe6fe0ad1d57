def whiten(x, eps=0.0):
    x = x.astype(np.float32)
    mean = x.mean(axis=0)
    variances, directions = np.linalg.eigh((x - mean).T @ (x - mean) / np.float32(len(x)))
    order = variances.argsort()[::-1]
    return mean, directions[:, order] * (np.maximum(variances[order], 0) + np.float32(eps)) ** -0.5
