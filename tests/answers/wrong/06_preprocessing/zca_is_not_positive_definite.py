# message: symmetric, but not positive definite
def zca(x, eps=0.0):
    mean = x.mean(axis=0)
    variances, directions = np.linalg.eigh((x - mean).T @ (x - mean) / len(x))
    scale = np.sqrt(np.maximum(variances, 0) + eps)
    scale[0] *= -1
    return mean, directions / scale @ directions.T
