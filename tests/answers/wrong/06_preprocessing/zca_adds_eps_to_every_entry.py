# message: eps was added to every entry of the covariance
def zca(x, eps=0.0):
    m = x.mean(0)
    v, u = np.linalg.eigh((x - m).T @ (x - m) / len(x) + eps)
    return m, (u / np.sqrt(v)) @ u.T
