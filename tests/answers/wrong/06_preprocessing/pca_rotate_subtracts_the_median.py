# message: the median was subtracted
def pca_rotate(x):
    c = x - np.median(x, 0)
    lam, u = np.linalg.eigh(c.T @ c / len(c))
    return c @ u[:, ::-1], u[:, ::-1], lam[::-1]
