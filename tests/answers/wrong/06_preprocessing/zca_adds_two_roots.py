# message: this adds two roots
def zca(x, eps=0.0):
    mean = x.mean(axis=0)
    variances, directions = np.linalg.eigh((x - mean).T @ (x - mean) / len(x))
    scale = np.sqrt(np.maximum(variances, 0)) + np.sqrt(eps)
    return mean, directions / scale @ directions.T
