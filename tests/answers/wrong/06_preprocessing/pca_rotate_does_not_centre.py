# message: x was not centred
def pca_rotate(x):
    v, u = np.linalg.eigh(x.T @ x / len(x))
    v, u = v[::-1], u[:, ::-1]
    return x @ u, u, v
