import scipy.linalg


def zca(x, eps=0.0):
    """The inverse of the covariance's positive square root."""
    mean = x.mean(axis=0)
    covariance = (x - mean).T @ (x - mean) / len(x) + eps * np.eye(x.shape[1])
    return mean, np.linalg.inv(scipy.linalg.sqrtm(covariance).real)
