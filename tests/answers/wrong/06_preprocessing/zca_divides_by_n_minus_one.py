# message: not by N - 1
def zca(x, eps=0.0):
    mean = x.mean(axis=0)
    v, u = np.linalg.eigh(np.cov(x.T))
    v = np.maximum(v, 0)
    return mean, u / np.sqrt(v + eps) @ u.T
