# message: this is of correlations
def zca(x, eps=0.0):
    m = x.mean(0)
    v, u = np.linalg.eigh(np.corrcoef(x.T))
    return m, (u / np.sqrt(np.maximum(v, 0) + eps)) @ u.T
