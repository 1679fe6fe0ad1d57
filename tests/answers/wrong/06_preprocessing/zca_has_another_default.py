# message: 1e-08, is added to the variances
def zca(x, eps=1e-8):
    mean = x.mean(axis=0)
    variances, directions = np.linalg.eigh((x - mean).T @ (x - mean) / len(x))
    scale = np.sqrt(np.maximum(variances, 0) + eps)
    return mean, directions / scale @ directions.T
