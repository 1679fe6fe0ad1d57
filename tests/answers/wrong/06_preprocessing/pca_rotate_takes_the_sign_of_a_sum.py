# message: np.sign of a sum that is 0 is 0
def pca_rotate(x):
    c = x - x.mean(axis=0)
    v, u = np.linalg.eigh(c.T @ c / len(x))
    u = u[:, ::-1] * np.sign(u[:, ::-1].sum(axis=0))
    return c @ u, u, v[::-1]
