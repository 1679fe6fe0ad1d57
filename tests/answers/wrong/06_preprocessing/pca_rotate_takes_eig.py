# message: a turned cloud with equal variances
def pca_rotate(x):
    z = x - x.mean(axis=0)
    lam, u = np.linalg.eig(np.cov(z.T, bias=True))
    order = np.argsort(-lam)
    lam, u = lam[order], u[:, order]
    return z @ u, u, lam
