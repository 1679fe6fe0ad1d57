# message: zca changed its argument x
def zca(x, eps=0.0):
    m = x.mean(0)
    x -= m
    v, u = np.linalg.eigh(x.T @ x / len(x))
    return m, (u / np.sqrt(np.maximum(v, 0) + eps)) @ u.T
