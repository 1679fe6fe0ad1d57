# message: matrix of zca(x) is not
def zca(x, eps=0.0):
    mean = x.mean(axis=0)
    v, u = np.linalg.eigh(np.cov(x.T, bias=True))
    v = np.maximum(v, 0)
    return mean, np.cov(x.T, bias=True)
