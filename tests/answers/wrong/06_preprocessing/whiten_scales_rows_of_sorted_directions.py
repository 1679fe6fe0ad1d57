# message: row i of the directions was divided by root i
def whiten(x, eps=0.0):
    m = x.mean(0)
    v, u = np.linalg.eigh((x - m).T @ (x - m) / len(x))
    v, u = v[::-1], u[:, ::-1]
    return m, u / np.sqrt(np.maximum(v, 0) + eps)[:, None]
