# message: no variance is too small to count
def zca(x, eps=0.0):
    m = x.mean(0)
    v, u = np.linalg.eigh((x - m).T @ (x - m) / len(x))
    inv = np.where(v > 1e-9, 1 / np.sqrt(np.maximum(v, 1e-9) + eps), 0)
    return m, (u * inv) @ u.T
