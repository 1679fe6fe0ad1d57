# message: no variance is too small to count
def zca(x, eps=0.0):
    mean = x.mean(axis=0)
    c = np.cov(x.T, bias=True)
    v, u = np.linalg.eigh(c)
    root = u * np.sqrt(np.maximum(v, 0) + eps) @ u.T
    return mean, np.linalg.pinv(root, rcond=1e-4)
