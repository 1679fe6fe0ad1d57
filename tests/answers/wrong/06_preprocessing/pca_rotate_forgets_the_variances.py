# message: gives 2 values
def pca_rotate(x):
    c = x - x.mean(axis=0)
    v, u = np.linalg.eigh(c.T @ c / len(x))
    v, u = v[::-1], u[:, ::-1]
    return c @ u, u
