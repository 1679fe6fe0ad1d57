# message: pca_rotate changed its argument x
def pca_rotate(x):
    x -= x.mean(axis=0)
    v, u = np.linalg.eigh(x.T @ x / len(x))
    v, u = v[::-1], u[:, ::-1]
    return x @ u, u, v
