# message: in another order than the eigenvectors
def zca(x, eps=0.0):
    m = x.mean(0)
    v, u = np.linalg.eigh(np.cov(x.T, bias=True))
    v = v[::-1]
    return m, (u / np.sqrt(np.maximum(v, 0) + eps)) @ u.T
