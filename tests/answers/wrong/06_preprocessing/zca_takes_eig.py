# message: a turned cloud with equal variances
def zca(x, eps=0.0):
    mean = x.mean(axis=0)
    lam, u = np.linalg.eig(np.cov(x.T, bias=True))
    return mean, u @ np.diag(1 / np.sqrt(np.maximum(lam, 0) + eps)) @ u.T
