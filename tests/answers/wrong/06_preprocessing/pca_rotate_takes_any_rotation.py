# message: they must be eigenvectors of the covariance
def pca_rotate(x):
    c = x - x.mean(axis=0)
    v, u = np.linalg.eigh(c.T @ c / len(x))
    v, u = v[::-1], u[:, ::-1]
    q, _ = np.linalg.qr(np.arange(1.0, u.size + 1).reshape(u.shape) ** 0.5)
    return c @ q, q, v
