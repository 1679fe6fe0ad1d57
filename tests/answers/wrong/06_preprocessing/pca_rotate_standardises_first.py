# message: these belong to correlations
def pca_rotate(x):
    std = x.std(axis=0)
    c = (x - x.mean(axis=0)) / np.where(std < 1e-8, 1, std)
    v, u = np.linalg.eigh(c.T @ c / len(x))
    v, u = v[::-1], u[:, ::-1]
    return c @ u, u, v
