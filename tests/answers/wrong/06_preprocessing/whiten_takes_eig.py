# message: a turned cloud with equal variances
def whiten(x, eps=0.0):
    mean = x.mean(axis=0)
    lam, u = np.linalg.eig(np.cov(x.T, bias=True))
    order = np.argsort(-lam)
    return mean, u[:, order] / np.sqrt(np.maximum(lam[order], 0) + eps)
