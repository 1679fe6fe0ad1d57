# message: this turns back the wrong way
def zca(x, eps=0.0):
    m = x.mean(0)
    v, u = np.linalg.eigh((x - m).T @ (x - m) / len(x))
    return m, u.T @ np.diag(1 / np.sqrt(np.maximum(v, 0) + eps)) @ u
