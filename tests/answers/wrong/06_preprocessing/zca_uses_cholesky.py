# message: whitens, but is not symmetric
def zca(x, eps=0.0):
    mean = x.mean(axis=0)
    c = np.cov(x.T, bias=True) + eps * np.eye(x.shape[1])
    return mean, np.linalg.inv(np.linalg.cholesky(c)).T
