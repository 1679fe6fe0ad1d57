# message: row i of the directions was divided by root i
def whiten(x, eps=0.0):
    mean = x.mean(axis=0)
    v, u = np.linalg.eigh(np.cov(x.T, bias=True))
    v = np.maximum(v, 0)
    return mean, (u / np.sqrt(v + eps)[:, None])[:, ::-1]
