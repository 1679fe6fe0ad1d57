# message: the largest comes first
def pca_rotate(x):
    c = x - x.mean(axis=0)
    v, u = np.linalg.eigh(c.T @ c / len(x))
    return c @ u, u, v
