# message: np.sign of a sum that is 0 is 0
def whiten(x, eps=0.0):
    mean = x.mean(0)
    c = x - mean
    v, u = np.linalg.eigh(c.T @ c / len(x))
    return mean, u[:, ::-1] / np.sqrt(np.abs(v[::-1] + eps)) * np.sign(u[:, ::-1].sum(0))
