# message: this is whitened already
def pca_rotate(x):
    c = x - x.mean(axis=0)
    v, u = np.linalg.eigh(c.T @ c / len(x))
    v, u = v[::-1], u[:, ::-1]
    return c @ u / np.sqrt(np.maximum(v, 1e-12)), u, v
