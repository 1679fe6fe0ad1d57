# message: these are right, but in no order
def pca_rotate(x):
    xc = x - x.mean(0)
    v, u = np.linalg.eig(xc.T @ xc / len(x))
    return xc @ u, u, v
