# message: a direction is missing: np.sign of a sum
def zca(x, eps=0.0):
    mean = x.mean(axis=0)
    c = (x - mean).T @ (x - mean) / len(x)
    v, u = np.linalg.eigh(c)
    u = u * np.sign(u.sum(axis=0))
    return mean, u / np.sqrt(np.maximum(v, 0) + eps) @ u.T
