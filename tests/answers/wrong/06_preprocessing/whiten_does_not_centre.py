# message: x was not centred
def whiten(x, eps=0.0):
    m = x.mean(0)
    v, u = np.linalg.eigh(x.T @ x / len(x))
    return m, (u / np.sqrt(np.maximum(v, 0) + eps))[:, ::-1]
