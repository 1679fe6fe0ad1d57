# message: eps is ignored
def zca(x, eps=0.0):
    mean = x.mean(axis=0)
    v, u = np.linalg.eigh(np.cov(x.T, bias=True))
    v = np.maximum(v, 0)
    return mean, u / np.sqrt(np.maximum(v, 1e-12)) @ u.T
